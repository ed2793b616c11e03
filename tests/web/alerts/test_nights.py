"""Once a night everybody is told what is new for them, of each call once, and never in vain."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from publius.web.alerts.actions import choose_often, pause_alert, write_digest
from publius.web.alerts.links import stop_link
from publius.web.alerts.models import Digest, Night, Told
from publius.web.alerts.queries import news_of, people_after
from publius.web.alerts.tasks import begin_due_night, write_due_digests
from publius.web.calls.actions import close_call
from publius.web.calls.models import Call, CallState, MatchJob
from publius.web.notify.models import Message
from publius.web.notify.tasks import send_due_messages
from publius.web.panels.actions.interest import join_pool, leave_pool
from publius.web.panels.actions.invitations import invite_to_pool
from publius.web.panels.actions.replies import decline
from publius.web.panels.models import Invitation
from publius.web.people.actions import close_account, give_consent, withdraw_consent
from publius.web.people.models import Purpose
from publius.web.switches.actions import turn_off, turn_on
from publius.web.switches.models import Brake
from publius.web.work import WorkState
from tests.factories import ExpertiseFactory, PersonFactory, RoleFactory, convener_of

from .conftest import (
    RIDES,
    an_alert,
    call_about_night_buses,
    days_pass,
    letters,
    match,
    night_falls,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock():
    """The site's clock, at ten in the morning of a Monday; it stands still until it is moved."""
    with time_machine.travel(dt.datetime(2027, 3, 1, 10, tzinfo=dt.UTC), tick=False) as clock:
        yield clock


# --- who is told ------------------------------------------------------------------------------


def test_somebody_is_told_of_a_call_that_fits_what_they_know(rider, night_buses):
    match(night_buses)

    assert night_falls() == 1
    assert [letter.subject for letter in letters(rider)] == [
        "A call that may need you: Night buses after midnight"
    ]


def test_somebody_is_told_of_a_call_that_their_alert_finds(reader, night_buses):
    an_alert(reader)

    assert night_falls() == 1
    assert "Your alert “night buses” found it" in letters(reader)[0].body


def test_a_call_that_fits_and_was_found_is_told_once_with_both_reasons(rider, night_buses):
    an_alert(rider)
    match(night_buses)
    night_falls()

    body = letters(rider)[0].body
    assert body.count("Night buses after midnight") == 1
    assert ("the seat “Night bus passenger”" in body, "Your alert" in body) == (True, True)


def test_without_their_agreement_nobody_is_told(night_buses):
    person = PersonFactory()
    ExpertiseFactory(person=person, words=RIDES)
    an_alert(person)
    match(night_buses)

    assert (night_falls(), letters(person)) == (0, [])


def test_where_nothing_is_new_there_is_no_letter(rider):
    call_about_night_buses(state=CallState.DRAFT)
    call_about_night_buses(state=CallState.CLOSED)
    call_about_night_buses(closes_on=timezone.localdate() - dt.timedelta(days=1))
    an_alert(rider)

    assert (night_falls(), Digest.objects.count()) == (0, 0)


def test_a_paused_alert_finds_nothing_to_tell(reader, night_buses):
    pause_alert(alert=an_alert(reader))

    assert night_falls() == 0


def test_whoever_runs_the_call_is_not_told_of_it(night_buses, reader):
    RoleFactory(organisation=night_buses.engagement.organisation, person=reader)
    an_alert(reader)

    assert night_falls() == 0


def joins(call, person):
    join_pool(call=call, person=person, seats=call.seats.all())


def joins_and_leaves(call, person):
    joins(call, person)
    leave_pool(call=call, person=person)


def is_asked(call, person):
    match(call)
    ids = [str(person.public_id)]
    invite_to_pool(call=call, seat=call.seats.first(), public_ids=ids, by=convener_of(call))


def is_asked_and_declines(call, person):
    is_asked(call, person)
    decline(invitation=Invitation.objects.get(person=person), reason="time")


@pytest.mark.parametrize("did", [joins, joins_and_leaves, is_asked, is_asked_and_declines])
def test_whoever_has_dealt_with_the_call_is_not_told_of_it(rider, night_buses, did):
    other = PersonFactory()
    ExpertiseFactory(person=other, words=RIDES)
    give_consent(person=other, purpose=Purpose.CALL_ALERTS)
    match(night_buses)
    did(night_buses, rider)

    night_falls()

    assert (len(letters(rider)), len(letters(other))) == (0, 1)


