"""Stages, joining and motions of a conversation, when many do the same in the same moment."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from publius.web.conversations.actions.joining import join
from publius.web.conversations.actions.motions import decide_motion, raise_motion, support_motion
from publius.web.conversations.actions.stages import begin_stage, close_stage, open_stage
from publius.web.conversations.models import (
    Joining,
    Motion,
    MotionSupport,
    Part,
    Participant,
    Stage,
    StageOpening,
)
from publius.web.conversations.refusals import RefusalError
from publius.web.notify.models import Message
from tests.factories import ConversationFactory, ParticipantFactory, PersonFactory, StageFactory
from tests.postgres.burst import all_at_once, raised

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8
KINDS = ("understand", "explore", "weigh", "decide", "report")


@pytest.fixture
def conversation():
    return ConversationFactory(joining=Joining.ANYBODY)


@pytest.fixture
def hosts(conversation):
    hosts = [ParticipantFactory(conversation=conversation, part=Part.HOST) for _ in range(MANY)]
    return [host.person for host in hosts]


def open_all(conversation, hosts) -> list[object]:
    """Every stage is begun in the same moment, past the check of their order."""
    stages = [StageFactory(conversation=conversation, kind=k, opened_at=None) for k in KINDS]
    pairs = list(zip(stages, hosts, strict=False))
    return all_at_once([lambda s=s, h=h: begin_stage(stage=s, by=h) for s, h in pairs])


def open_stages(conversation) -> int:
    return Stage.objects.filter(
        conversation=conversation, opened_at__isnull=False, closed_at__isnull=True
    ).count()


def test_of_five_stages_opened_at_once_one_is_open(conversation, hosts):
    results = open_all(conversation, hosts)

    assert raised(results) == ["RefusalError"] * 4
    assert (open_stages(conversation), StageOpening.objects.count()) == (1, 1)


def test_without_the_constraint_several_would_be_open(conversation, hosts):
    """The control: the same burst shows the race where the database does not stop it."""
    constraint = next(c for c in Stage._meta.constraints if c.name == "one_open_stage")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Stage, constraint)
    try:
        open_all(conversation, hosts)
        assert open_stages(conversation) > 1
    finally:
        Stage.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(Stage, constraint)


def test_eight_hosts_open_one_stage_once_and_each_person_is_told_once(conversation, hosts):
    stage = StageFactory(conversation=conversation, opened_at=None)

    results = all_at_once([lambda h=h: open_stage(stage=fresh(stage), by=h) for h in hosts])

    assert raised(results) == []
    assert results.count(True) == StageOpening.objects.count() == 1
    assert Message.objects.filter(purpose="stage_opened").count() == MANY


def fresh(stage) -> Stage:
    """A row of one's own: each of the hosts has another page open."""
    return Stage.objects.get(pk=stage.pk)


def test_eight_hosts_close_one_stage_once(conversation, hosts):
    stage = StageFactory(conversation=conversation, minimum_days=0)
    StageOpening.objects.create(stage=stage, opened_at=stage.opened_at)

    results = all_at_once([lambda h=h: close_stage(stage=fresh(stage), by=h) for h in hosts])

    assert raised(results) == []
    assert results.count(True) == 1


def test_joining_twice_at_once_is_joining_once(conversation):
    person = PersonFactory()

    results = all_at_once(
        [lambda: join(conversation=conversation, person=person, seat=None) for _ in range(MANY)]
    )

    assert raised(results) == []
    assert {each.pk for each in results} == {Participant.objects.get(person=person).pk}


def test_many_join_at_once_each_under_a_name_of_their_own(conversation):
    people = [PersonFactory() for _ in range(MANY)]

    results = all_at_once(
        [lambda p=p: join(conversation=conversation, person=p, seat=None) for p in people]
    )

    assert raised(results) == []
    assert len(set(Participant.objects.values_list("pseudonym", flat=True))) == MANY


def test_many_support_at_once_each_once_and_everybody_is_asked_once(conversation):
    first, *others = [ParticipantFactory(conversation=conversation) for _ in range(9)]
    motion = raise_motion(
        member=first, key=uuid.uuid4(), kind="reframe", why="So.", question="Which streets?"
    )

    def support(member):
        try:
            return support_motion(motion=Motion.objects.get(pk=motion.pk), member=member)
        except RefusalError:
            return False  # everybody is asked already

    results = all_at_once([lambda m=m: support(m) for m in [*others[:4], *others[:4]]])

    motion.refresh_from_db()
    assert raised(results) == []
    assert (motion.state, MotionSupport.objects.count()) == ("checking", 3)
    assert Message.objects.filter(purpose="motion_checked").count() == 9


def test_a_motion_is_decided_by_one_host(conversation, hosts):
    member = ParticipantFactory(conversation=conversation)
    motion = raise_motion(
        member=member, key=uuid.uuid4(), kind="reframe", why="So.", question="Which streets?"
    )
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Motion.objects.filter(pk=motion.pk).update(checked_until=yesterday)

    results = all_at_once(
        [
            lambda h=h: decide_motion(
                motion=Motion.objects.get(pk=motion.pk), by=h, accept=True, reason="Yes."
            )
            for h in hosts
        ]
    )

    assert raised(results) == []
    assert results.count(True) == conversation.questions.count() == 1
