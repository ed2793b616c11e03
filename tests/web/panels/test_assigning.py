"""What a proposal over several calls looks at, keeps and finds."""

import json

import pytest

from publius.matching.assignment import replay
from publius.web.ledger.models import Event
from publius.web.ledger.queries import run_record
from publius.web.panels.actions.assignments import request_assignment, set_assignment_aside
from publius.web.panels.actions.decisions import confirm_draw
from publius.web.panels.actions.groups_by_fit import use_as_group
from publius.web.panels.actions.interest import join_pool, leave_pool, rule_seat_out
from publius.web.panels.actions.targets import Range, set_targets
from publius.web.panels.models import Assignment
from publius.web.panels.queries.assignment_inputs import OWN_WORD
from publius.web.panels.queries.assignments import calls_to_assign, changed_since, left_over
from publius.web.panels.queries.proposals import evenness, loads, not_kept, prices
from publius.web.panels.queries.why_not import reasons_for_convener
from publius.web.panels.refusals import RefusalError
from publius.web.switches.actions import turn_on
from publius.web.switches.models import Brake
from tests.factories import CallFactory, PersonFactory, SeatFactory

from .conftest import tell

pytestmark = pytest.mark.django_db


def seated(assignment: Assignment, call) -> set:
    return {place.person for place in assignment.places.filter(call=call)}


# --- what is found ----------------------------------------------------------------------------


def test_nobody_sits_everywhere_and_everybody_fits(sharing):
    first, second, third, fourth, *_rest = sharing.people

    found = sharing.ask()

    assert seated(found, sharing.lanes) == {second, fourth}
    assert seated(found, sharing.buses) == {first, third}


def test_with_two_places_each_the_best_sit_in_both_groups(sharing):
    first, second, third, _fourth, *_rest = sharing.people

    found = sharing.ask(most_places=2)

    assert seated(found, sharing.lanes) == {first, second}
    assert seated(found, sharing.buses) == {first, third}
    assert loads(found) == [(2, 1), (1, 2)]


WORST_OFF = (
    "The seat that comes off worst reaches 100% of the most that any proposal could give to its "
    "worst-off seat."
)


def test_a_proposal_is_told_in_words_and_shares(sharing):
    assert evenness(sharing.ask()) == [
        "All fits together reach 100% of the most that any proposal could reach.",
        WORST_OFF,
        "Taken over the tenth of the seats that come off worst, the average is: strong fit.",
        "No seat would be better off with the people of another, give or take one person.",
    ]


def test_the_stored_run_gives_the_same_places_again(sharing):
    record = json.loads(run_record(sharing.ask().run))

    assert replay(record).to_json() == record["result"]


def test_only_a_seat_that_was_offered_is_proposed(sharing):
    """The best cyclist of all did not offer to sit there."""
    best = sharing.people[0]
    join_pool(call=sharing.lanes, person=best, seats=[SeatFactory(call=sharing.lanes, maximum=1)])

    found = sharing.ask(most_places=2)

    assert sharing.cyclist not in [place.seat for place in found.places.filter(person=best)]


def test_somebody_ruled_out_for_a_seat_is_not_proposed_for_it(sharing):
    best = sharing.people[0]
    offer = sharing.lanes.pool.get(person=best).seat_offers.get()
    rule_seat_out(offer=offer, by=sharing.convener, reason="Sells the paint.")

    found = sharing.ask(most_places=2)

    assert best not in seated(found, sharing.lanes)
    reason = reasons_for_convener(found, best)[0]
    assert (reason.seat, reason.sentence) == (sharing.cyclist, "They were ruled out for this seat.")


def test_members_of_a_formed_group_keep_their_place_and_it_counts(sharing):
    earlier = sharing.ask(calls=[sharing.lanes])
    draw = use_as_group(assignment=earlier, call=sharing.lanes, by=sharing.convener)
    confirm_draw(draw=draw, by=sharing.convener)
    members = seated(earlier, sharing.lanes)

    found = sharing.ask(calls=[sharing.buses])

    assert {p.person for p in found.places.filter(is_held=True)} == members
    assert seated(found, sharing.buses) & members == set()
    assert loads(found) == [(1, 4)]


def test_places_that_are_open_to_anybody_are_filled_too(sharing):
    sharing.lanes.size = 3
    sharing.lanes.save()

    found = sharing.ask()

    seats = sorted(str(place.seat) for place in found.places.filter(call=sharing.lanes))
    assert seats == ["Cyclist", "Cyclist", "None"]


def test_a_seat_that_is_good_to_have_is_told_when_it_stays_empty(sharing):
    seat = SeatFactory(call=sharing.lanes, title="Planner", importance="nice", minimum=1, maximum=1)
    sharing.lanes.size = 3
    sharing.lanes.save()
    sharing.cyclist.maximum = 3
    sharing.cyclist.save()

    found = sharing.ask()

    assert found.places.filter(seat=seat).count() == 0
    (sentence,) = not_kept(found)
    assert sentence == (
        "The seat “Planner” of “Bike lanes” is good to have and asks for 1; it gets 0, because "
        "nobody else who offers it is free or because filling it would break a rule."
    )


# --- targets --------------------------------------------------------------------------------


