"""The pages with which a convener forms a group, and who may open them."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.panels import check_replay
from publius.web.calls.models import CallState
from publius.web.panels.actions.decisions import discard_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.interest import join_pool
from publius.web.panels.actions.replies import accept_place, ask_question, decline
from publius.web.panels.actions.tallies import count_answers
from publius.web.panels.models import (
    Decision,
    DrawnPerson,
    Invitation,
    Override,
    Place,
    PlaceState,
    PoolEntry,
    Question,
    SeatOffer,
    Target,
)
from publius.web.panels.queries.places import places_of
from publius.web.panels.queries.protection import protected_count
from publius.web.panels.refusals import RefusalError
from publius.web.panels.tasks import fill_vacant_places, run_due_draws
from publius.web.people.models import AccessNeeds, Purpose
from tests.factories import CallFactory, PersonFactory, convener_of

from .conftest import agree, tell
from .test_places import first_invitation, swap

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, convener):
    client.force_login(convener)
    return client


def url(name, *args) -> str:
    return reverse(f"panels:{name}", args=args)


def desk_pages(call, draw) -> list[str]:
    offer = SeatOffer.objects.first()
    return [
        url("pool", call.slug),
        url("targets", call.slug),
        url("draw_new", call.slug),
        url("panel_desk", call.slug),
        url("rule_out", call.slug, offer.pk),
        url("draw", call.slug, draw.pk),
        url("draw_edit", call.slug, draw.pk),
        url("draw_confirm", call.slug, draw.pk),
        url("draw_discard", call.slug, draw.pk),
        url("draw_record", call.slug, draw.pk),
    ]


def test_who_runs_the_call_opens_every_page(desk, call, draw):
    assert [desk.get(page).status_code for page in desk_pages(call, draw)] == [200] * 10


def test_for_everybody_else_who_is_signed_in_there_is_no_such_page(client, call, draw, pool):
    elsewhere = convener_of(CallFactory())
    record = url("draw_record", call.slug, draw.pk)
    for reader in (pool[0], elsewhere, PersonFactory(is_host=True)):
        client.force_login(reader)
        readable = [page for page in desk_pages(call, draw) if client.get(page).status_code != 404]
        assert readable == ([record] if reader.is_host else [])
        assert {client.post(page).status_code for page in desk_pages(call, draw)} <= {404, 405}


def test_a_stranger_is_asked_to_sign_in(client, call, draw):
    assert {client.get(page).status_code for page in desk_pages(call, draw)} == {302}


def test_a_draw_of_another_call_is_not_found_under_this_one(desk, call, draw, convener):
    other = CallFactory(engagement=call.engagement)

    assert desk.get(url("draw", other.slug, draw.pk)).status_code == 404


def test_the_pool_names_who_agreed_but_never_an_address(desk, call, pool):
    page = desk.get(url("pool", call.slug)).content.decode()

    assert [p for p in pool if str(p) not in page] == []
    assert [p for p in pool if p.email in page] == []


def test_shortfalls_are_named_by_seat(desk, call, seats):
    join_pool(call=call, person=PersonFactory(), seats=[seats[0]])

    page = desk.get(url("pool", call.slug)).content.decode()

    assert "“Traffic engineer” needs at least 1; 0 in the pool could fill it." in page
    assert "5 more people are needed" in page


def test_the_person_reads_why_they_were_ruled_out(client, desk, call, pool):
    offer = SeatOffer.objects.get(entry__person=pool[1])
    desk.post(url("rule_out", call.slug, offer.pk), {"reason": "Works for the contractor."})
    client.force_login(pool[1])

    page = client.get(url("my_invitations")).content.decode()

    assert "Works for the contractor." in page


def test_a_ruling_needs_a_reason_and_can_be_taken_back(desk, call, pool):
    offer = SeatOffer.objects.first()
    desk.post(url("rule_out", call.slug, offer.pk), {"reason": " "})
    offer.refresh_from_db()
    assert offer.ruled_out_at is None

    desk.post(url("rule_out", call.slug, offer.pk), {"reason": "Conflict of interest."})
    desk.post(url("rule_in", call.slug, offer.pk))

    offer.refresh_from_db()
    assert (offer.ruled_out_at, offer.ruled_out_reason) == (None, "")


def test_targets_are_saved_and_checked_at_once(desk, call, pool):
    tell(pool[0], gender="woman")
    data = {"gender__woman_least": "2", "gender__woman_most": "4", "most_who_sat_before": "3"}

    page = desk.post(url("targets", call.slug), data, follow=True).content.decode()

    saved = set(Target.objects.values_list("feature", "value", "minimum", "maximum"))
    assert saved == {("gender", "woman", 2, 4), ("sat_before", "yes", 0, 3)}
    assert "Not possible with today’s pool" in page
    assert "8 of 9 people in the pool have not answered" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"gender__woman_least": "4", "gender__woman_most": "2"}, "the least (4) is above"),
        (
            {"gender__woman_least": "4", "gender__man_least": "4"},
            "add up to 8, but the group has 6",
        ),
        ({"gender__woman_least": "9"}, "The group has only 6 people."),
        ({"gender__woman_least": "some"}, "Write a whole number"),
    ],
)
def test_targets_that_contradict_themselves_are_refused_and_kept_on_the_page(
    desk, call, pool, typed, said
):
    Target.objects.create(call=call, feature="gender", value="man", minimum=1, maximum=3)

    answer = desk.post(url("targets", call.slug), typed)

    page = answer.content.decode()
    assert said in page
    assert [v for v in typed.values() if f'value="{v}"' not in page] == []
    assert list(Target.objects.values_list("value", "minimum")) == [("man", 1)]


def test_targets_stand_while_a_draw_waits_for_a_decision(desk, call, draw):
    answer = desk.post(url("targets", call.slug), {"gender__woman_least": "1"})

    assert "Confirm it or set it aside first." in answer.content.decode()
    assert Target.objects.count() == 0


def test_suggested_ranges_are_shown_not_saved(desk, call, pool):
    for person in pool[:8]:
        tell(person, gender="woman")

    answer = desk.get(url("targets", call.slug) + "?suggest=1")

    assert answer.context["form"]["gender__woman_least"].value() == 5
    assert Target.objects.count() == 0


def test_the_journey_from_drawing_to_a_confirmed_panel(desk, call, pool, convener):
    there = desk.post(url("draw_new", call.slug))["Location"]
    assert 'http-equiv="refresh"' in desk.get(there).content.decode()

    run_due_draws()
    draw = call.draws.get()
    page = desk.get(there).content.decode()
    assert [p for p in pool if str(p) in page] == []

    desk.post(url("draw_confirm", call.slug, draw.pk), {"reply_days": "7"})
    assert Place.objects.count() == 0

    desk.post(url("draw_confirm", call.slug, draw.pk), {"reply_days": "7", "looked": "on"})
    draw.refresh_from_db()
    assert (draw.decision, draw.decided_by) == (Decision.CONFIRMED, convener)
    assert Place.objects.count() == call.size


def test_a_draw_that_could_not_be_done_names_no_answer(desk, call, pool, convener):
    """A draw looks at real answers, so it says less about them than a check before it."""
    for person in pool:
        tell(person, gender="woman")
    Target.objects.create(call=call, feature="gender", value="man", minimum=1, maximum=6)
    draw = request_draw(call=call, by=convener)
    run_due_draws()

    page = desk.get(url("draw", call.slug, draw.pk)).content.decode()

    assert "The draw could not be done" in page
    assert "The targets about gender cannot be met together" in page
    assert [words for words in ("Woman", "Man") if words in page] == []


@pytest.mark.parametrize("women", [0, 1, 7])
def test_until_eight_people_have_answered_a_draw_with_such_targets_waits(
    desk, call, pool, convener, women
):
    for person in pool[:women]:
        tell(person, gender="woman")
    Target.objects.create(call=call, feature="gender", value="woman", minimum=3, maximum=6)

    pages = [desk.get(url(name, call.slug)) for name in ("targets", "draw_new")]

    told = (
        "Gender: fewer than 8 people in the pool have answered so far. A draw has to wait until "
        "more have, or until you take its targets out."
    )
    assert [page.context["feasibility"].sentences for page in pages] == [(told,), (told,)]
    with pytest.raises(RefusalError, match="fewer than 8 people in the pool"):
        request_draw(call=call, by=convener)


def test_earlier_draws_and_their_reasons_stay_visible(desk, call, draw, convener):
    discard_draw(draw=draw, reason="The date of the first meeting moved.", by=convener)
    request_draw(call=call, by=convener)
    run_due_draws()
    newest = call.draws.exclude(pk=draw.pk).get()

    pages = [url("draw_new", call.slug), url("draw", call.slug, newest.pk)]

    reason = "The date of the first meeting moved."
    assert [reason in desk.get(page).content.decode() for page in pages] == [True, True]


def test_a_change_by_hand_that_breaks_a_target_asks_again(desk, call, draw):
    _leaving, coming = swap(draw)
    SeatOffer.objects.filter(entry__person=coming).update(ruled_out_at=timezone.now())
    seated = DrawnPerson.objects.filter(draw=draw, outcome="panel", seat__isnull=False).first()
    data = {
        "taken_out": str(seated.person.public_id),
        "put_in": str(coming.public_id),
        "reason": "She asked to swap.",
        "posted_key": str(uuid4()),
    }

    page = desk.post(url("draw_edit", call.slug, draw.pk), data).content.decode()
    assert "was ruled out for it" in page
    assert Override.objects.count() == 0

    desk.post(url("draw_edit", call.slug, draw.pk), {**data, "accept_broken": "on"})
    assert Override.objects.count() == 1


def test_the_record_for_those_who_run_the_call_holds_nobodys_answers(desk, call, draw, pool):
    record = json.loads(desk.get(url("draw_record", call.slug, draw.pk)).content)

    assert record["input"]["pool"] is None
    assert record["seed"] == draw.seed
    assert record["input_digest"] == draw.run.input_digest


def test_those_who_run_the_site_can_replay_a_draw(client, call, draw, pool):
    client.force_login(PersonFactory(is_host=True))

    record = json.loads(client.get(url("draw_record", call.slug, draw.pk)).content)

    check_replay(record)
    assert len(record["input"]["pool"]) == len(pool)


def test_the_record_for_those_who_run_the_call_counts_answers_in_rounded_numbers(
    desk, call, pool, convener
):
    for number, person in enumerate(pool):
        tell(person, gender="woman" if number < 3 else "man")
    Target.objects.create(call=call, feature="gender", value="woman", minimum=1, maximum=6)
    draw = request_draw(call=call, by=convener)
    run_due_draws()
    draw.refresh_from_db()

    record = json.loads(desk.get(url("draw_record", call.slug, draw.pk)).content)

    whole = draw.run.result["certificate"]["targets"][0]
    told = record["result"]["certificate"]["targets"][0]
    assert (whole["pool"], told["pool"]) == (3, 5)


def test_names_are_shown_from_acceptance_on(desk, call, confirmed):
    place = places_of(call).first()
    before = desk.get(url("panel_desk", call.slug)).content.decode()
    accept_place(invitation=place.invitations.get())

    after = desk.get(url("panel_desk", call.slug)).content.decode()

    assert (str(place.person) in before, str(place.person) in after) == (False, True)
    assert place.person.email not in after


def test_access_needs_are_passed_on_after_acceptance_and_with_consent(desk, call, confirmed):
    told = [place.person for place in places_of(call)[:2]]
    for person in told:
        AccessNeeds.objects.create(
            person=person, details={"codes": [], "own_words": f"Ramp for {person.pk}."},
            changed_at=timezone.now(),
        )  # fmt: skip
        accept_place(invitation=Invitation.objects.get(place__person=person))
    agree(told[0], Purpose.ACCESS_NEEDS)

    page = desk.get(url("panel_desk", call.slug)).content.decode()

    assert (f"Ramp for {told[0].pk}." in page, f"Ramp for {told[1].pk}." in page) == (True, False)


def test_questions_are_answered_without_showing_who_asked(desk, call, confirmed):
    invitation = first_invitation(call)
    ask_question(invitation=invitation, text="Is there parking?", key=uuid4())
    there = url("question_answer", call.slug, Question.objects.get().pk)

    page = desk.get(there).content.decode()
    desk.post(there, {"answer": "Yes, free."})

    assert invitation.person.label not in page
    assert Question.objects.get().answer == "Yes, free."


def test_an_empty_place_nobody_can_fill_says_why_and_what_to_do(desk, call, confirmed, pool):
    PoolEntry.objects.exclude(person__places__call=call).update(left_at=timezone.now())
    decline(invitation=first_invitation(call), reason="time")
    fill_vacant_places()

    page = desk.get(url("panel_desk", call.slug)).content.decode()

    assert "Nobody can step in for every empty place" in page
    assert "Ask more people who fit" in page


def test_an_empty_place_is_offered_by_hand_with_a_second_yes(desk, call, confirmed, pool):
    PoolEntry.objects.exclude(person__places__call=call).update(left_at=timezone.now())
    decline(invitation=first_invitation(call), reason="time")
    fill_vacant_places()
    outside = next(p for p in pool if not p.invitations.exists())
    PoolEntry.objects.filter(person=outside).update(left_at=None)
    SeatOffer.objects.filter(entry__person=outside).delete()
    seated = Place.objects.filter(call=call).first()
    Place.objects.filter(pk=seated.pk).update(seat=call.seats.first())
    data = {"person": str(outside.public_id), "reason": "Knows it.", "posted_key": str(uuid4())}
    there = url("place_fill", call.slug, 1)

    page = desk.post(there, data).content.decode()
    assert "What would no longer hold" in page
    desk.post(there, {**data, "accept_broken": "on"})

    place = Place.objects.get(pk=seated.pk)
    assert (place.state, place.person) == (PlaceState.OFFERED, outside)


def test_somebody_new_in_the_pool_is_asked_by_itself(call, confirmed, seats):
    PoolEntry.objects.exclude(person__places__call=call).update(left_at=timezone.now())
    decline(invitation=first_invitation(call), reason="time")
    fill_vacant_places()
    newcomer = PersonFactory()
    Invitation.objects.create(
        call=call, person=newcomer, ask="interest", token_digest="x", sent_at=timezone.now(),
        expires_at=timezone.now(),
    )  # fmt: skip

    join_pool(call=call, person=newcomer, seats=seats)
    fill_vacant_places()

    assert Place.objects.filter(call=call, person=newcomer).exists()


@pytest.mark.parametrize("state", [CallState.CLOSED, CallState.FORMED])
def test_everybody_reads_how_the_group_was_made_up_but_no_small_number(
    client, call, pool, convener, state
):
    for person in pool:
        tell(person, gender="woman")
    Target.objects.create(call=call, feature="gender", value="woman", minimum=1, maximum=6)
    draw = request_draw(call=call, by=convener)
    run_due_draws()
    draw.refresh_from_db()
    from publius.web.panels.actions.decisions import confirm_draw

    confirm_draw(draw=draw, by=convener)
    count_answers(call=call)

    answer = client.get(url("panel", call.slug))

    woman = answer.context["comparison"].chart.features[1].values[0]
    told = (woman.label, woman.minimum, woman.maximum, woman.pool_words, woman.panel_words)
    assert told == ("Woman", 1, 6, "10", "within the target")
    assert [p for p in pool if str(p) in answer.content.decode()] == []


def test_before_a_panel_is_confirmed_there_is_no_such_page(client, call, draw):
    assert client.get(url("panel", call.slug)).status_code == 404


def test_people_see_their_own_chance_and_why(client, call, confirmed, pool):
    line = DrawnPerson.objects.get(person=pool[0])
    client.force_login(pool[0])

    page = client.get(url("my_chance", call.slug)).content.decode()

    assert f"Your chance was {line.chance * 100:.0f}%" in page
    assert line.public_code in page
    assert "Traffic engineer" in page


def test_others_have_no_chance_to_look_at(client, call, confirmed, person):
    client.force_login(person)

    assert client.get(url("my_chance", call.slug)).status_code == 404


def test_before_a_person_has_decided_people_read_their_chance_but_not_what_came_of_it(
    client, call, draw, pool
):
    client.force_login(pool[0])

    page = client.get(url("my_chance", call.slug)).content.decode()

    assert "Your chance is" in page
    assert "The lot has been drawn. A named person looks at the result" in page
    assert [w for w in ("You were drawn", "You were not drawn") if w in page] == []


@pytest.mark.parametrize(
    ("people", "shown"),
    [(0, "0"), (1, "fewer than 8"), (7, "fewer than 8"), (8, "10"), (22, "20"), (23, "25")],
)
def test_small_counts_are_never_given(people, shown):
    assert protected_count(people) == shown
