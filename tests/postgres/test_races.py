"""What must be true once only, when many people do it in the same moment."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError
from django.utils import timezone

from publius.web.calls.actions import ask_why_not
from publius.web.calls.models import CallState
from publius.web.ledger.actions import record_event
from publius.web.ledger.models import Event
from publius.web.ledger.queries import check_ledger
from publius.web.ledger.tags import Tag
from publius.web.notify.actions import queue_message
from publius.web.notify.models import Message
from publius.web.notify.tasks import send_due_messages
from publius.web.panels.actions.interest import join_pool
from publius.web.panels.actions.replies import accept_interest, accept_place, decline, lapse
from publius.web.panels.actions.shortlists import ask_shortlist, suggest_people
from publius.web.panels.models import Ask, Invitation, Place, PlaceState, PoolEntry, Reply
from publius.web.panels.refusals import RefusalError
from publius.web.people.actions import give_consent
from publius.web.people.models import Purpose
from publius.web.switches.actions import turn_on
from publius.web.switches.models import Brake
from publius.web.work import WorkState
from tests.factories import CallFactory, PersonFactory, SeatFactory
from tests.postgres.burst import all_at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture
def call():
    return CallFactory()


def asked(call, person, **fields) -> Invitation:
    now = timezone.now()
    defaults = {"token_digest": f"{person.pk:064d}", "sent_at": now}
    expires = now + dt.timedelta(days=7)
    return Invitation.objects.create(
        **{"call": call, "person": person, "expires_at": expires, **defaults, **fields}
    )


# --- the ledger -------------------------------------------------------------------------------


def test_the_ledger_stays_one_whole_chain_under_parallel_writers(call):
    people = [PersonFactory() for _ in range(MANY)]

    def write_five(person):
        for _ in range(5):
            record_event(Tag.CALL_CHANGED, call, actor=person)

    results = all_at_once([lambda person=person: write_five(person) for person in people])

    check = check_ledger()
    assert raised(results) == []
    assert (check.lines, check.is_intact) == (MANY * 5, True)


def test_even_the_very_first_line_of_the_ledger_is_written_once(call):
    results = all_at_once([lambda: record_event(Tag.CALL_DRAFTED, call) for _ in range(MANY)])

    assert raised(results) == []
    assert (Event.objects.count(), check_ledger().is_intact) == (MANY, True)


# --- work ---------------------------------------------------------------------------------------


def test_each_waiting_row_is_claimed_by_one_of_eight_workers():
    for number in range(40):
        queue_message(purpose="p", subject=f"{number}", body="b", address="a@people.example")

    def claim_all():
        claimed = []
        while (row := Message.objects.claim_next(timezone.now())) is not None:
            claimed.append(row.pk)
        return claimed

    results = all_at_once([claim_all for _ in range(MANY)])

    assert raised(results) == []
    claimed = [pk for each in results for pk in each]
    # A worker may stop early when all it saw was taken; nothing is ever claimed twice.
    assert len(claimed) == len(set(claimed))
    left = set(Message.objects.filter(work_state=WorkState.WAITING).values_list("pk", flat=True))
    assert set(claimed) | left == set(Message.objects.values_list("pk", flat=True))


def test_eight_workers_send_each_message_once(mailoutbox):
    for number in range(40):
        queue_message(purpose="p", subject=f"{number}", body="b", address="a@people.example")

    def empty_the_outbox():
        while Message.objects.due(timezone.now()).exists():
            send_due_messages()

    results = all_at_once([empty_the_outbox for _ in range(MANY)])

    assert raised(results) == []
    assert sorted(int(mail.subject) for mail in mailoutbox) == list(range(40))


def test_the_same_message_is_queued_once_by_many(person):
    def queue():
        return queue_message(
            purpose="p", subject="s", body="b", person=person, dedupe_key="place:1"
        )

    results = all_at_once([queue for _ in range(MANY)])

    assert raised(results) == []
    assert sum(result is not None for result in results) == Message.objects.count() == 1


def test_a_brake_pulled_by_many_hosts_is_on_once(call):
    hosts = [PersonFactory(is_host=True) for _ in range(MANY)]

    results = all_at_once([lambda host=host: turn_on(brake=Brake.MAIL, by=host) for host in hosts])

    assert raised(results) == []
    assert Event.objects.filter(tag=Tag.SWITCH_TURNED).count() == 1


# --- pool and places --------------------------------------------------------------------------


def test_one_person_is_in_a_pool_once_however_often_the_form_is_sent(call, person):
    seat = SeatFactory(call=call)

    results = all_at_once(
        [lambda: join_pool(call=call, person=person, seats=[seat]) for _ in range(MANY)]
    )

    assert raised(results) == []
    assert PoolEntry.objects.get().seat_offers.count() == 1
    assert Event.objects.filter(tag=Tag.POOL_JOINED).count() == 1


def test_two_forms_and_a_link_of_one_person_make_one_pool_entry(call, person):
    seat = SeatFactory(call=call)
    invitation = asked(call, person, ask=Ask.INTEREST, seat=seat)

    results = all_at_once(
        [lambda: join_pool(call=call, person=person, seats=[seat])] * 2
        + [lambda: accept_interest(invitation=invitation, seats=[seat])] * 2
    )

    assert raised(results) == []
    assert (PoolEntry.objects.count(), PoolEntry.objects.get().seat_offers.count()) == (1, 1)


def offered_place(call, number, person):
    now = timezone.now()
    place = Place.objects.create(
        call=call, number=number, person=person, state=PlaceState.OFFERED, changed_at=now
    )
    return place, asked(call, person, ask=Ask.PLACE, place=place)


def test_a_link_opened_on_eight_devices_takes_the_place_once(call, person):
    call.state = CallState.CLOSED
    call.save()
    place, invitation = offered_place(call, 1, person)

    results = all_at_once(
        [lambda: accept_place(invitation=Invitation.objects.get(pk=invitation.pk))] * MANY
    )

    place.refresh_from_db()
    assert raised(results) == []
    assert place.state == PlaceState.ACCEPTED
    assert Event.objects.filter(tag=Tag.PLACE_ACCEPTED).count() == 1


def test_yes_and_no_in_the_same_moment_leave_one_answer_and_a_place_that_fits_it(call):
    for number in range(1, 11):
        person = PersonFactory()
        place, invitation = offered_place(call, number, person)
        all_at_once(
            [
                lambda pk=invitation.pk: accept_place(invitation=Invitation.objects.get(pk=pk)),
                lambda pk=invitation.pk: decline(
                    invitation=Invitation.objects.get(pk=pk), reason="time"
                ),
            ]
        )
        place.refresh_from_db()
        invitation.refresh_from_db()
        fits = {
            Reply.ACCEPTED: (PlaceState.ACCEPTED, person.pk),
            Reply.DECLINED: (PlaceState.VACANT, None),
        }
        assert (place.state, place.person_id) == fits[invitation.reply]


def test_a_place_is_not_both_accepted_and_run_out(call):
    for number in range(1, 11):
        person = PersonFactory()
        place, invitation = offered_place(call, number, person)
        soon = timezone.now() + dt.timedelta(milliseconds=30)
        Invitation.objects.filter(pk=invitation.pk).update(expires_at=soon)
        accept = lambda pk=invitation.pk: accept_place(  # noqa: E731
            invitation=Invitation.objects.get(pk=pk)
        )
        end = lambda pk=invitation.pk: lapse(invitation=Invitation.objects.get(pk=pk))  # noqa: E731
        results = all_at_once([accept, end] * 3)
        lapse(invitation=Invitation.objects.get(pk=invitation.pk))

        place.refresh_from_db()
        invitation.refresh_from_db()
        assert {type(each) for each in results if isinstance(each, Exception)} <= {RefusalError}
        holds = place.state == PlaceState.ACCEPTED
        assert holds == (invitation.reply == Reply.ACCEPTED)


def test_one_chair_never_holds_two_people_and_one_person_never_two_chairs(call):
    people = [PersonFactory() for _ in range(MANY)]
    now = timezone.now()
    chairs = [
        Place.objects.create(call=call, number=number, changed_at=now) for number in range(1, 4)
    ]

    def take(chair, person):
        return Place.objects.filter(pk=chair.pk, state=PlaceState.VACANT).update(
            person=person, state=PlaceState.OFFERED, changed_at=timezone.now()
        )

    results = all_at_once(
        [lambda c=chair, p=person: take(c, p) for person in people for chair in chairs]
    )

    assert {type(each) for each in results if isinstance(each, Exception)} <= {IntegrityError}
    assert results.count(1) == 3
    holders = list(Place.objects.values_list("person_id", flat=True))
    assert len(set(holders)) == 3


def test_the_last_two_acceptances_in_the_same_moment_form_the_panel(call):
    call.state = CallState.CLOSED
    call.save()
    invitations = [offered_place(call, number, PersonFactory())[1] for number in range(1, 7)]

    results = all_at_once(
        [
            lambda pk=each.pk: accept_place(invitation=Invitation.objects.get(pk=pk))
            for each in invitations
        ]
    )

    call.refresh_from_db()
    assert (raised(results), call.state) == ([], CallState.FORMED)
    assert Event.objects.filter(tag=Tag.PANEL_FORMED).count() == 1


# --- whom to ask, and about whom ----------------------------------------------------------------


def test_a_suggestion_sent_by_many_at_once_asks_everybody_once(call):
    seat, convener = SeatFactory(call=call), PersonFactory()
    people = [PersonFactory() for _ in range(4)]
    for person in people:
        give_consent(person=person, purpose=Purpose.CALL_ALERTS)
    shortlist = suggest_people(seat=seat, size=4, by=convener, key=uuid.uuid4())
    keys = [str(row.person.public_id) for row in shortlist.people.select_related("person")]

    def send():
        return ask_shortlist(shortlist=shortlist, public_ids=keys, by=convener).sent

    results = all_at_once([send] * MANY)

    assert raised(results) == []
    assert sorted(results) == [0] * (MANY - 1) + [len(keys)]
    assert Invitation.objects.filter(call=call).count() == len(keys)


def test_a_form_that_suggests_sent_by_many_at_once_suggests_once(call):
    seat, convener, key = SeatFactory(call=call), PersonFactory(), uuid.uuid4()
    give_consent(person=PersonFactory(), purpose=Purpose.CALL_ALERTS)

    def suggest():
        return suggest_people(seat=seat, size=4, by=convener, key=key).pk

    results = all_at_once([suggest] * MANY)

    assert raised(results) == []
    assert len(set(results)) == 1


def test_the_same_question_why_not_asked_by_many_at_once_is_one(call):
    seat, person, convener = SeatFactory(call=call), PersonFactory(), PersonFactory()

    def ask():
        return ask_why_not(seat=seat, person=person, by=convener).pk

    results = all_at_once([ask] * MANY)

    assert raised(results) == []
    assert len(set(results)) == 1
