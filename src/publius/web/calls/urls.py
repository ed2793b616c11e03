from django.urls import path

from .views import calls, engagements, matching, public, seats, words

app_name = "calls"

desk_of_engagement = "desk/engagements/<slug:slug>/"
desk_of_call = "desk/calls/<slug:slug>/"

urlpatterns = [
    path("calls/", public.open_calls, name="open_calls"),
    path("calls/for-you/", public.for_you, name="for_you"),
    path("calls/<slug:slug>/", public.call, name="call"),
    path("engagements/<slug:slug>/", public.engagement, name="engagement"),
    path("words/", words.words, name="words"),
    path("words/all.jsonld", words.words_file, name="words_file"),
    path("words/<slug:concept>/", words.word, name="word"),
    path("desk/", engagements.desk, name="desk"),
    path("desk/engagements/new/", engagements.engagement_new, name="engagement_new"),
    path(desk_of_engagement, engagements.engagement_desk, name="engagement_desk"),
    path(f"{desk_of_engagement}framings/", engagements.framings, name="framings"),
    path(f"{desk_of_engagement}framings/add/", engagements.framing, name="framing_add"),
    path(
        f"{desk_of_engagement}framings/<int:framing_id>/",
        engagements.framing,
        name="framing_edit",
    ),
    path(
        f"{desk_of_engagement}framings/<int:framing_id>/remove/",
        engagements.framing_remove,
        name="framing_remove",
    ),
    path(f"{desk_of_engagement}stakeholders/", engagements.stakeholders, name="stakeholders"),
    path(f"{desk_of_engagement}stakeholders/add/", engagements.stakeholder, name="stakeholder_add"),
    path(
        f"{desk_of_engagement}stakeholders/<int:stakeholder_id>/",
        engagements.stakeholder,
        name="stakeholder_edit",
    ),
    path(
        f"{desk_of_engagement}stakeholders/<int:stakeholder_id>/remove/",
        engagements.stakeholder_remove,
        name="stakeholder_remove",
    ),
    path(f"{desk_of_engagement}check/", engagements.engagement_check, name="engagement_check"),
    path(f"{desk_of_engagement}calls/new/", calls.call_new, name="call_new"),
    path(
        f"{desk_of_engagement}about/",
        engagements.engagement_edit,
        {"part": "about"},
        name="engagement_about",
    ),
    path(
        f"{desk_of_engagement}decision/",
        engagements.engagement_edit,
        {"part": "decision"},
        name="engagement_decision",
    ),
    path(desk_of_call, calls.call_desk, name="call_desk"),
    path(f"{desk_of_call}about/", calls.call_edit, name="call_edit"),
    path(f"{desk_of_call}seats/", seats.seats, name="seats"),
    path(f"{desk_of_call}seats/add/", seats.seat, name="seat_add"),
    path(f"{desk_of_call}seats/<int:seat_id>/", seats.seat, name="seat_edit"),
    path(f"{desk_of_call}seats/<int:seat_id>/remove/", seats.seat_remove, name="seat_remove"),
    path(f"{desk_of_call}seats/<int:seat_id>/place/", seats.seat_place, name="seat_place"),
    path(f"{desk_of_call}offer/", calls.offer_edit, name="offer_edit"),
    path(f"{desk_of_call}check/", calls.call_check, name="call_check"),
    path(f"{desk_of_call}close/", calls.call_close, name="call_close"),
    path(f"{desk_of_call}matching/", matching.matching_progress, name="matching_progress"),
    path(f"{desk_of_call}matching/again/", calls.match_again, name="match_again"),
    path(f"{desk_of_call}matches/", matching.matches, name="matches"),
    path(f"{desk_of_call}matches/<int:seat_id>/", matching.seat_matches, name="seat_matches"),
    path(f"{desk_of_call}runs/<uuid:run_id>.json", matching.run_file, name="run_file"),
]
