"""Two workers in the same night: one letter to each person, each call told once."""

import datetime as dt
import uuid

import pytest
from django.db import transaction
from django.utils import timezone

from publius.web.alerts.actions import MOST_CALLS, TooManyAlerts, save_alert, write_digest
from publius.web.alerts.letters import digest_letter
from publius.web.alerts.models import MOST_ALERTS, Alert, Digest, Night, Told
from publius.web.alerts.queries import news_of
from publius.web.alerts.tasks import begin_due_night, write_due_digests
from publius.web.calls.models import MatchJob
from publius.web.notify.actions import queue_message
from publius.web.notify.models import Message
from publius.web.notify.tasks import send_due_messages
from publius.web.people.actions import give_consent, withdraw_consent
from publius.web.people.models import Purpose
from publius.web.work import WorkState
from tests.factories import PersonFactory
from tests.postgres.burst import all_at_once, raised
from tests.postgres.test_turns import meanwhile
from tests.web.alerts.conftest import an_alert, call_about_night_buses

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8
TRIALS = 10


def somebody_to_tell():
    person = PersonFactory()
    give_consent(person=person, purpose=Purpose.CALL_ALERTS)
    an_alert(person)
    return person


@pytest.fixture
def tips():
    """What every worker has read of somebody, and who that is."""
    call_about_night_buses()
    person = somebody_to_tell()
    return person, news_of([person], timezone.localdate())[person.pk]


def test_eight_workers_write_one_letter(tips):
    person, news = tips
    today = timezone.localdate()

    results = all_at_once([lambda: write_digest(person=person, day=today, tips=news)] * MANY)

    assert raised(results) == []
    assert sum(result is not None for result in results) == 1
    assert (Digest.objects.count(), Told.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_a_worker_of_yesterdays_night_and_one_of_todays_tell_of_a_call_once(tips):
    person, news = tips
    today = timezone.localdate()
    days = [today - dt.timedelta(days=1), today]

    results = all_at_once(
        [lambda day=day: write_digest(person=person, day=day, tips=news) for day in days]
    )

    assert raised(results) == []
    assert (Told.objects.count(), Message.objects.count()) == (1, 1)


def look_then_write(person, news):
    """The control: the same letter by code that looks first and is not held by the agreement."""
    if not Message.objects.filter(person=person, purpose="call_digest").exists():
        subject, body = digest_letter(person, news[:MOST_CALLS], more=0)
        with transaction.atomic():
            queue_message(purpose="call_digest", subject=subject, body=body, person=person)


def test_code_that_looks_before_it_writes_does_write_twice():
    call_about_night_buses()
    doubled = 0
    for _ in range(TRIALS):
        person = somebody_to_tell()
        news = news_of([person], timezone.localdate())[person.pk]
        all_at_once([lambda p=person, n=news: look_then_write(p, n)] * MANY)
        doubled += Message.objects.filter(person=person, purpose="call_digest").count() > 1

    assert doubled > 0


def test_a_night_is_begun_once_and_asks_for_each_run_once(settings):
    settings.NIGHT_HOUR = 0
    call = call_about_night_buses()
    MatchJob.objects.create(call=call, requested_at=timezone.now(), work_state=WorkState.DONE)

    results = all_at_once([begin_due_night] * MANY)

    assert raised(results) == []
    assert (sum(results), Night.objects.count()) == (1, 1)
    assert MatchJob.objects.filter(work_state=WorkState.WAITING).count() == 1


def test_workers_share_a_night_and_everybody_gets_one_letter(settings, monkeypatch):
    settings.NIGHT_HOUR = 0
    monkeypatch.setattr("publius.web.alerts.tasks.AT_ONCE", 3)
    call_about_night_buses()
    people = [somebody_to_tell() for _ in range(12)]
    begin_due_night()

    def until_nothing_is_due():
        for _ in range(500):  # a worker that breaks down must not keep the others waiting here
            if not Night.objects.exclude(work_state=WorkState.DONE).exists():
                break
            write_due_digests()

    results = all_at_once([until_nothing_is_due] * 4)

    told = Message.objects.filter(purpose="call_digest").values_list("person", flat=True)
    assert raised(results) == []
    assert sorted(told) == sorted(person.pk for person in people)
    assert Night.objects.get().letters == len(people)


def test_whoever_withdraws_while_their_letter_is_written_does_not_get_it(tips, mailoutbox):
    """The withdrawal waits for the letter, and then the outbox asks again."""
    person, news = tips
    today = timezone.localdate()

    results = meanwhile(
        lambda: write_digest(person=person, day=today, tips=news),
        lambda: withdraw_consent(person=person, purpose=Purpose.CALL_ALERTS),
    )
    send_due_messages()

    assert raised(results) == []
    assert (Message.objects.filter(purpose="call_digest").count(), mailoutbox) == (1, [])


def test_a_letter_waits_for_a_withdrawal_that_was_begun_first(tips):
    person, news = tips
    today = timezone.localdate()

    results = meanwhile(
        lambda: withdraw_consent(person=person, purpose=Purpose.CALL_ALERTS),
        lambda: write_digest(person=person, day=today, tips=news),
    )

    assert results == [True, None]
    assert Message.objects.count() == 0


def test_forms_in_the_same_moment_make_no_more_than_twenty_alerts(person):
    facts = {"topic": "buses", "kind": "", "area": None, "km": None}
    for _ in range(MOST_ALERTS - 2):
        save_alert(person=person, key=uuid.uuid4(), **facts)

    results = all_at_once(
        [lambda: save_alert(person=person, key=uuid.uuid4(), **facts) for _ in range(MANY)]
    )

    refused = [result for result in results if isinstance(result, Exception)]
    assert {type(refusal) for refusal in refused} == {TooManyAlerts}
    assert Alert.objects.filter(person=person).count() == MOST_ALERTS


def test_one_form_sent_eight_times_in_the_same_moment_makes_one_alert(person):
    facts = {"topic": "buses", "kind": "", "area": None, "km": None}
    key = uuid.uuid4()

    results = all_at_once([lambda: save_alert(person=person, key=key, **facts)] * MANY)

    assert raised(results) == []
    assert {alert.pk for alert in results} == {Alert.objects.get().pk}
