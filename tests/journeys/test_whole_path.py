"""From a decision to a formed group, as a convener and the people of a town live it."""

import pytest
from django.core.management import call_command

from publius.web.calls.models import Call, CallState
from publius.web.ledger.models import Event
from publius.web.panels.actions.replies import accept_place
from publius.web.panels.models import Ask, Invitation, Reply
from tests.factories import AreaFactory

from .bike_lane import SEATS, SIZE, TITLE
from .citizen import Citizen
from .convener import Convener
from .crowd import Crowd, drawn_people, sat_on_a_panel_before, whoever_can_be_replaced
from .letters import letters_to, link_in_the_last_letter_to
from .worker import the_worker_goes_round

pytestmark = pytest.mark.django_db(transaction=True)

CYCLIST = "Person who cycles to work"
BLIND = "Blind or partially sighted pedestrian"
ADA, MAYA = "ada@council.example", "maya@people.example"


@pytest.fixture
def crowd():
    AreaFactory(name="Priory")
    crowd = Crowd.gathers()
    sat_on_a_panel_before(*crowd.by_seat[CYCLIST][:3])
    return crowd


@pytest.fixture
def convener(arrives, crowd):
    call_command("create_convener", email=ADA, organisation="Arden Vale Council")
    convener = arrives(Convener)
    convener.signs_in(ADA)
    convener.finishes_signing_up("Ada")
    return convener


def test_a_group_is_formed(convener, arrives, crowd):
    given_a_published_call(convener)
    when_everybody_is_matched(convener)
    asked = when_two_are_asked(convener, crowd)
    then_one_says_yes_and_one_says_no_by_link(arrives, asked)
    maya = when_a_citizen_finds_the_call(arrives)
    then_she_sees_why_she_is_needed(maya)
    crowd.joins(Call.objects.get(title=TITLE), but=asked)
    when_targets_are_set(convener)
    when_a_draw_is_made(convener)
    when_the_draw_is_confirmed(convener)
    then_the_targets_are_met(crowd)
    left = then_a_place_is_accepted_and_one_declined_by_link(arrives, convener)
    then_a_reserve_steps_in(convener, left)
    then_everybody_sees_how_the_group_was_made_up(arrives, maya)


def given_a_published_call(convener):
    convener.opens_the_engagement()
    convener.publishes_the_engagement()
    convener.drafts_the_call()
    convener.publishes_the_call()


def when_everybody_is_matched(convener):
    convener.reads_the_heading("Looking for people who fit")
    the_worker_goes_round()
    convener.goes_to(f"{convener.call}matching/")
    convener.reads_the_heading("Who fits each seat")
    convener.opens_the_list_for(CYCLIST)
    convener.opens_in_full()
    first = convener.page.locator(".publius-person").first
    marked = " ".join(first.locator("mark").all_inner_texts())
    assert all(word in marked for word in ("cycle", "dark", "rain", "junction", "lane")), marked


def when_two_are_asked(convener, crowd):
    asked = tuple(crowd.by_seat[CYCLIST][-2:])
    convener.asks_whether_they_are_interested(CYCLIST, [person.label for person in asked])
    convener.sees("2 people were asked whether they are interested.")
    return asked


def then_one_says_yes_and_one_says_no_by_link(arrives, asked):
    willing, unwilling = asked
    citizen = arrives(Citizen)
    citizen.goes_to(link_in_the_last_letter_to(willing.email))
    citizen.says_they_are_interested_in(CYCLIST)
    citizen.goes_to(link_in_the_last_letter_to(unwilling.email))
    citizen.declines("The dates or place do not work for me")
    citizen.reads_the_heading("You said no. Thank you for answering.")
    assert [i.reply for i in Invitation.objects.filter(person__in=asked).order_by("pk")] == [
        Reply.ACCEPTED,
        Reply.DECLINED,
    ]


