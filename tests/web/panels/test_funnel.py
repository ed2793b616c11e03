"""How far people came: counted in people, by group, and never by an answer that could be traced."""

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.panels.actions.attendance import note_attendance
from publius.web.panels.actions.decisions import confirm_draw
from publius.web.panels.actions.replies import accept_place, decline, give_up_place
from publius.web.panels.models import Invitation, Place
from publius.web.panels.queries.funnel import funnel_picture, funnel_tables
from publius.web.panels.queries.invitations import declined_because
from tests.factories import PersonFactory

from .conftest import tell

pytestmark = pytest.mark.django_db


def steps(call) -> dict[str, int]:
    return {step.label: step.count for step in funnel_picture(call).steps}


def rows(call, title) -> list[tuple[str, ...]]:
    return [row for table in funnel_tables(call) if table.title == title for row in table.rows]


def invitations(call) -> list[Invitation]:
    found = Invitation.objects.filter(call=call, ask="place").order_by("pk")
    return list(found.select_related("call", "place", "person"))


def test_each_step_counts_people(call, confirmed, convener):
    first, second, third = invitations(call)[:3]
    accept_place(invitation=first)
    accept_place(invitation=second)
    decline(invitation=third, reason="time")
    note_attendance(call=call, came=[first.place.number], by=convener)

    assert steps(call) == {
        "Fit a seat": 0,
        "Were asked": 0,
        "Are interested": 9,
        "Were drawn or proposed": 6,
        "Were offered a place": 6,
        "Accepted": 2,
        "Came": 1,
    }


def test_nobody_came_is_not_said_before_somebody_has_noted_it(call, confirmed):
    assert "Came" not in steps(call)


def test_attendance_noted_again_is_put_right(call, confirmed, convener):
    first, second = invitations(call)[:2]
    for invitation in (first, second):
        accept_place(invitation=invitation)
    note_attendance(call=call, came=[first.place.number], by=convener)
    note_attendance(call=call, came=[second.place.number], by=convener)

    came = {p.number: p.came for p in Place.objects.filter(call=call, came__isnull=False)}
    assert came == {first.place.number: False, second.place.number: True}


def test_a_chair_that_is_given_up_forgets_who_came_on_it(call, confirmed, convener):
    invitation = invitations(call)[0]
    accept_place(invitation=invitation)
    note_attendance(call=call, came=[invitation.place.number], by=convener)

    give_up_place(invitation=invitation, reason="time")

    assert Place.objects.get(pk=invitation.place_id).came is None


def test_newcomers_are_counted_apart(call, confirmed):
    assert rows(call, "Newcomers") == [("Newcomers", "0", "9", "6", "6", "0", "0")]


def test_the_ways_people_were_reached_and_offered_a_place_are_counted(call, confirmed):
    accept_place(invitation=invitations(call)[0])

    assert rows(call, "By how they were reached") == [
        ("Found the call themselves", "0", "9", "6", "6", "1", "0")
    ]
    assert rows(call, "By how the place was offered") == [("By e-mail", "6", "1", "0")]


def test_every_seat_has_a_row(call, seats, confirmed):
    by_seat = rows(call, "By seat")

    assert [row[0] for row in by_seat] == [seat.title for seat in seats]
    assert sum(int(row[3]) for row in by_seat) <= call.size


def test_answers_are_told_for_pool_and_draw_alone_and_do_not_move_with_single_replies(
    call, pool, draw, convener
):
    for number, person in enumerate(pool):
        tell(person, gender="woman" if number % 2 else "man")
    confirm_draw(draw=draw, by=convener)
    before = [table for table in funnel_tables(call) if table.title == "Gender"]

    for invitation in invitations(call)[:3]:
        accept_place(invitation=invitation)

    after = [table for table in funnel_tables(call) if table.title == "Gender"]
    assert before == after
    assert [len(table.headers) for table in after] in ([], [3])


def test_a_single_reason_for_saying_no_cannot_be_counted_out(call, confirmed):
    decline(invitation=invitations(call)[0], reason="access")

    assert declined_because(call) == [("My access needs would not be met", "fewer than 8")]


def test_the_desk_says_what_waits(call, confirmed, convener, client):
    Place.objects.filter(call=call).update(changed_at=timezone.now())
    client.force_login(convener)

    page = client.get(reverse("panels:panel_desk", args=[call.slug])).content.decode()

    assert "How far people came, by group" in page
    assert "Payments and expenses" in page


def test_only_who_runs_the_call_notes_who_came(call, confirmed, convener, client):
    accept_place(invitation=invitations(call)[0])
    there = reverse("panels:attendance", args=[call.slug])
    number = invitations(call)[0].place.number
    client.force_login(PersonFactory())
    assert client.post(there, {"came": [str(number)]}).status_code == 404

    client.force_login(convener)
    client.post(there, {"came": [str(number)]})

    assert Place.objects.get(call=call, number=number).came is True
