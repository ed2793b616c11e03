from django.urls import path

from .views import health, home, motions, packs, running, stages, team

here = "conversations/<slug:slug>/"
desk = "desk/conversations/<slug:slug>/"
of_call = "desk/calls/<slug:slug>/conversations/"

urlpatterns = [
    path("conversations/", home.conversations, name="conversations"),
    path(here, home.conversation, name="conversation"),
    path(f"{here}join/", home.joining, name="join"),
    path(f"{here}leave/", home.leaving, name="leave"),
    path(f"{here}another-name/", home.pseudonym, name="pseudonym"),
    path(f"{here}information/<slug:kind>/", packs.pack, name="pack"),
    path(f"{here}information/<slug:kind>/<int:number>/", packs.pack, name="pack_version"),
    path(f"{here}information/<slug:kind>/<int:number>/clear/", packs.pack_clear, name="pack_clear"),
    path(f"{here}motions/", motions.motions, name="motions"),
    path(f"{here}motions/new/", motions.motion_new, name="motion_new"),
    path(f"{here}motions/<int:number>/", motions.motion, name="motion"),
    path(f"{here}motions/<int:number>/support/", motions.motion_support, name="motion_support"),
    path(f"{here}health/", health.health, name="health"),
    path(of_call, running.call_conversations, name="call_conversations"),
    path(f"{of_call}new/", running.conversation_new, name="conversation_new"),
    path(desk, running.conversation_desk, name="conversation_desk"),
    path(f"{desk}about/", running.about_edit, name="about_edit"),
    path(f"{desk}plan/", running.plan, name="plan"),
    path(f"{desk}policy/", running.house_rules, name="house_rules"),
    path(f"{desk}check/", running.conversation_check, name="conversation_check"),
    path(f"{desk}close/", running.conversation_close, name="conversation_close"),
    path(f"{desk}stages/<slug:kind>/open/", stages.stage_open, name="stage_open"),
    path(f"{desk}stages/<slug:kind>/close/", stages.stage_close, name="stage_close"),
    path(f"{desk}stages/<slug:kind>/absent/<int:seat_id>/", stages.absence, name="absence"),
    path(f"{desk}information/<slug:kind>/", packs.pack_edit, name="pack_edit"),
    path(f"{desk}team/", team.team, name="team"),
    path(f"{desk}team/<int:key>/end/", team.team_end, name="team_end"),
    path(f"{desk}people/", team.people, name="people"),
    path(f"{desk}people/<int:key>/remove/", team.participant_remove, name="participant_remove"),
    path(f"{desk}motions/<int:number>/", motions.motion_decide, name="motion_decide"),
]
