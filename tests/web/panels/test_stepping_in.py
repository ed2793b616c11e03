"""As many empty chairs as possible are filled by lot; targets give way only by a person's yes."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from publius.web.panels.actions.decisions import confirm_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.replies import decline
from publius.web.panels.models import (
    Easing,
    Invitation,
    Place,
    PlaceState,
    PoolEntry,
    SeatOffer,
    Target,
)
from publius.web.panels.tasks import fill_vacant_places, run_due_draws
from tests.factories import AreaFactory, PersonFactory

from .conftest import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def lean(call, seats, pool, convener):
    """A confirmed group in which both traffic engineers said no, and nobody else is one."""
    draw = request_draw(call=call, by=convener)
    run_due_draws()
    draw.refresh_from_db()
    confirm_draw(draw=draw, by=convener)
    engineers = Invitation.objects.filter(call=call, ask="place", seat=seats[1])
    others = Invitation.objects.filter(call=call, ask="place").exclude(seat=seats[1])
    outside = PoolEntry.objects.exclude(person__in=others.values("person"))
    SeatOffer.objects.filter(entry__in=outside, seat=seats[1]).delete()
    for invitation in [*engineers, *others[:1]]:
        decline(invitation=invitation, reason="time")
    return draw


def vacant(call) -> int:
    return Place.objects.filter(call=call, state=PlaceState.VACANT).count()


def settle(call) -> None:
    for _ in range(3):
        fill_vacant_places()


def ease(client, call, **typed):
    there = reverse("panels:places_ease", args=[call.slug])
    page = client.get(there)
    shown = page.context["form"]["shown"].value()
    data = {"shown": shown, "reason": "Better than empty chairs.", "agrees": "on"}
    return page, client.post(there, data | {"posted_key": str(uuid4())} | typed, follow=True)


def test_chairs_that_can_be_filled_are_filled_and_the_rest_says_whom_it_needs(call, lean):
    empty = vacant(call)

    settle(call)

    stuck = Place.objects.filter(call=call, state=PlaceState.VACANT)
    assert 0 < stuck.count() < empty
    assert {place.advice[0] for place in stuck} == {
        "The seat “Traffic engineer” needs at least 1, and nobody can fill it."
    }


def test_nothing_gives_way_by_itself(call, lean):
    settle(call)

    assert Easing.objects.count() == 0
    assert Event.objects.filter(tag=Tag.TARGETS_EASED).count() == 0


def test_a_person_reads_what_gives_way_agrees_with_a_reason_and_the_lot_fills_the_chairs(
    call, lean, convener, client
):
    settle(call)
    client.force_login(convener)

    page, _after = ease(client, call)

    assert "Lower the minimum for the seat “Traffic engineer” from 1 to 0" in (
        page.content.decode()
    )
    easing = Easing.objects.get()
    assert (vacant(call), easing.agreed_by, easing.reason) == (
        0,
        convener,
        "Better than empty chairs.",
    )
    assert Event.objects.get(tag=Tag.TARGETS_EASED).data == {"easing": easing.pk, "rules": 1}
    assert call.seats.get(title="Traffic engineer").minimum == 1


def test_everybody_reads_what_gave_way(call, lean, convener, client):
    settle(call)
    client.force_login(convener)
    there = reverse("panels:panel", args=[call.slug])
    before = client.get(there).content.decode()

    ease(client, call)

    after = client.get(there).content.decode()
    told = "Lower the minimum for the seat “Traffic engineer” from 1 to 0."
    assert (told in before, told in after) == (False, True)


@pytest.mark.parametrize("missing", ["reason", "agrees"])
def test_without_a_reason_and_a_tick_nothing_gives_way(call, lean, convener, client, missing):
    settle(call)
    before = vacant(call)
    client.force_login(convener)

    _page, answer = ease(client, call, **{missing: ""})

    assert answer.context["form"].errors.keys() == {missing}
    assert (vacant(call), Easing.objects.count()) == (before, 0)


def test_what_was_read_must_still_be_what_gives_way(call, lean, convener, client):
    settle(call)
    before = vacant(call)
    client.force_login(convener)

    _page, answer = ease(client, call, shown="0" * 64)

    assert "Look again." in answer.content.decode()
    assert (vacant(call), Easing.objects.count()) == (before, 0)


def test_the_same_yes_sent_twice_is_one(call, lean, convener, client):
    settle(call)
    client.force_login(convener)
    key = str(uuid4())
    ease(client, call, posted_key=key)
    offers = Invitation.objects.filter(call=call, ask="place").count()

    client.post(
        reverse("panels:places_ease", args=[call.slug]),
        {"shown": "0" * 64, "reason": "x", "agrees": "on", "posted_key": key},
    )

    assert Easing.objects.count() == 1
    assert Invitation.objects.filter(call=call, ask="place").count() == offers


def test_of_answers_only_the_question_is_named(call, pool, convener, client):
    for number, person in enumerate(pool):
        tell(person, gender="woman" if number < 8 else "man")
    Target.objects.create(call=call, feature="gender", value="man", minimum=1, maximum=6)
    draw = request_draw(call=call, by=convener)
    run_due_draws()
    draw.refresh_from_db()
    confirm_draw(draw=draw, by=convener)
    man = Invitation.objects.get(call=call, ask="place", person=pool[8])
    decline(invitation=man, reason="time")
    settle(call)
    client.force_login(convener)

    page = client.get(reverse("panels:places_ease", args=[call.slug])).content.decode()
    advice = Place.objects.get(call=call, state=PlaceState.VACANT).advice

    assert ["targets about gender" in sentence for sentence in advice] == [True]
    assert "The targets about gender are not all met" in page
    assert [words for words in ("Man", "Woman") if words in page + advice[0]] == []


def test_where_nobody_is_left_the_page_says_so(call, confirmed, convener, client):
    PoolEntry.objects.exclude(person__places__call=call).update(left_at=timezone.now())
    decline(invitation=Invitation.objects.filter(call=call)[0], reason="time")
    settle(call)
    client.force_login(convener)

    page = client.get(reverse("panels:places_ease", args=[call.slug])).content.decode()

    assert "nobody in the pool can step in" in page


def test_only_who_runs_the_call_lets_targets_give_way(call, lean, client):
    settle(call)
    there = reverse("panels:places_ease", args=[call.slug])
    client.force_login(PersonFactory(area=AreaFactory()))

    assert [client.get(there).status_code, client.post(there).status_code] == [404, 404]


def test_with_no_empty_chair_there_is_no_such_page(call, confirmed, convener, client):
    client.force_login(convener)

    assert client.get(reverse("panels:places_ease", args=[call.slug])).status_code == 404
