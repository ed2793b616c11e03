"""Members propose to go back to a stage or to put the question differently."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from publius.web.conversations.actions.joining import leave, remove_participant
from publius.web.conversations.actions.motions import (
    answer_check,
    decide_motion,
    raise_motion,
    support_motion,
)
from publius.web.conversations.models import (
    CheckAnswer,
    Motion,
    MotionSupport,
    Part,
    QuestionVersion,
    Stage,
)
from publius.web.conversations.queries.motions import Backing, backing_of, counted_views
from publius.web.conversations.refusals import RefusalError
from publius.web.notify.models import Message
from tests.factories import ConversationFactory, ParticipantFactory, StageFactory

pytestmark = pytest.mark.django_db
NEW = "Which streets first, and what goes there instead?"


@pytest.fixture
def conversation():
    return ConversationFactory()


@pytest.fixture
def host(conversation):
    return ParticipantFactory(conversation=conversation, part=Part.HOST)


def members(conversation, number):
    return [ParticipantFactory(conversation=conversation) for _ in range(number)]


def moved(member, key=None, **facts) -> Motion:
    facts = {"kind": "reframe", "question": NEW, "why": "We ask the wrong thing.", **facts}
    return raise_motion(member=member, key=key or uuid.uuid4(), **facts)


def over(motion) -> Motion:
    """The check is over since yesterday."""
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Motion.objects.filter(pk=motion.pk).update(state="checking", checked_until=yesterday)
    return Motion.objects.get(pk=motion.pk)


@pytest.mark.parametrize(
    ("supporters", "people", "enough"),
    [(1, 3, True), (1, 4, False), (2, 6, True), (2, 7, False), (3, 7, True), (1, 1, True),
     (0, 1, False), (0, 0, False)],
)  # fmt: skip
def test_one_third_of_the_members_is_enough(supporters, people, enough):
    assert Backing(supporters, people).is_enough is enough


def test_the_second_of_six_members_opens_the_check_and_everybody_is_told(conversation, host):
    first, second, *_others = members(conversation, 6)
    motion = moved(first)
    assert motion.state == "gathering"

    support_motion(motion=motion, member=second)

    motion.refresh_from_db()
    assert motion.state == "checking"
    assert motion.checked_until == timezone.localdate() + dt.timedelta(days=7)
    assert Message.objects.filter(purpose="motion_checked").count() == 7


def test_supporting_twice_counts_once(conversation):
    first, second, *_others = members(conversation, 7)
    motion = moved(first)

    assert [support_motion(motion=motion, member=second) for _ in range(2)] == [True, False]
    assert MotionSupport.objects.filter(participant=second).count() == 1


def test_members_who_were_removed_count_on_neither_side(conversation, host):
    first, second, *_others = members(conversation, 7)
    motion = moved(first)
    support_motion(motion=motion, member=second)

    remove_participant(participant=second, by=host.person, reason="Threats.")

    assert backing_of(motion) == Backing(1, 6)


def test_when_members_leave_a_third_may_be_reached(conversation):
    first, *others = members(conversation, 4)
    motion = moved(first)
    assert motion.state == "gathering"

    leave(participant=others[0])

    motion.refresh_from_db()
    assert motion.state == "checking"


def test_hosts_and_strangers_support_nothing(conversation, host):
    motion = moved(members(conversation, 4)[0])

    for other in (host, ParticipantFactory()):
        with pytest.raises(RefusalError):
            support_motion(motion=motion, member=other)

    assert MotionSupport.objects.count() == 1


def test_a_motion_sent_twice_is_raised_once(conversation):
    first, *_others = members(conversation, 4)
    key = uuid.uuid4()

    assert moved(first, key) == moved(first, key)


def test_a_stage_that_is_not_closed_cannot_be_reopened(conversation):
    stage = StageFactory(conversation=conversation)
    member = members(conversation, 4)[0]

    with pytest.raises(RefusalError, match="Only a stage that is closed"):
        moved(member, kind="reopen", stage=stage, question="")

    assert not Motion.objects.exists()


def test_the_same_question_is_no_motion(conversation):
    with pytest.raises(RefusalError, match="how the question is put now"):
        moved(members(conversation, 4)[0], question=conversation.question)


def test_a_view_can_be_changed_until_the_check_is_over(conversation):
    member = members(conversation, 1)[0]
    motion = moved(member)

    for view in ("good", "concerned"):
        answer_check(motion=motion, participant=member, view=view, why="")

    assert counted_views(motion) == [("Looks good", 0), ("Not sure", 0), ("Concerned", 1)]
    with pytest.raises(RefusalError, match="is over"):
        answer_check(motion=over(motion), participant=member, view="good", why="")
    assert CheckAnswer.objects.get().view == "concerned"


def test_nobody_decides_while_people_can_still_say_something(conversation, host):
    motion = moved(members(conversation, 1)[0])

    with pytest.raises(RefusalError, match="Decide after that"):
        decide_motion(motion=motion, by=host.person, accept=True, reason="Good.")

    conversation.refresh_from_db()
    assert conversation.question != NEW


def test_a_facilitator_decides_no_motion(conversation):
    facilitator = ParticipantFactory(conversation=conversation, part=Part.FACILITATOR)
    motion = over(moved(members(conversation, 1)[0]))

    with pytest.raises(RefusalError, match="Only hosts decide"):
        decide_motion(motion=motion, by=facilitator.person, accept=True, reason="Good.")


def test_reframing_changes_the_question_and_keeps_both_ways_to_put_it(conversation, host):
    old = conversation.question
    QuestionVersion.objects.create(
        conversation=conversation, number=1, question=old, put_at=timezone.now()
    )
    motion = over(moved(members(conversation, 1)[0]))

    decide_motion(motion=motion, by=host.person, accept=True, reason="It is what we need.")

    conversation.refresh_from_db()
    assert conversation.question == NEW
    assert list(conversation.questions.values_list("question", flat=True)) == [old, NEW]


def test_a_motion_is_decided_once(conversation, host):
    motion = over(moved(members(conversation, 1)[0]))

    decided = [
        decide_motion(motion=motion, by=host.person, accept=accept, reason="So.")
        for accept in (False, True)
    ]

    motion.refresh_from_db()
    assert (decided, motion.state) == ([True, False], "declined")


def test_reopening_sets_the_open_stage_aside_until_its_turn_comes_again(conversation, host):
    closed = StageFactory(conversation=conversation, kind="understand", closed_at=timezone.now())
    open_now = StageFactory(conversation=conversation, kind="explore")
    member = members(conversation, 1)[0]
    motion = over(moved(member, kind="reopen", stage=closed, question=""))

    decide_motion(motion=motion, by=host.person, accept=True, reason="We know more now.")

    stages = {stage.kind: stage for stage in Stage.objects.all()}
    assert stages["understand"].is_open
    assert (stages["explore"].is_open, stages["explore"].opened_at) == (False, None)
    assert open_now.pk == stages["explore"].pk
