"""The health check: everybody is asked half-way, both sides stand side by side."""

import datetime as dt

import pytest
from django.utils import timezone

from publius.web.conversations.actions.health import answer_health_check, ask_how_it_goes
from publius.web.conversations.actions.stages import begin_stage
from publius.web.conversations.models import (
    Condition,
    HealthAnswer,
    HealthRound,
    Part,
    Participant,
    Stage,
)
from publius.web.conversations.queries.health import finished_rounds, result_of
from publius.web.conversations.refusals import RefusalError
from publius.web.conversations.tasks import ask_half_way, remind_of_plans
from publius.web.notify.models import Message
from tests.factories import ConversationFactory, ParticipantFactory, StageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    return ConversationFactory()


@pytest.fixture
def asked(conversation):
    return ask_how_it_goes(conversation=conversation)


def answer(asked, scores, part=Part.MEMBER, words=""):
    people = [ParticipantFactory(conversation=asked.conversation, part=part) for _ in scores]
    for person, score in zip(people, scores, strict=True):
        said = {"trust": {"score": score, "words": words}}
        answer_health_check(participant=person, asked=asked, answers=said)
    return people


def trust(asked):
    lines = {line.condition: line for line in result_of(asked).lines}
    return lines[Condition.TRUST]


def test_everybody_is_asked_once(conversation):
    for part in (Part.MEMBER, Part.HOST, Part.MODERATOR):
        ParticipantFactory(conversation=conversation, part=part)

    rounds = [ask_how_it_goes(conversation=conversation) for _ in range(2)]

    assert [each is not None for each in rounds] == [True, False]
    assert Message.objects.filter(purpose="health_asked").count() == 3


def test_it_is_asked_when_weigh_opens(conversation):
    stage = StageFactory(conversation=conversation, kind="weigh", opened_at=None)

    begin_stage(stage=stage, by=ParticipantFactory(conversation=conversation).person)

    assert HealthRound.objects.filter(conversation=conversation).count() == 1


@pytest.mark.parametrize(("begun", "left", "asked"), [(9, 11, 0), (10, 10, 1)])
def test_it_is_asked_when_half_of_the_planned_time_is_over(conversation, begun, left, asked):
    today = timezone.localdate()
    StageFactory(
        conversation=conversation,
        opens_on=today - dt.timedelta(days=begun),
        closes_on=today + dt.timedelta(days=left),
    )

    assert (ask_half_way(), ask_half_way()) == (asked, 0)


def test_the_last_answer_stands(asked):
    person = answer(asked, [2])[0]

    said = {"trust": {"score": 5, "words": "Better now."}}
    answer_health_check(participant=person, asked=asked, answers=said)

    kept = HealthAnswer.objects.get()
    assert (kept.score, kept.words) == (5, "Better now.")


def test_after_its_last_day_nothing_is_kept(asked):
    person = answer(asked, [2])[0]
    HealthRound.objects.update(answers_until=timezone.localdate() - dt.timedelta(days=1))

    said = {"trust": {"score": 5, "words": ""}}
    with pytest.raises(RefusalError, match="is over"):
        answer_health_check(participant=person, asked=asked, answers=said)

    assert HealthAnswer.objects.get().score == 2


def test_nothing_is_shown_before_it_is_over(asked):
    answer(asked, [5] * 6)

    assert finished_rounds(asked.conversation) == []


def test_a_side_of_fewer_than_five_is_not_shown(asked):
    answer(asked, [5, 5, 5, 5, 1])
    answer(asked, [2, 2, 2, 2], part=Part.HOST, words="tellingwords")

    assert (trust(asked).members, trust(asked).team) == (4.2, None)
    assert trust(asked).words == []


@pytest.mark.parametrize(("answers", "told"), [(4, False), (5, True)])
def test_there_is_a_table_once_there_are_figures(asked, answers, told):
    answer(asked, [3] * answers)

    assert result_of(asked).is_told is told


def test_hosts_facilitators_and_moderators_are_one_side(asked):
    for part in (Part.HOST, Part.FACILITATOR, Part.MODERATOR):
        answer(asked, [4, 4], part=part)

    assert trust(asked).team == 4.0


def test_where_the_sides_differ_by_a_point_a_sentence_says_so(asked):
    answer(asked, [2] * 5)
    answer(asked, [4] * 5, part=Part.FACILITATOR)

    (gap,) = result_of(asked).gaps
    assert gap == (
        "“I can trust the people who run this, and the others here.” Members say 2.0, those who "
        "run this say 4.0: it looks better to those who run it than to those it is for."
    )


def test_whoever_was_removed_is_not_counted(asked):
    people = answer(asked, [4] * 5)
    Participant.objects.filter(pk=people[0].pk).update(
        left_at=timezone.now(), removed_by=people[1].person
    )

    assert trust(asked).members is None


def test_those_who_run_it_are_reminded_once_on_a_planned_day(conversation):
    host = ParticipantFactory(conversation=conversation, part=Part.HOST)
    ParticipantFactory(conversation=conversation)
    stage = StageFactory(conversation=conversation, opened_at=None, opens_on=timezone.localdate())

    assert (remind_of_plans(), remind_of_plans()) == (1, 0)
    assert [m.person for m in Message.objects.filter(purpose="stage_reminder")] == [host.person]
    assert not Stage.objects.get(pk=stage.pk).is_open
