"""The outbox keeps what is needed, and no longer than that."""

import datetime as dt

import pytest
from django.utils import timezone

from publius.web.notify.actions import (
    MESSAGES_KEPT,
    SECRETS_KEPT,
    forget_old_messages,
    queue_message,
    send_again,
)
from publius.web.notify.models import Message
from publius.web.notify.queries import failed_messages, outbox_health
from publius.web.work import WorkState

pytestmark = pytest.mark.django_db
LATER = dt.timedelta(seconds=1)


def written(**fields):
    message = queue_message(
        purpose="p", subject="s", body="b", address="a@people.example", secret=True
    )
    Message.objects.filter(pk=message.pk).update(**fields)
    return Message.objects.get(pk=message.pk)


def test_a_secret_that_was_never_sent_is_wiped_after_a_day():
    long_ago = timezone.now() - SECRETS_KEPT - LATER
    old = written(work_state=WorkState.FAILED, created_at=long_ago)
    waiting = written(work_state=WorkState.WAITING, created_at=long_ago)
    young = written(work_state=WorkState.FAILED)

    forgotten = forget_old_messages()

    bodies = [Message.objects.get(pk=each.pk).body for each in (old, waiting, young)]
    assert (forgotten, bodies) == (1, ["", "b", "b"])


@pytest.mark.parametrize("settled", [WorkState.DONE, WorkState.FAILED])
def test_messages_sent_or_given_up_on_long_ago_are_removed(settled):
    old = written(work_state=settled, finished_at=timezone.now() - MESSAGES_KEPT - LATER)
    young = written(work_state=settled, finished_at=timezone.now())

    forget_old_messages()

    assert list(Message.objects.values_list("pk", flat=True)) == [young.pk]
    assert old.pk != young.pk


def test_a_failed_message_can_be_given_another_round_of_tries():
    failed = written(work_state=WorkState.FAILED, attempts=8)

    assert send_again(message_id=failed.pk) is True
    failed.refresh_from_db()
    assert (failed.work_state, failed.attempts) == (WorkState.WAITING, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"work_state": WorkState.DONE},
        {"work_state": WorkState.WAITING, "attempts": 3},
        {"work_state": WorkState.FAILED, "body": ""},
    ],
)
def test_what_went_out_waits_or_was_wiped_is_not_sent_again(fields):
    message = written(**fields)

    assert send_again(message_id=message.pk) is False
    message.refresh_from_db()
    assert {name: getattr(message, name) for name in fields} == fields


def test_the_health_of_the_outbox_counts_each_state():
    for state in (WorkState.WAITING, WorkState.WAITING, WorkState.DONE, WorkState.FAILED):
        written(work_state=state, problem="The mail server is closed for now (421).")

    health = outbox_health()

    assert (health.waiting, health.running, health.sent, health.failed) == (2, 0, 1, 1)
    assert health.last_problem == "The mail server is closed for now (421)."
    assert [message.work_state for message in failed_messages()] == [WorkState.FAILED]
