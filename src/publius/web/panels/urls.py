from django.urls import path

from . import urls_outreach
from .views import (
    absences,
    asking,
    assignments,
    chances,
    contests,
    desk,
    interest,
    lotteries,
    pool,
    population,
    public,
    replies,
    targets,
)
from .views.draws import asking as draw_asking
from .views.draws import deciding, publishing, records, showing

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
    path(f"{of_call}my-chance/", chances.my_chance, name="my_chance"),
    path(f"{of_call}lottery/<int:draw_id>/", lotteries.lottery, name="lottery"),
    path(
        f"{of_call}lottery/<int:draw_id>/lottery.json", lotteries.lottery_file, name="lottery_file"
    ),
    path(f"{of_call}lottery/<int:draw_id>/check/", lotteries.lottery_check, name="lottery_check"),
    path(f"{of_call}contest/", contests.contest_new, name="contest_new"),
    path(f"{of_call}contests/<int:contest_id>/", contests.contest, name="contest"),
    path(
        f"{of_call}contests/<int:contest_id>/answer/",
        contests.contest_answer,
        name="contest_answer",
    ),
    path("host/contests/", contests.contests_waiting, name="contests_waiting"),
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
    path(f"{of_desk}draws/", draw_asking.draw_new, name="draw_new"),
    path(f"{of_desk}draws/relevance/", draw_asking.draw_dial, name="draw_dial"),
    path(of_draw, showing.draw, name="draw"),
    path(f"{of_draw}cancel/", draw_asking.draw_cancel, name="draw_cancel"),
    path(f"{of_draw}delete/", draw_asking.test_delete, name="test_delete"),
    path(f"{of_draw}publish/", publishing.draw_publish, name="draw_publish"),
    path(f"{of_draw}number/", publishing.draw_number, name="draw_number"),
    path(f"{of_draw}dice/", publishing.draw_dice, name="draw_dice"),
    path(f"{of_draw}edit/", deciding.draw_edit, name="draw_edit"),
    path(f"{of_draw}confirm/", deciding.draw_confirm, name="draw_confirm"),
    path(f"{of_draw}set-aside/", deciding.draw_discard, name="draw_discard"),
    path(f"{of_draw}record.json", records.draw_record, name="draw_record"),
    path(f"{of_draw}lottery.json", records.draw_document, name="draw_document"),
    path(f"{of_draw}report/", records.draw_report, name="draw_report"),
    path(f"{of_draw}report.csv", records.draw_report_file, name="draw_report_file"),
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
