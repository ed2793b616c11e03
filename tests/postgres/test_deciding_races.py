"""Outcomes and minority reports, when several do the same thing in the same moment."""

import threading
import uuid

import pytest
from django.db import transaction
from django.utils import timezone

from publius.web.conversations.actions.minority import sign_report, take_signature_back
from publius.web.conversations.actions.outcomes import draft_outcome, publish_outcome
from publius.web.conversations.actions.unknowns import note_unknown
from publius.web.conversations.models import MinorityReport, Outcome, Signature
from publius.web.conversations.queries.minority import needed_in, standing_signatures
from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from publius.web.notify.models import Message
from tests.factories import (
    MinorityReportFactory,
    OutcomeFactory,
    ParticipantFactory,
    PersonFactory,
    concluding_conversation,
)
from tests.postgres.burst import all_at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8
DAY = timezone.localdate().replace(year=2099)


@pytest.fixture
def report():
    """Of 30 members: the author's signature and two more file it."""
    report = MinorityReportFactory()
    for _ in range(29):
        ParticipantFactory(conversation=report.conversation)
    return report


def two_more(report):
    members = report.conversation.participants.exclude(pk=report.author_id)
    signed = Signature.objects.filter(report=report).values("participant")
    return list(members.exclude(pk__in=signed)[:2])


def is_filed(report) -> bool:
    return MinorityReport.objects.filed().filter(pk=report.pk).exists()


def test_the_last_two_who_sign_in_the_same_moment_file_the_report(report):
    results = all_at_once(
        [lambda who=who: sign_report(report=report, participant=who) for who in two_more(report)]
    )

    assert raised(results) == []
    assert is_filed(report)
    assert Event.objects.filter(tag=Tag.REPORT_FILED).count() == 1


def test_without_waiting_for_each_other_neither_would_file_it(report):
    """The control: both count before they see the other's signature."""
    both_counted = threading.Barrier(2)

    def sign_and_count(who):
        with transaction.atomic():
            Signature.objects.create(report=report, participant=who, signed_at=timezone.now())
            are_enough = standing_signatures(report).count() >= needed_in(report.conversation)
            both_counted.wait(30)
            if are_enough:
                MinorityReport.objects.filter(pk=report.pk).update(filed_at=timezone.now())

    results = all_at_once([lambda who=who: sign_and_count(who) for who in two_more(report)])

    assert raised(results) == []
    assert (Signature.objects.count(), is_filed(report)) == (3, False)


def test_one_member_who_signs_many_times_at_once_signs_once(report):
    who = two_more(report)[0]

    results = all_at_once([lambda: sign_report(report=report, participant=who)] * MANY)

    assert raised(results) == []
    assert Signature.objects.filter(participant=who).count() == 1
    assert not is_filed(report)


def test_signing_and_taking_back_at_once_leaves_the_report_as_its_signatures_say(report):
    one, two = two_more(report)
    sign_report(report=report, participant=one)

    results = all_at_once(
        [
            lambda: sign_report(report=report, participant=two),
            lambda: take_signature_back(report=report, participant=one),
        ]
    )

    assert raised(results) == []
    assert (standing_signatures(report).count(), is_filed(report)) == (2, False)


def test_an_outcome_is_published_once_however_many_press_the_button():
    outcome = OutcomeFactory(kind="not_yet")
    note_unknown(
        conversation=outcome.conversation, outcome=outcome, text="How many?", owner="She",
        due_on=DAY, by=outcome.drafted_by, key=uuid.uuid4(),
    )  # fmt: skip
    ParticipantFactory(conversation=outcome.conversation)
    by = PersonFactory()

    results = all_at_once([lambda: publish_outcome(outcome=outcome, by=by)] * MANY)

    assert sorted(results) == [False] * (MANY - 1) + [True]
    assert Event.objects.filter(tag=Tag.OUTCOME_PUBLISHED).count() == 1
    assert Message.objects.filter(purpose="conversation_outcome").count() == 1


def test_several_who_begin_a_draft_at_once_begin_one():
    facts = {
        "conversation": concluding_conversation(),
        "by": PersonFactory(),
        "kind": "decided",
        "title": "Lanes",
        "conclusion": "Yes.",
        "review_on": DAY,
    }

    results = all_at_once([lambda: draft_outcome(key=uuid.uuid4(), **facts)] * MANY)

    assert raised(results) == ["RefusalError"] * (MANY - 1)
    assert Outcome.objects.count() == 1