# --- how often --------------------------------------------------------------------------------


def test_nobody_is_told_of_a_call_twice(clock, rider, night_buses):
    choose_often(person=rider, often="daily", agrees=False)
    match(night_buses)
    night_falls()
    days_pass(clock, 1)

    assert (night_falls(), Told.objects.count()) == (0, 1)


def test_who_chose_nothing_hears_at_most_once_a_week(clock, reader):
    an_alert(reader)
    call_about_night_buses()
    told = [night_falls()]
    call_about_night_buses(closes_on=timezone.localdate() + dt.timedelta(days=40))
    for _ in range(7):
        days_pass(clock, 1)
        told.append(night_falls())

    assert told == [1, 0, 0, 0, 0, 0, 0, 1]


def test_who_chose_every_morning_hears_the_next_day(clock, reader):
    choose_often(person=reader, often="daily", agrees=False)
    an_alert(reader)
    call_about_night_buses()
    first = night_falls()
    call_about_night_buses(closes_on=timezone.localdate() + dt.timedelta(days=40))
    days_pass(clock, 1)

    assert (first, night_falls()) == (1, 1)


def test_a_call_that_closes_before_the_week_is_over_is_told_at_once(clock, reader):
    an_alert(reader)
    call_about_night_buses()
    night_falls()
    call_about_night_buses(closes_on=timezone.localdate() + dt.timedelta(days=5))
    days_pass(clock, 1)

    assert night_falls() == 1


def test_who_chose_never_is_not_told(reader, night_buses):
    choose_often(person=reader, often="never", agrees=False)
    an_alert(reader)

    assert night_falls() == 0


def test_a_letter_names_ten_calls_and_the_next_one_the_rest(clock, reader):
    an_alert(reader)
    later = timezone.localdate() + dt.timedelta(days=60)
    for number in range(12):
        call_about_night_buses(title=f"Night buses {number}", closes_on=later)

    night_falls()
    days_pass(clock, 7)
    night_falls()

    first, second = letters(reader)
    assert (first.subject, second.subject) == (
        "10 calls that may need you", "2 calls that may need you",
    )  # fmt: skip
    assert "2 more come with your next letter." in first.body
    assert Told.objects.count() == 12


# --- when -------------------------------------------------------------------------------------


def test_the_night_begins_at_its_hour_and_once(clock, settings):
    settings.NIGHT_HOUR = 11
    before = begin_due_night()
    clock.shift(dt.timedelta(hours=1))

    assert (before, begin_due_night(), begin_due_night()) == (0, 1, 0)
    assert [str(night.day) for night in Night.objects.all()] == ["2027-03-01"]


def test_after_days_without_a_worker_there_is_one_night(clock, rider, night_buses):
    match(night_buses)
    begin_due_night()
    days_pass(clock, 3)

    letters_written = night_falls()

    assert letters_written == 1
    assert [(night.day.day, night.letters, night.work_state) for night in Night.objects.all()] == [
        (4, 1, WorkState.DONE), (1, 0, WorkState.DONE),
    ]  # fmt: skip


def test_open_calls_are_matched_again_each_night_because_evidence_grows_old(clock, night_buses):
    closed = call_about_night_buses(state=CallState.CLOSED)
    match(night_buses, closed)
    days_pass(clock, 1)

    begin_due_night()

    waiting = MatchJob.objects.filter(work_state=WorkState.WAITING)
    assert list(waiting.values_list("call__slug", flat=True)) == [night_buses.slug]


def test_letters_wait_until_the_matches_are_whole(rider, night_buses):
    match(night_buses)
    begin_due_night()

    assert (write_due_digests(), letters(rider)) == (0, [])
    assert night_falls() == 1


@pytest.mark.parametrize("brake", [Brake.MAIL, Brake.MATCHING])
def test_while_a_host_holds_messages_or_matching_nothing_is_written(reader, night_buses, brake):
    host = PersonFactory(is_host=True)
    an_alert(reader)
    turn_on(brake=brake, by=host)
    held = night_falls()
    turn_off(brake=brake, by=host)

    assert (held, night_falls()) == (0, 1)


