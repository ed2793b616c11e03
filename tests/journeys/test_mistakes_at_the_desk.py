"""Every form a convener sends, empty or wrong: one is told what is wrong and loses nothing."""

import uuid

import pytest

from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.replies import ask_question
from publius.web.panels.tasks import run_due_draws

from .convener import Convener
from .mistakes import Mistake, are_explained
from .scenes import a_place_is_offered, a_pool_for

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pool(call):
    return a_pool_for(call)


def test_when_an_engagement_is_opened(arrives, call, convener):
    desk = f"/desk/engagements/{call.engagement.slug}/"
    typed = {"Title": "Safer cycling"}
    view = {"Who sees it this way?": "Shops"}
    are_explained(
        arrives(Convener, person=convener),
        Mistake(
            "/desk/engagements/new/",
            "Save and continue",
            ("Say in two or three sentences what it is about.",),
            typed,
        ),
        Mistake(
            f"{desk}decision/",
            "Save",
            ("By when is it decided? This date does not exist. Check the day and the month.",),
            {"Day": "31", "Month": "2", "Year": "2027", "Who decides?": "The cabinet"},
        ),
        Mistake(
            f"{desk}framings/add/",
            "Save",
            ("Name this view in a few words.", "Describe the view as its holders would put it."),
            view,
        ),
        Mistake(
            f"{desk}stakeholders/add/",
            "Save",
            ("Say what they gain or lose.",),
            {"Who?": "Shops in Corn Street"},
        ),
    )


def test_when_a_call_is_drafted(arrives, call, convener):
    desk = f"/desk/calls/{call.slug}/"
    are_explained(
        arrives(Convener, person=convener),
        Mistake(
            f"/desk/engagements/{call.engagement.slug}/calls/new/",
            "Save and continue",
            (
                "Say in a few sentences what the group is for.",
                "Say how many people the group has.",
            ),
            {"Title of the call": "The plan", "How large is the group?": ""},
        ),
        Mistake(
            f"{desk}seats/add/",
            "Save",
            (
                "Choose how they come to know it.",
                "Say what they should know or have lived through.",
                "The maximum must be at least the minimum. Raise it or lower the minimum.",
            ),
            {"Who is needed?": "Cab driver", "At least": "3", "At most": "2"},
        ),
    )


def test_a_call_that_contradicts_itself(arrives, call, convener):
    call.seats.update(minimum=4, maximum=4)
    type(call).objects.filter(pk=call.pk).update(state="draft")
    visitor = arrives(Convener, person=convener)
    visitor.goes_to(f"/desk/calls/{call.slug}/check/")
    visitor.clicks("Publish the call")
    visitor.is_told_what_is_wrong(
        "The seats need at least 8 people together, but the group has 6 places. "
        "Lower some minimums, or make the group 8."
    )
    call.refresh_from_db()
    assert call.state == "draft"


def test_targets_that_contradict_each_other(arrives, call, convener, pool):
    visitor = arrives(Convener, person=convener)
    visitor.goes_to(f"/desk/calls/{call.slug}/targets/")
    visitor.sets_a_range("Gender: Woman", 5, 4)
    visitor.clicks("Save the targets")
    visitor.is_told_what_is_wrong("Woman: the least (5) is above the most (4).")
    visitor.still_reads_what_was_typed("Least for Gender: Woman", "5")
    visitor.sets_a_range("Gender: Woman", 4, 4)
    visitor.sets_a_range("Gender: Man", 4, 4)
    visitor.clicks("Save the targets")
    visitor.is_told_what_is_wrong(
        "Gender: the least numbers add up to 8, but the group has 6 people. "
        "Lower some of them by 2 in all."
    )


def test_targets_that_the_pool_cannot_meet(arrives, call, convener, pool):
    visitor = arrives(Convener, person=convener)
    visitor.goes_to(f"/desk/calls/{call.slug}/targets/")
    visitor.sets_a_range("Gender: Woman", 3, 6)
    visitor.clicks("Save the targets")
    visitor.sees("Not possible with today’s pool")
    visitor.goes_to(f"/desk/calls/{call.slug}/draws/")
    visitor.sees("Not possible with today’s pool")


def test_when_a_draw_is_decided(arrives, call, convener, pool):
    draw = request_draw(call=call, by=convener)
    run_due_draws()
    here = f"/desk/calls/{call.slug}/draws/{draw.pk}/"
    reason = "Give a reason. It stays on record."
    offer = call.pool.first().seat_offers.first()
    are_explained(
        arrives(Convener, person=convener),
        Mistake(f"{here}edit/", "Make the change", (reason,)),
        Mistake(f"{here}set-aside/", "Set the draw aside", (reason,)),
        Mistake(
            f"{here}confirm/",
            "Confirm and send the invitations",
            (
                "Tick the box: a person decides, not the lottery alone.",
                "How many days do people have to answer? Enter 3 or more.",
            ),
            {
                "A note for the record": "We walked it together.",
                "How many days do people have to answer?": "1",
            },
        ),
        Mistake(
            f"/desk/calls/{call.slug}/pool/{offer.pk}/rule-out/",
            "Rule out for this seat",
            (reason,),
        ),
    )


def test_when_a_question_is_answered(arrives, call, convener, person):
    invitation = a_place_is_offered(call, person, by=convener)
    ask_question(invitation=invitation, text="Is there a ramp?", key=uuid.uuid4())
    question = invitation.questions.get()
    are_explained(
        arrives(Convener, person=convener),
        Mistake(
            f"/desk/calls/{call.slug}/questions/{question.pk}/",
            "Send the answer",
            ("Write an answer.",),
        ),
    )
