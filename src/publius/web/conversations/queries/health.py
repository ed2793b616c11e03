"""The health check: who is asked, what both sides of the room say, where they differ."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import (
    Condition,
    Conversation,
    ConversationState,
    HealthAnswer,
    HealthRound,
    Part,
    Participant,
)
from .packs import FEW

GAP = 1.0  # points between the sides that are worth a sentence


def open_round(conversation: Conversation) -> HealthRound | None:
    """The round in which people can answer today."""
    today = timezone.localdate()
    rows = HealthRound.objects.filter(conversation=conversation, answers_until__gte=today)
    return rows.order_by("number").last()


def finished_rounds(conversation: Conversation) -> list[HealthRound]:
    """Rounds that are over, the newest first: their results can be read."""
    today = timezone.localdate()
    rows = HealthRound.objects.filter(conversation=conversation, answers_until__lt=today)
    return list(rows.order_by("-number"))


def answers_of(participant: Participant, asked: HealthRound) -> dict[str, HealthAnswer]:
    """By condition: what this person has said in the round."""
    rows = HealthAnswer.objects.filter(round=asked, participant=participant)
    return {row.condition: row for row in rows}


def half_way(today: dt.date) -> list[Conversation]:
    """Going on, never asked, and half of the planned time is over."""
    going = Conversation.objects.filter(
        state=ConversationState.OPEN, health_rounds__isnull=True
    ).annotate(begins=Min("stages__opens_on"), ends=Max("stages__closes_on"))
    planned = going.filter(begins__lte=today, ends__isnull=False)
    return [row for row in planned if today - row.begins >= (row.ends - row.begins) / 2]


@dataclass(frozen=True)
class Side:
    """One side of the room in a round: how many answered, and the means where enough did."""

    title: str
    people: int
    means: dict[str, float]
    words: dict[str, list[str]]

    @property
    def is_shown(self) -> bool:
        return self.people >= FEW


@dataclass(frozen=True)
class ConditionLine:
    """One condition, side by side."""

    condition: Condition
    members: float | None
    team: float | None
    words: list[str]

    @property
    def gap(self) -> str:
        """A sentence where the sides see it differently; otherwise empty."""
        if self.members is None or self.team is None or abs(self.members - self.team) < GAP:
            return ""
        facts = {"members": self.members, "team": self.team, "condition": self.condition.label}
        if self.members < self.team:
            return _(
                "“%(condition)s” Members say %(members).1f, those who run this say %(team).1f: "
                "it looks better to those who run it than to those it is for."
            ) % facts  # fmt: skip
        return _(
            "“%(condition)s” Members say %(members).1f, those who run this say %(team).1f: "
            "members find it better than those who run it."
        ) % facts  # fmt: skip


@dataclass(frozen=True)
class HealthResult:
    """A finished round: two sides of the room, and the seven conditions side by side."""

    asked: HealthRound
    members: Side
    team: Side
    lines: Sequence[ConditionLine]

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.members, self.team

    @property
    def is_told(self) -> bool:
        return any(side.is_shown for side in self.sides)

    @property
    def is_comparable(self) -> bool:
        return self.members.is_shown and self.team.is_shown

    @property
    def gaps(self) -> list[str]:
        return [line.gap for line in self.lines if line.gap]


def result_of(asked: HealthRound) -> HealthResult:
    """Sides of fewer than five people are not shown.

    Hosts, facilitators and moderators are one side: separate figures beside their sum would give
    the smallest of them away.
    """
    is_team = Q(participant__part__in=[Part.HOST, Part.FACILITATOR, Part.MODERATOR])
    members = _side(asked, _("Members"), Q(participant__part=Part.MEMBER))
    team = _side(asked, _("Hosts, facilitators and moderators"), is_team)
    lines = [
        ConditionLine(
            condition,
            members.means.get(condition),
            team.means.get(condition),
            [*members.words.get(condition, ()), *team.words.get(condition, ())],
        )
        for condition in Condition
    ]
    return HealthResult(asked, members, team, lines)


def _side(asked: HealthRound, title: str, who: Q) -> Side:
    kept = HealthAnswer.objects.filter(who, round=asked, participant__removed_by__isnull=True)
    rows = list(kept.values_list("participant", "condition", "score", "words"))
    people = len({participant for participant, *_rest in rows})
    if people < FEW:
        return Side(title, people, {}, {})
    scores: dict[str, list[int]] = {}
    words: dict[str, list[str]] = {}
    for _participant, condition, score, said in rows:
        scores.setdefault(condition, []).append(score)
        if said:
            words.setdefault(condition, []).append(said)
    means = {key: sum(given) / len(given) for key, given in scores.items() if len(given) >= FEW}
    return Side(title, people, means, {key: sorted(said) for key, said in words.items()})