def test_a_night_goes_on_where_it_was_broken_off(reader, rider, night_buses, monkeypatch):
    monkeypatch.setattr("publius.web.alerts.tasks.AT_ONCE", 1)
    for person in (reader, rider):
        an_alert(person)
    begin_due_night()
    write_due_digests()
    first = Told.objects.count()

    night_falls()

    assert (first, Told.objects.count()) == (1, 2)
    assert (len(letters(reader)), len(letters(rider))) == (1, 1)


@pytest.fixture
def somebody_breaks_it(monkeypatch):
    """Whoever is named here cannot be written to; the worker that tries breaks down."""
    broken = []

    def write(*, person, **facts):
        if person in broken:
            raise RuntimeError("out of order")
        return write_digest(person=person, **facts)

    monkeypatch.setattr("publius.web.alerts.tasks.write_digest", write)
    return broken.append


def test_somebody_whose_letter_breaks_the_worker_is_passed_over_alone(
    night_buses, somebody_breaks_it
):
    people = [PersonFactory() for _ in range(5)]
    for person in people:
        give_consent(person=person, purpose=Purpose.CALL_ALERTS)
        an_alert(person)
    somebody_breaks_it(people[2])
    begin_due_night()
    breakdowns = 0
    while Night.objects.exclude(work_state=WorkState.DONE).exists():
        try:
            write_due_digests()
        except RuntimeError:
            breakdowns += 1
            Night.objects.update(claimed_at=timezone.now() - dt.timedelta(hours=1))

    assert [len(letters(person)) for person in people] == [1, 1, 0, 1, 1]
    assert breakdowns == 3


# --- between the reading and the sending ------------------------------------------------------


@pytest.fixture
def read(reader, night_buses):
    """What a worker has read and not written yet: there is something to tell."""
    an_alert(reader)
    tips = news_of([reader], timezone.localdate())[reader.pk]
    assert [tip.call for tip in tips] == [night_buses]
    return tips


def withdraws(person, call):
    withdraw_consent(person=person, purpose=Purpose.CALL_ALERTS)


def closes_account(person, call):
    close_account(person=person)


def chooses_never(person, call):
    choose_often(person=person, often="never", agrees=False)


def sees_the_call_close(person, call):
    close_call(call=call, by=None)


@pytest.mark.parametrize("did", [withdraws, closes_account, chooses_never, sees_the_call_close])
def test_whatever_ends_the_reason_before_the_writing_ends_the_letter(
    reader, read, night_buses, did
):
    did(reader, night_buses)

    write_digest(person=reader, day=timezone.localdate(), tips=read)

    assert (letters(reader), Told.objects.count()) == ([], 0)


def test_the_same_night_done_twice_writes_one_letter(reader, read):
    for _ in range(2):
        write_digest(person=reader, day=timezone.localdate(), tips=read)

    assert (len(letters(reader)), Told.objects.count()) == (1, 1)


@pytest.mark.parametrize("did", [withdraws, closes_account])
def test_a_written_letter_is_not_sent_to_somebody_who_no_longer_wants_it(
    reader, read, night_buses, mailoutbox, did
):
    write_digest(person=reader, day=timezone.localdate(), tips=read)
    did(reader, night_buses)

    send_due_messages()

    assert mailoutbox == []
    assert Message.objects.get(purpose="call_digest").work_state == WorkState.FAILED


def test_a_written_letter_is_sent_to_somebody_who_still_wants_it(reader, read, mailoutbox):
    """The control of the one above."""
    write_digest(person=reader, day=timezone.localdate(), tips=read)

    send_due_messages()

    assert [mail.to for mail in mailoutbox] == [["bo@people.example"]]
    assert mailoutbox[0].extra_headers["List-Unsubscribe"] == f"<{stop_link(reader)}>"


def test_people_are_looked_at_in_the_order_of_their_keys(reader, rider):
    PersonFactory()  # does not agree
    nameless = PersonFactory(email=None)
    give_consent(person=nameless, purpose=Purpose.CALL_ALERTS)
    first, second = sorted([reader, rider], key=lambda person: person.pk)

    assert people_after(0, most=1) == [first]
    assert people_after(first.pk, most=9) == [second]


def test_a_call_without_a_last_day_can_be_told(reader, night_buses):
    an_alert(reader)
    Call.objects.update(closes_on=None)

    assert night_falls() == 1
