"""Every form a citizen sends, empty or wrong: one is told what is wrong and loses nothing."""

import pytest

from tests.factories import ExpertiseFactory, PersonFactory

from .citizen import Citizen
from .letters import link_in_the_last_letter_to
from .mistakes import Mistake, are_explained
from .scenes import a_place_is_offered

pytestmark = pytest.mark.django_db(transaction=True)
MORE = "Write a little more: one whole sentence says more than single words."


def test_at_the_door(arrives):
    citizen = arrives(Citizen)
    login = "/accounts/login/"
    are_explained(
        citizen,
        Mistake(login, "Send me a code", ("Enter your e-mail address.",)),
        Mistake(
            login,
            "Send me a code",
            ("Enter an e-mail address in the form name@example.org.",),
            {"E-mail address": "maya at home"},
        ),
    )
    citizen.types("E-mail address", "maya@people.example")
    citizen.clicks("Send me a code")
    citizen.clicks("Continue")
    citizen.is_told_what_is_wrong("Enter the code.")
    citizen.types("Code", "0000-0000")
    citizen.clicks("Continue")
    citizen.is_told_what_is_wrong("This is not the code we sent. Check it and type it again.")


def test_on_a_persons_own_pages(arrives, person):
    newcomer = arrives(Citizen, person=PersonFactory(adult_confirmed_at=None))
    adult = "You need to be 18 or over to take part. Tick the box if you are."
    name = {"What should we call you?": "Maya"}
    are_explained(newcomer, Mistake("/me/start/", "Continue", (adult,), name))
    item = ExpertiseFactory(person=person)
    words = "What do you do, how often, and where?"
    agreement = (
        "Your answers can only be saved with your agreement. Tick the box, or leave this page: "
        "nothing has been saved."
    )
    are_explained(
        arrives(Citizen, person=person),
        Mistake("/me/expertise/add/practical/", "Save", ("Write at least one sentence.",)),
        Mistake("/me/expertise/add/practical/", "Save", (MORE,), {words: "I cycle"}),
        Mistake(
            f"/me/expertise/{item.pk}/evidence/add/",
            "Add it",
            ("Choose what it is.", "Describe it in a sentence or two."),
            {"A link where people can see it": "https://example.org/group"},
        ),
        Mistake(
            "/me/about/",
            "Save",
            ("Enter a name to call you by.",),
            {"What should we call you?": "", "Which languages do you use?": "BSL, Urdu"},
        ),
        Mistake("/me/balancing/", "Save my answers", (agreement,)),
    )


def test_when_one_is_interested(arrives, call, person):
    are_explained(
        arrives(Citizen, person=person),
        Mistake(
            f"/calls/{call.slug}/interest/",
            "Say that I am interested",
            ("Tick the box to agree. Without it nobody could see that you are interested.",),
            {"In your own words: what do you know about this?": "Every junction of it."},
        ),
    )


@pytest.fixture
def invitation(call, convener, person):
    return a_place_is_offered(call, person, by=convener)


def test_when_one_answers_an_invitation(arrives, invitation):
    citizen = arrives(Citizen)
    citizen.goes_to(link_in_the_last_letter_to(invitation.person.email))
    citizen.declines("")
    citizen.is_told_what_is_wrong("Choose a reason. The last one says nothing about you.")
    citizen.asks("")
    citizen.is_told_what_is_wrong("Write your question.")
    citizen.asks("Is there a ramp?")
    citizen.sees("Not answered yet.")