def when_a_citizen_finds_the_call(arrives):
    maya = arrives(Citizen)
    maya.joins_from_the_call(TITLE, address=MAYA, name="Maya")
    maya.says_they_are_interested_in(CYCLIST, BLIND)
    maya.states("I do it", SEATS[2].spoken, shown_to="Public bodies")
    maya.states("I have lived it", SEATS[4].spoken, shown_to="Nobody", agrees=True)
    maya.states(
        "I was trained for it", "I was trained to teach children to ride.", shown_to="Everybody"
    )
    maya.says_what_they_need("Large print", "Somebody to meet me")
    maya.helps_to_balance("45 to 64", "Woman")
    maya.goes_to("/me/about/")
    maya.chooses("Which area do you live in?", "Priory")
    maya.types("Which languages do you use?", "English, Urdu")
    maya.clicks("Save")
    return maya


def then_she_sees_why_she_is_needed(maya):
    the_worker_goes_round()
    maya.goes_to("/calls/for-you/")
    maya.sees("Why you")
    maya.follows(TITLE)
    why = maya.page.get_by_role("region", name="Why you")
    assert "long cane" in why.locator("mark").all_inner_texts()


def when_targets_are_set(convener):
    convener.goes_to(f"{convener.call}pool/")
    convener.sees("24 people are interested in 12 places.")
    convener.clicks("Next: set the targets")
    convener.sets_a_range("Gender: Woman", 5, 8)
    convener.types("At most how many?", "2")
    convener.clicks("Save the targets")
    convener.sees("A group that meets the saved targets can be drawn")


def when_a_draw_is_made(convener):
    convener.clicks("Next: draw")
    convener.clicks("Draw now")
    convener.reads_the_heading("Drawing the panel")
    convener.sees("The draw waits for its turn.")
    the_worker_goes_round()
    convener.page.reload()
    convener.reads_the_heading("The drawn panel")
    convener.opens_in_full()
    rows = convener.page.get_by_role("table", name="The panel, by seat").locator("tbody tr")
    assert rows.count() == SIZE
    convener.sees("The smallest chance anybody had is")


def when_the_draw_is_confirmed(convener):
    convener.confirms_the_draw()
    convener.reads_the_heading("The panel")
    offered = Invitation.objects.filter(ask=Ask.PLACE)
    assert offered.count() == SIZE
    subjects = {letters_to(invitation.person.email)[-1].subject for invitation in offered}
    assert subjects == {f"You have been drawn: a place in “{TITLE}”"}


def then_the_targets_are_met(crowd):
    assert 5 <= len(drawn_people(gender="woman")) <= 8
    drawn = {invitation.person for invitation in Invitation.objects.filter(ask=Ask.PLACE)}
    assert len(drawn & set(crowd.by_seat[CYCLIST][:3])) <= 2


def then_a_place_is_accepted_and_one_declined_by_link(arrives, convener):
    second = whoever_can_be_replaced()
    first, *others = Invitation.objects.filter(ask=Ask.PLACE).exclude(pk=second.pk).order_by("pk")
    citizen, events = arrives(Citizen), Event.objects.count()
    citizen.goes_to(link_in_the_last_letter_to(first.person.email))
    assert Event.objects.count() == events
    citizen.clicks("Accept the place")
    citizen.reads_the_heading("You have a place")
    citizen.goes_to(link_in_the_last_letter_to(second.person.email))
    citizen.declines("I do not have the time")
    citizen.reads_the_heading("You said no. Thank you for answering.")
    for other in others:
        accept_place(invitation=other)
    return second


def then_a_reserve_steps_in(convener, left):
    the_worker_goes_round()
    reserve = Invitation.objects.get(place=left.place, reply=Reply.NONE)
    convener.goes_to(f"{convener.call}panel/")
    convener.sees("have not answered yet")
    accept_place(invitation=reserve)
    convener.page.reload()
    convener.sees("The group is complete")
    assert Call.objects.get(title=TITLE).state == CallState.FORMED


def then_everybody_sees_how_the_group_was_made_up(arrives, maya):
    maya.goes_to("/calls/crafting-the-bike-lane-plan/panel/")
    maya.clicks("See your own chance, and why")
    maya.sees("Your chance was")
    anybody = arrives(Citizen)
    anybody.goes_to("/calls/crafting-the-bike-lane-plan/panel/")
    anybody.sees("How the group was made up")
    anybody.opens_in_full()
    anybody.sees("fewer than 8")
