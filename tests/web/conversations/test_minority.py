"""Minority reports: who may write and sign, when they are filed, who reads them."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from publius.web.conversations.actions.minority import (
    change_report,
    sign_report,
    take_signature_back,
    withhold_report,
    write_report,
)
from publius.web.conversations.models import (
    Conversation,
    ConversationState,
    MinorityReport,
    Part,
    Participant,
    Signature,
)
from publius.web.conversations.queries.minority import shown_to, signatures_needed
from publius.web.conversations.refusals import RefusalError
from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from tests.factories import (
    ConversationFactory,
    MinorityReportFactory,
    OutcomeFactory,
    ParticipantFactory,
    PersonFactory,
    SignatureFactory,
    convener_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    """Signed by its author, in a conversation of 30 members: three are needed."""
    report = MinorityReportFactory()
    for _ in range(29):
        ParticipantFactory(conversation=report.conversation)
    return report


def members(report) -> list[Participant]:
    rows = Participant.objects.members().filter(conversation=report.conversation)
    return list(rows.exclude(pk=report.author_id))


def is_filed(report) -> bool:
    return MinorityReport.objects.filed().filter(pk=report.pk).exists()


def published(report, **fields):
    now = timezone.now()
    by = PersonFactory()
    return OutcomeFactory(
        conversation=report.conversation, published_at=now, published_by=by, **fields
    )


@pytest.mark.parametrize(
    ("living", "needed"),
    [(1, 2), (2, 2), (10, 2), (11, 2), (20, 2), (21, 3), (30, 3), (31, 3), (5000, 3)],
)
def test_three_members_or_a_tenth_and_never_one_alone(living, needed):
    assert signatures_needed(living) == needed


def test_it_is_filed_with_the_last_signature_that_is_needed(report):
    second, third, *_ = members(report)

    sign_report(report=report, participant=second)
    assert not is_filed(report)
    sign_report(report=report, participant=third)

    assert is_filed(report)
    assert [event.data for event in Event.objects.filter(tag=Tag.REPORT_FILED)] == [
        {"report": report.pk, "signatures": 3}
    ]


def test_signing_twice_is_signing_once(report):
    second = members(report)[0]

    for _ in range(2):
        sign_report(report=report, participant=second)

    assert Signature.objects.filter(participant=second).count() == 1
    assert not is_filed(report)


def test_removed_people_and_team_members_do_not_count_as_members(report):
    for member in members(report)[:10]:
        Participant.objects.filter(pk=member.pk).update(part=Part.OBSERVER)

    sign_report(report=report, participant=members(report)[0])  # 20 members: two are enough

    assert is_filed(report)


def without_agreement(report):
    return ParticipantFactory(conversation=report.conversation, agreed_at=None)


def removed(report):
    return ParticipantFactory(
        conversation=report.conversation, left_at=timezone.now(), removed_by=PersonFactory()
    )


def left(report):
    return ParticipantFactory(conversation=report.conversation, left_at=timezone.now())


def facilitator(report):
    return ParticipantFactory(conversation=report.conversation, part=Part.FACILITATOR)


def of_another_conversation(report):
    return ParticipantFactory()


@pytest.mark.parametrize(
    ("who", "because"),
    [
        (without_agreement, "Accept the agreement"),
        (removed, "no longer take part"),
        (left, "no longer take part"),
        (facilitator, "written and signed by members"),
        (of_another_conversation, "belongs to another conversation"),
    ],
)
def test_nobody_else_signs(report, who, because):
    with pytest.raises(RefusalError, match=because):
        sign_report(report=report, participant=who(report))

    assert Signature.objects.count() == 1


def test_nothing_is_signed_once_the_conversation_is_closed(report):
    second = members(report)[0]
    Conversation.objects.update(state=ConversationState.CLOSED)

    with pytest.raises(RefusalError, match="until the conversation closes"):
        sign_report(report=report, participant=second)


def test_signatures_of_removed_people_do_not_count(report):
    second, third, *_ = members(report)
    SignatureFactory(report=report, participant=second)
    Participant.objects.filter(pk=second.pk).update(
        left_at=timezone.now(), removed_by=PersonFactory()
    )

    sign_report(report=report, participant=third)

    assert not is_filed(report)


def test_removing_people_does_not_undo_what_is_filed(report):
    second, third, *_ = members(report)
    for member in (second, third):
        sign_report(report=report, participant=member)

    Participant.objects.filter(pk=third.pk).update(removed_by=PersonFactory())
    take_signature_back(report=report, participant=third)  # it counts no more, whatever they do

    assert is_filed(report)


def test_one_report_per_member_and_a_form_sent_twice_writes_one():
    author = ParticipantFactory()
    key = uuid.uuid4()
    facts = {"participant": author, "title": "Not safe", "text": "We fell."}

    assert write_report(key=key, **facts) == write_report(key=key, **facts)
    with pytest.raises(RefusalError, match="Change that one instead"):
        write_report(key=uuid.uuid4(), **facts)

    assert (MinorityReport.objects.count(), Signature.objects.count()) == (1, 1)


def test_words_are_changed_until_somebody_else_stands_by_them(report):
    change_report(report=report, title="New", text="Other words.")
    sign_report(report=report, participant=members(report)[0])

    with pytest.raises(RefusalError, match="stay as they are"):
        change_report(report=report, title="Newer", text="Softer words.")

    kept = MinorityReport.objects.get()
    assert (kept.title, kept.text) == ("New", "Other words.")


def test_a_signature_taken_back_before_the_outcome_unfiles_it(report):
    second, third, *_ = members(report)
    for member in (second, third):
        sign_report(report=report, participant=member)

    take_signature_back(report=report, participant=third)

    assert not is_filed(report)
    assert Event.objects.filter(tag=Tag.REPORT_UNFILED).count() == 1
    sign_report(report=report, participant=third)
    assert is_filed(report)


def test_a_signature_taken_back_after_the_outcome_leaves_the_report_where_it_is(report):
    second, third, *_ = members(report)
    for member in (second, third):
        sign_report(report=report, participant=member)
    published(report)

    take_signature_back(report=report, participant=third)

    assert is_filed(report)
    assert [s.participant for s in shown_to(None, report).signatures] == [report.author, second]


def test_a_report_nobody_stands_by_is_gone(report):
    assert take_signature_back(report=report, participant=report.author) is False

    assert MinorityReport.objects.count() == 0


@pytest.mark.parametrize(
    ("filed", "outcome", "seen_by"),
    [
        (False, False, {"member"}),
        (False, True, {"member"}),
        (True, False, {"member", "facilitator", "convener", "observer"}),
        (True, True, {"member", "facilitator", "convener", "observer", "visitor"}),
    ],
)
def test_who_reads_a_report(filed, outcome, seen_by):
    conversation = ConversationFactory(readers="everybody")
    report = MinorityReportFactory(
        author=ParticipantFactory(conversation=conversation),
        filed_at=timezone.now() if filed else None,
    )
    if outcome:
        published(report)
    people = {
        "member": ParticipantFactory(conversation=conversation).person,
        "facilitator": facilitator(report).person,
        "observer": ParticipantFactory(conversation=conversation, part=Part.OBSERVER).person,
        "convener": convener_of(conversation.call),
        "visitor": AnonymousUser(),
    }

    reads = {
        name for name, who in people.items() if MinorityReport.objects.visible_to(who).exists()
    }

    assert reads == seen_by


def test_hosts_alone_keep_a_report_back_and_say_why(report):
    MinorityReport.objects.update(filed_at=timezone.now())
    with pytest.raises(RefusalError, match="Only hosts"):
        withhold_report(report=report, reason="I dislike it.", by=facilitator(report).person)

    withhold_report(
        report=report, reason="It names a child.", by=convener_of(report.conversation.call)
    )

    kept = MinorityReport.objects.get()
    assert (kept.withheld_because, kept.text) == ("It names a child.", report.text)
    assert shown_to(members(report)[0], kept).shows_text is False
    assert shown_to(report.author, kept).shows_text is True
