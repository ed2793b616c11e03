"""A stage closes when it was open long enough and every seat that must be filled was heard."""

import datetime as dt

import pytest
from django.utils import timezone

from publius.web.conversations.actions.joining import remove_participant
from publius.web.conversations.actions.stages import close_stage, open_stage, sign_off_absence
from publius.web.conversations.models import (
    Absence,
    Conversation,
    Part,
    Reply,
    SeatAtSession,
    Session,
    Stage,
    StageOpening,
)
from publius.web.conversations.queries.gate import missing_seats, seats_to_hear
from publius.web.conversations.queries.stages import next_stage
from publius.web.conversations.refusals import RefusalError
from publius.web.notify.models import Message
from tests.factories import (
    ConversationFactory,
    ParticipantFactory,
    SeatFactory,
    StageFactory,
    StatementFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    conversation = ConversationFactory()
    SeatFactory(call=conversation.call, title="Cyclist")
    SeatFactory(call=conversation.call, title="Bus driver", importance="nice", minimum=0)
    return conversation


@pytest.fixture
def host(conversation):
    return ParticipantFactory(conversation=conversation, part=Part.HOST).person


@pytest.fixture
def cyclist(conversation):
    seat = conversation.call.seats.get(title="Cyclist")
    return ParticipantFactory(conversation=conversation, seat=seat)


@pytest.fixture
def stage(conversation):
    opened = timezone.now() - dt.timedelta(days=5)
    stage = StageFactory(conversation=conversation, opened_at=opened)
    StageOpening.objects.create(stage=stage, opened_at=opened)
    return stage


def names(stage) -> list[str]:
    return [seat.title for seat in missing_seats(stage)]


def test_only_seats_that_must_be_filled_keep_a_stage_open(stage):
    assert names(stage) == ["Cyclist"]


def says(cyclist):
    StatementFactory(conversation=cyclist.conversation, author=cyclist)


def votes(cyclist):
    VoteFactory(participant=cyclist, statement__conversation=cyclist.conversation)


def answers(cyclist):
    said = StatementFactory(conversation=cyclist.conversation)
    Reply.objects.create(
        statement=said, author=cyclist, kind="thanks", state="shown", said_at=timezone.now()
    )


def meets(cyclist):
    now = timezone.now()
    session = Session.objects.create(
        conversation=cyclist.conversation, held_on=now.date(), place="Library", people=3,
        consent="aloud", consent_words="Said aloud.", recorded_at=now,
    )  # fmt: skip
    SeatAtSession.objects.create(session=session, seat=cyclist.seat, people=2)


@pytest.mark.parametrize("speaks", [says, votes, answers, meets])
def test_a_seat_is_heard_when_somebody_of_it(stage, cyclist, speaks):
    speaks(cyclist)

    assert names(stage) == []


def test_what_was_not_published_was_not_heard(stage, cyclist):
    for state in ("held", "waiting", "rejected", "withdrawn"):
        StatementFactory(conversation=stage.conversation, author=cyclist, state=state)

    assert names(stage) == ["Cyclist"]


def test_what_was_said_before_the_stage_does_not_count(stage, cyclist):
    long_ago = timezone.now() - dt.timedelta(days=30)
    StatementFactory(conversation=stage.conversation, author=cyclist, said_at=long_ago)

    assert names(stage) == ["Cyclist"]


def test_whoever_was_removed_was_not_heard(stage, cyclist, host):
    says(cyclist)
    remove_participant(participant=cyclist, by=host, reason="Threats.")

    assert names(stage) == ["Cyclist"]


def test_closing_names_the_seats_that_were_not_heard(stage, host):
    with pytest.raises(RefusalError, match="nobody was heard for Cyclist"):
        close_stage(stage=stage, by=host)

    assert Stage.objects.get(pk=stage.pk).is_open


def test_an_absence_that_is_signed_off_lets_the_stage_close(stage, host):
    seat = stage.conversation.call.seats.get(title="Cyclist")

    sign_off_absence(stage=stage, seat=seat, by=host, reason="On strike.")

    assert close_stage(stage=stage, by=host) is True
    assert [row.absence.reason for row in seats_to_hear(stage)] == ["On strike."]


def test_of_two_reasons_for_one_absence_the_first_stands(stage, host):
    seat = stage.conversation.call.seats.get(title="Cyclist")

    for reason in ("First.", "Second."):
        sign_off_absence(stage=stage, seat=seat, by=host, reason=reason)

    assert Absence.objects.get().reason == "First."


def test_a_conversation_without_seats_waits_for_nobody(host, conversation, stage):
    conversation.call.seats.all().delete()

    assert close_stage(stage=stage, by=host) is True


def test_a_stage_stays_open_its_minimum_days_and_says_from_when(stage, host, cyclist):
    says(cyclist)
    Stage.objects.filter(pk=stage.pk).update(opened_at=timezone.now(), minimum_days=3)
    first = timezone.localdate() + dt.timedelta(days=3)

    with pytest.raises(RefusalError, match=f"from {first.day} {first:%B %Y}"):
        close_stage(stage=stage, by=host)


def test_closing_twice_closes_once(stage, host, cyclist):
    says(cyclist)

    assert [close_stage(stage=stage, by=host) for _ in range(2)] == [True, False]
    assert StageOpening.objects.filter(closed_at__isnull=False).count() == 1


def test_stages_open_in_their_order_and_one_at_a_time(conversation, host, stage):
    later = StageFactory(conversation=conversation, kind="weigh", opened_at=None)

    with pytest.raises(RefusalError, match="one after the other"):
        open_stage(stage=later, by=host)

    assert next_stage(conversation) is None


def test_opening_tells_everybody_once(conversation, host, cyclist):
    stage = StageFactory(conversation=conversation, opened_at=None)

    assert [open_stage(stage=stage, by=host) for _ in range(2)] == [True, False]
    told = Message.objects.filter(purpose="stage_opened").values_list("person", flat=True)
    assert set(told) == {host.pk, cyclist.person.pk}


def test_a_member_opens_no_stage(conversation, cyclist):
    stage = StageFactory(conversation=conversation, opened_at=None)

    with pytest.raises(RefusalError, match="Only hosts and facilitators"):
        open_stage(stage=stage, by=cyclist.person)

    assert not Stage.objects.get(pk=stage.pk).is_open


def test_nothing_opens_in_a_conversation_that_is_over(conversation, host):
    stage = StageFactory(conversation=conversation, opened_at=None)
    Conversation.objects.update(state="closed")

    with pytest.raises(RefusalError, match="not open"):
        open_stage(stage=stage, by=host)
