"""A row of work is done by one worker, and is taken up again when that worker dies."""

import datetime as dt

import pytest
from django.utils import timezone

from publius.web.notify.actions import queue_message
from publius.web.notify.models import Message
from publius.web.work import LEASE, MAX_ATTEMPTS, WorkState

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting_message():
    return queue_message(purpose="hello", subject="Hello", body="…", address="a@people.example")


def test_a_waiting_row_is_claimed_once(waiting_message):
    now = timezone.now()

    first, second = Message.objects.claim_next(now), Message.objects.claim_next(now)

    assert first == waiting_message
    assert second is None


def test_a_row_that_is_not_due_yet_waits(waiting_message):
    Message.objects.update(due_at=timezone.now() + dt.timedelta(hours=1))

    assert Message.objects.claim_next(timezone.now()) is None


def test_a_dead_workers_row_is_taken_up_after_its_lease(waiting_message):
    now = timezone.now()
    Message.objects.claim_next(now)

    assert Message.objects.claim_next(now + LEASE) is None
    assert Message.objects.claim_next(now + LEASE + dt.timedelta(seconds=1)) == waiting_message


def test_a_row_is_given_up_after_too_many_tries_and_says_why(waiting_message):
    now = timezone.now()
    for attempt in range(MAX_ATTEMPTS):
        row = Message.objects.claim_next(now + attempt * dt.timedelta(hours=1))
        row.retry(now, "The mail server did not answer.", after=dt.timedelta(minutes=1))

    row.refresh_from_db()
    assert (row.work_state, row.problem) == (WorkState.FAILED, "The mail server did not answer.")


def test_the_same_message_is_written_once():
    first = queue_message(purpose="p", subject="s", body="b", address="a@b.example", dedupe_key="k")
    second = queue_message(
        purpose="p", subject="s", body="b", address="a@b.example", dedupe_key="k"
    )

    assert (first.subject, second, Message.objects.count()) == ("s", None, 1)


def test_a_renewed_claim_holds_beyond_the_first_lease(waiting_message):
    now = timezone.now()
    mine = Message.objects.claim_next(now)

    assert mine.renew(now + LEASE) is True
    assert Message.objects.claim_next(now + LEASE + dt.timedelta(minutes=1)) is None


def test_a_claim_that_another_worker_took_over_cannot_be_renewed(waiting_message):
    now = timezone.now()
    mine = Message.objects.claim_next(now)
    later = now + LEASE + dt.timedelta(seconds=1)
    theirs = Message.objects.claim_next(later)

    assert mine.renew(later) is False
    assert Message.objects.still_claimed(mine).exists() is False
    assert Message.objects.still_claimed(theirs).get() == waiting_message
