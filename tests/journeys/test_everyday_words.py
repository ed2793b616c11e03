"""A body writes official words, people their own; both read why they met; newcomers are asked."""

import pytest

from publius.web.calls.actions import request_matching
from publius.web.notify.models import Message
from publius.web.panels.actions.interest import join_pool
from publius.web.panels.models import Invitation
from publius.web.people.actions import give_consent
from publius.web.people.models import Purpose
from tests.factories import (
    CallFactory,
    EvidenceFactory,
    ExpertiseFactory,
    OfferFactory,
    PersonFactory,
    SeatFactory,
    convener_of,
)

from .browser import ZOOMED
from .citizen import Citizen
from .convener import Convener
from .worker import the_worker_goes_round

pytestmark = pytest.mark.django_db(transaction=True)
NEED = "Visually impaired people who walk through the town and know which crossings speak."


@pytest.fixture
def seat():
    call = CallFactory(title="Crossings that speak", slug="crossings-that-speak", size=12)
    OfferFactory(call=call)
    return SeatFactory(
        call=call, kind="lived", title="Blind pedestrian", need=NEED, minimum=2, maximum=3
    )


def reachable(**facts):
    person = PersonFactory(**facts)
    for purpose in (Purpose.CALL_ALERTS, Purpose.LIVED_EXPERIENCE):
        give_consent(person=person, purpose=purpose)
    return person


@pytest.fixture
def ada():
    person = reachable(display_name="Ada")
    words = "I walk through the town with my white stick and hear which crossings speak."
    ExpertiseFactory(person=person, kind="lived", words=words, visibility="conveners")
    club = ExpertiseFactory(person=person, kind="practical", words="I run a walking club in town.")
    EvidenceFactory(expertise=club, text="Led the walking club for nine years.")
    return person


@pytest.fixture
def others(seat):
    """Four more who walk with a stick, one who is interested and knows bees, fourteen newcomers."""
    for number in range(4):
        words = f"My long cane and I walk through town to job number {number}, past crossings."
        ExpertiseFactory(person=reachable(), kind="lived", words=words, visibility="conveners")
    keeper = ExpertiseFactory(kind="practical", words="I keep bees.", person=reachable()).person
    join_pool(call=seat.call, person=keeper, seats=[seat])
    return keeper, [reachable() for _ in range(14)]


@pytest.fixture
def matched(seat, ada, others):
    request_matching(call=seat.call, by=None)
    the_worker_goes_round()
    return seat


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_somebody_reads_why_and_decides_what_counts(arrives, matched, ada, scripts):
    citizen = arrives(Citizen, person=ada, javascript=scripts)

    citizen.goes_to("/calls/for-you/")
    citizen.follows("Crossings that speak")
    citizen.goes_to("/calls/for-you/")
    citizen.sees("Matched white stick as visual impairment")
    citizen.opens_in_full()
    citizen.activates(citizen.page.get_by_role("button", name="Hide this item").first)
    citizen.reads_the_heading("Calls that need you")
    citizen.sees("Hidden. Nobody reads it, and your matches leave it out within seconds.")
    the_worker_goes_round()
    citizen.goes_to("/calls/for-you/")
    citizen.sees("No open call asks for what you told us so far.")
    citizen.sees("one in five is drawn by lot")

    lived = ada.expertise.get(kind="lived")
    citizen.goes_to(f"/me/expertise/{lived.pk}/")
    citizen.activates(citizen.page.get_by_role("button", name="Let it count again").first)
    club = ada.expertise.get(kind="practical")
    citizen.goes_to(f"/me/expertise/{club.pk}/")
    citizen.opens_in_full()
    citizen.activates(citizen.page.get_by_role("button", name="Pin").first)
    citizen.sees("Pinned. It still stands for you")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_convener_asks_whom_publius_suggests(arrives, matched, scripts):
    convener = arrives(Convener, person=convener_of(matched.call), javascript=scripts)

    convener.goes_to(f"/desk/calls/crossings-that-speak/matches/{matched.pk}/")
    convener.sees("Inside each band the order is drawn by lot")
    convener.opens_in_full()
    convener.clicks("Suggest whom to ask")
    convener.sees("you will probably need to ask about")
    convener.opens_in_full()
    convener.types("How many people should be asked?", "0")
    convener.clicks("Show whom you suggest")
    convener.is_told_what_is_wrong("Enter a number from 1 to 200.")
    convener.still_reads_what_was_typed("How many people should be asked?", "0")
    convener.types("How many people should be asked?", "5")
    convener.clicks("Show whom you suggest")
    convener.reads_the_heading("Whom Publius suggests")
    convener.sees("1 person drawn by lot")
    convener.opens_in_full()
    assert not Invitation.objects.exists()
    convener.clicks("Ask whether they are interested")
    convener.sees("5 people were asked whether they are interested.")
    by_lot = Message.objects.filter(body__contains="a lot was drawn among people")
    assert (Invitation.objects.count(), by_lot.count()) == (5, 1)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_convener_asks_why_somebody_is_not_on_the_list(arrives, matched, others, scripts):
    convener = arrives(Convener, person=convener_of(matched.call), javascript=scripts)

    convener.goes_to(f"/desk/calls/crossings-that-speak/matches/{matched.pk}/")
    convener.follows("Why is somebody not on this list?")
    convener.clicks("Ask")
    convener.is_told_what_is_wrong("Choose a person.")
    convener.chooses("Who?", others[0].display_name)
    convener.clicks("Ask")
    convener.reads_the_heading("Looking for the reason")
    waiting = convener.page.url.removeprefix(convener.base)
    the_worker_goes_round()
    convener.goes_to(waiting)
    convener.reads_the_heading(f"Why {others[0].display_name} is not on the list")
    convener.sees("What they have said is of another kind than the seat asks for")
    convener.opens_in_full()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_anybody_looks_up_what_is_taken_to_mean_the_same(arrives, db, scripts):
    visitor = arrives(javascript=scripts)

    visitor.goes_to("/words/")
    visitor.types("A word, or a sentence as you would say it", "my white stick")
    visitor.clicks("Look it up")
    visitor.sees("In “my white stick” it understands:")
    visitor.follows("visual impairment")
    visitor.reads_the_heading("Visual impairment")
    visitor.sees("guide dog")
    visitor.goes_to("/words/?domain=disability")
    visitor.goes_to("/words/?words=zzyzx")
    visitor.sees("No entry has all of these words in it.")


@pytest.mark.parametrize("path", ["/words/", "/words/?domain=transport", "/words/taxi-driving/"])
def test_the_words_fit_a_magnified_screen(arrives, db, path):
    arrives(viewport=ZOOMED).looks_for_the_edge_of(path)
