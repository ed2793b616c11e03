from django.urls import path

from . import urls_outreach
from .views import (
    absences,
    asking,
    assignments,
    desk,
    draws,
    interest,
    pool,
    population,
    public,
    replies,
    targets,
)

app_name = "panels"

of_call = "calls/<slug:slug>/"
of_desk = "desk/calls/<slug:slug>/"
of_draw = f"{of_desk}draws/<int:draw_id>/"
to_assign = "desk/engagements/<slug:slug>/assignment/"
of_assignment = f"{to_assign}<int:key>/"

urlpatterns = [
    path(f"{of_call}interest/", interest.interest, name="interest"),
    path(f"{of_call}interest/done/", interest.interest_done, name="interest_done"),
    path(f"{of_call}interest/leave/", interest.interest_leave, name="interest_leave"),
    path(f"{of_call}my-chance/", interest.my_chance, name="my_chance"),
    path(f"{of_call}panel/", public.panel, name="panel"),
    path("me/invitations/", replies.my_invitations_page, name="my_invitations"),
    path("me/invitations/<int:key>/", replies.my_invitation_page, name="my_invitation"),
    path(
        "me/invitations/<int:key>/question/",
        replies.my_invitation_question,
        name="my_invitation_question",
    ),
    path("me/invitations/<int:key>/give-up/", replies.place_give_up, name="place_give_up"),
    path("invitation/<str:token>/", replies.invitation, name="invitation"),
    path(
        "invitation/<str:token>/question/", replies.invitation_question, name="invitation_question"
    ),
    *urls_outreach.patterns,
    path(f"{of_desk}invite/", pool.invite, name="invite_to_pool"),
    path(f"{of_desk}matches/<int:seat_id>/suggest/", asking.suggest, name="suggest"),
    path(f"{of_desk}pool/why-not/<int:seat_id>/", absences.why_not, name="why_not"),
    path(f"{of_desk}pool/why-not/answers/<int:inquiry_id>/", absences.inquiry, name="inquiry"),
    path(f"{of_desk}suggested/<int:shortlist_id>/", asking.shortlist, name="shortlist"),
    path(f"{of_desk}pool/", pool.pool, name="pool"),
    path(f"{of_desk}pool/<int:offer_id>/rule-out/", pool.rule_out, name="rule_out"),
    path(f"{of_desk}pool/<int:offer_id>/rule-in/", pool.rule_in, name="rule_in"),
    path(f"{of_desk}targets/", targets.targets, name="targets"),
    path(f"{of_desk}targets/population/", population.population, name="population"),
    path(f"{of_desk}draws/", draws.draw_new, name="draw_new"),
    path(of_draw, draws.draw, name="draw"),
    path(f"{of_draw}edit/", draws.draw_edit, name="draw_edit"),
    path(f"{of_draw}confirm/", draws.draw_confirm, name="draw_confirm"),
    path(f"{of_draw}set-aside/", draws.draw_discard, name="draw_discard"),
    path(f"{of_draw}record.json", draws.draw_record, name="draw_record"),
    path(to_assign, assignments.assignment_new, name="assignment_new"),
    path(of_assignment, assignments.assignment, name="assignment"),
    path(f"{of_assignment}use/<slug:call>/", assignments.assignment_use, name="assignment_use"),
    path(
        f"{of_assignment}set-aside/",
        assignments.assignment_set_aside,
        name="assignment_set_aside",
    ),
    path(
        f"{of_assignment}people/<uuid:person>/",
        assignments.assignment_why_not,
        name="assignment_why_not",
    ),
    path(f"{of_assignment}record.json", assignments.assignment_record, name="assignment_record"),
    path(f"{of_desk}panel/", desk.panel_desk, name="panel_desk"),
    path(f"{of_desk}panel/try-again/", desk.places_try_again, name="places_try_again"),
    path(f"{of_desk}panel/places/<int:number>/", desk.place_fill, name="place_fill"),
    path(f"{of_desk}questions/<int:question_id>/", desk.question_answer, name="question_answer"),
]