def test_a_target_about_areas_is_kept_and_its_price_is_told(sharing, north):
    """Kept, the fits add up to 0.025 + 0.45 + 0.40 + 0.35; without it to 0.275 more."""
    found = sharing.ask()

    assert north in seated(found, sharing.lanes)
    assert [(p.target, p.words) for p in prices(found)] == [
        ("Bike lanes: Area: North", "without it fits could be 22% better")
    ]


def test_targets_are_left_alone_where_the_convener_says_so(sharing, north):
    found = sharing.ask(keeps_targets=False)

    assert north not in seated(found, sharing.lanes)
    assert prices(found) == []


def test_what_people_answered_about_themselves_changes_no_proposal(sharing):
    """The answer would decide who sits there, if it were looked at: only the last is a woman."""
    tell(sharing.people[5], gender="woman")
    ranges = {("gender", "woman"): Range(1, 2)}
    set_targets(call=sharing.lanes, by=sharing.convener, ranges=ranges)

    found = sharing.ask()

    assert sharing.people[5] not in seated(found, sharing.lanes)
    assert "oman" not in run_record(found.run)


# --- asking -----------------------------------------------------------------------------------


def ask(sharing, **changes):
    facts = {"calls": [sharing.lanes, sharing.buses], "most_places": 1, "keeps_targets": True}
    return request_assignment(
        engagement=sharing.engagement, by=sharing.convener, **{**facts, **changes}
    )


def test_asked_twice_there_is_one_proposal(sharing):
    assert ask(sharing) == ask(sharing, most_places=2)
    assert Assignment.objects.count() == 1


def test_while_draws_are_stopped_a_proposal_waits(sharing):
    turn_on(brake=Brake.DRAWS, by=PersonFactory(is_host=True))

    assert sharing.ask().work_state == "waiting"


def test_a_call_of_another_engagement_is_refused(sharing):
    with pytest.raises(RefusalError, match="The calls have changed meanwhile"):
        ask(sharing, calls=[sharing.lanes, CallFactory()])

    assert Assignment.objects.count() == 0


def test_calls_with_an_empty_pool_or_a_group_cannot_be_chosen(sharing):
    CallFactory(engagement=sharing.engagement)
    found = sharing.ask(calls=[sharing.lanes])
    draw = use_as_group(assignment=found, call=sharing.lanes, by=sharing.convener)
    confirm_draw(draw=draw, by=sharing.convener)

    assert calls_to_assign(sharing.engagement) == [sharing.buses]


def test_a_proposal_set_aside_keeps_its_record_and_is_of_no_use_any_more(sharing):
    found = sharing.ask()

    set_assignment_aside(assignment=found, reason="Too few women.", by=sharing.convener)
    set_assignment_aside(assignment=found, reason="Again.", by=sharing.convener)

    found.refresh_from_db()
    assert (found.set_aside_reason, found.places.count()) == ("Too few women.", 4)
    with pytest.raises(RefusalError, match="has been set aside"):
        use_as_group(assignment=found, call=sharing.lanes, by=sharing.convener)


def test_every_step_stands_in_the_ledger_without_names(sharing):
    found = sharing.ask()
    set_assignment_aside(assignment=found, reason="Why not.", by=sharing.convener)

    events = Event.objects.filter(tag__startswith="assignment:").order_by("number")
    assert [event.tag for event in events] == [
        "assignment:requested", "assignment:proposed", "assignment:set_aside",
    ]  # fmt: skip
    assert events[1].data == {"assignment": found.pk, "run": str(found.run_id), "places": 4}


# --- why not, and what has changed since --------------------------------------------------------


def test_everybody_left_over_is_given_a_reason_for_each_seat_they_offered(sharing):
    found = sharing.ask()
    (one, _other) = left_over(found)

    assert [
        (reason.call, reason.sentence) for reason in reasons_for_convener(found, one.person)
    ] == [
        (call, "Nothing they told us so far speaks of this seat; of those on it something does.")
        for call in (sharing.lanes, sharing.buses)
    ]


def test_somebody_with_a_place_elsewhere_is_told_by_that_place(sharing):
    found = sharing.ask()

    (reason,) = reasons_for_convener(found, sharing.people[0])

    assert reason.sentence == (
        "They have as many places as one person takes: “Passenger” in “Night buses”."
    )
    assert reason.price == "A place for them here would cost 10% of the fit of all places together."


def test_somebody_nothing_is_known_of_is_still_better_than_an_empty_chair(sharing):
    for person in sharing.people[:3]:
        leave_pool(call=sharing.lanes, person=person)

    found = sharing.ask()

    fits = sorted(place.fit for place in found.places.filter(call=sharing.lanes))
    assert fits == [OWN_WORD, 0.30]


def test_people_who_came_or_went_since_are_told(sharing):
    found = sharing.ask()
    second = sharing.people[1]
    leave_pool(call=sharing.lanes, person=second)
    join_pool(call=sharing.lanes, person=PersonFactory(), seats=[sharing.cyclist])

    since = changed_since(found, sharing.lanes)

    assert (since.gone, since.joined) == ([second], 1)
    assert not changed_since(found, sharing.buses)
