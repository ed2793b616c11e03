"""A map as a reader may see it: sentences and tables, small counts left out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publius import opinion
from publius.opinion.report.sections import DIVIDES, MANY_PASS
from publius.ui.wording import percent

from ..models import Conversation, MapVersion, Origin, Participant, Statement, Vote
from .counts import FEWEST, Counts, may_see_all_figures
from .maps import found_of

MOST_LISTED = 10  # statements per list


@dataclass(frozen=True)
class Line:
    """One statement and how it was answered, altogether and by group."""

    statement: Statement
    everybody: Counts
    by_group: Mapping[str, Counts]  # only groups of five people or more
    result: Mapping[str, Any]
    has_small_groups: bool  # beside those in `by_group`

    @property
    def rest(self) -> int:
        """How many voted on it who are in no group that is shown."""
        return self.everybody.people - sum(each.people for each in self.by_group.values())

    @property
    def is_told(self) -> bool:
        """Told, unless the figures would give away what a few people of one group said."""
        parts = [each.people for each in self.by_group.values()]
        if self.has_small_groups:
            parts.append(self.rest)
        return self.everybody.is_told and not any(_is_few(people) for people in parts)

    @property
    def total(self) -> Counts:
        """Everybody's answers; nobody's where a few could be worked out of it."""
        return Counts(0, 0, 0) if self.by_group and _is_few(self.rest) else self.everybody

    @property
    def is_rejected(self) -> bool:
        """Whether more people disagree than agree: common ground may be a shared no."""
        return self.everybody.disagree > self.everybody.agree

    @cached_property
    def spread(self) -> float:
        """The largest difference between groups that were heard."""
        shares = [counts.agree_share for counts in self.by_group.values() if counts.is_told]
        return max(shares) - min(shares) if len(shares) > 1 else 0.0


@dataclass(frozen=True)
class GroupPart:
    """People who vote alike: how many, how much they vote, what sets them apart."""

    label: str
    size: int
    median_votes: float
    x: float
    y: float
    sets_apart: tuple[tuple[Line, str], ...]  # with the sentence of their answer


class MapPage:
    """One kept map for one reader; statements the reader has still to vote on stay hidden."""

    def __init__(self, version: MapVersion, hidden: Collection[int]) -> None:
        self.version = version
        self._shown = version.shown
        self._hidden = hidden

    @property
    def title(self) -> str:
        return ngettext("%(n)s group of opinion", "%(n)s groups of opinion", len(self.groups)) % {
            "n": len(self.groups)
        }

    @cached_property
    def told_groups(self) -> list[Mapping[str, Any]]:
        return [group for group in self._shown["groups"] if group["size"] >= FEWEST]

    @property
    def small_groups(self) -> int:
        """How many groups are too small to be told."""
        return len(self._shown["groups"]) - len(self.told_groups)

    @cached_property
    def has_groups(self) -> bool:
        return self.version.confidence != "no clear groups" and len(self._shown["groups"]) > 1

    @cached_property
    def _numbers(self) -> set[int]:
        return {row["number"] for row in self._shown["statements"] if row["status"] == "shown"}

    @cached_property
    def lines(self) -> dict[int, Line]:
        """What this reader may see, by number."""
        rows = {row["number"]: row for row in self._shown["statements"]}
        labels = [group["label"] for group in self.told_groups] if self.has_groups else []
        return {
            each.number: _line(each, rows[each.number], labels, self.small_groups > 0)
            for each in self._statements
            if each.number not in self._hidden
        }

    @property
    def hidden(self) -> int:
        """How many statements this reader does not see yet."""
        return len(self._numbers & set(self._hidden))

    @cached_property
    def groups(self) -> list[GroupPart]:
        return [self._group(group) for group in self.told_groups] if self.has_groups else []

    def _group(self, group: Mapping[str, Any]) -> GroupPart:
        found = self._shown["representative"].get(group["label"], [])
        known = [(self.lines[each["number"]], each["side"]) for each in found if self._sees(each)]
        apart = tuple((line, _answer(line, group["label"], side)) for line, side in known)
        facts = {name: group[name] for name in ("label", "size", "median_votes", "x", "y")}
        return GroupPart(**facts, sets_apart=apart)

    def _sees(self, found: Mapping[str, Any]) -> bool:
        return found["number"] in self.lines and self.lines[found["number"]].is_told

    @cached_property
    def common_ground(self) -> list[Line]:
        """What every group agrees with, the surest first."""
        held = [line for line in self._held if not line.is_rejected]
        return sorted(held, key=lambda line: -line.result["consensus_lower"])[:MOST_LISTED]

    @cached_property
    def common_refusal(self) -> list[Line]:
        """What every group rejects, the most rejected first."""
        held = [line for line in self._held if line.is_rejected]
        return sorted(held, key=lambda line: -line.everybody.disagree_share)[:MOST_LISTED]

    @property
    def _held(self) -> list[Line]:
        return [line for line in self._heard if line.result["is_common_ground"]]

    @cached_property
    def bridging(self) -> list[Line]:
        """What agreement is left once viewpoints are taken out: for maps without clear groups."""
        known = [line for line in self._heard if line.result["bridging"] is not None]
        return sorted(known, key=lambda line: -line.result["bridging"])[:MOST_LISTED]

    @cached_property
    def divides(self) -> list[Line]:
        apart = [line for line in self._heard if line.spread >= DIVIDES]
        return sorted(apart, key=lambda line: -line.spread)[:MOST_LISTED]

    @cached_property
    def somewhere(self) -> list[tuple[Line, str]]:
        """What one small group agrees with and the others do not."""
        told = {group["label"] for group in self.told_groups}
        return [
            (self.lines[each["number"]], _answer(self.lines[each["number"]], each["group"], 1))
            for each in self._shown["works_somewhere"]
            if self._sees(each) and each["group"] in told
        ]

    @cached_property
    def uncertain(self) -> list[Line]:
        unsure = [line for line in self.told if line.everybody.unsure_share >= MANY_PASS]
        return sorted(unsure, key=lambda line: -line.everybody.unsure_share)[:MOST_LISTED]

    @cached_property
    def sentences(self) -> list[str]:
        """What the map rests on and how sure it is, in the words of the library."""
        listed = [
            opinion.Statement(each.number, seed=each.origin == Origin.SEED)
            for each in self._statements
        ]
        parts = opinion.report(found_of(self.version), listed).sections[:2]
        return [sentence for part in parts for sentence in part.sentences]

    @cached_property
    def seed_share(self) -> str:
        """How many of the statements came from those who run the conversation."""
        seeds = sum(each.origin == Origin.SEED for each in self._statements)
        return percent(seeds / len(self._statements)) if self._statements else "0%"

    @cached_property
    def _statements(self) -> list[Statement]:
        return list(
            Statement.objects.filter(
                conversation=self.version.conversation_id, number__in=self._numbers
            )
        )

    @property
    def ungrouped(self) -> int:
        """How many have voted too little; nothing of fewer than five people."""
        people: int = self._shown["ungrouped"]
        return people if people >= FEWEST else 0

    def table(self, lines: Collection[Line], *, side: int = 1) -> tuple[list[str], list[list[str]]]:
        """Headers and rows: each statement with the shares on this side, by group."""
        labels = [group.label for group in self.groups]
        headers = [_("Statement"), *(_("Group %(label)s") % {"label": each} for each in labels)]
        rows = [
            [f"{line.statement.number}. {line.statement.text}"]
            + [_share_words(line.by_group[label], side) for label in labels]
            + [_share_words(line.total, side) if line.total.people else _("not told")]
            for line in lines
        ]
        return [*headers, _("Everybody")], rows

    @property
    def common_ground_table(self) -> tuple[list[str], list[list[str]]]:
        return self.table(self.common_ground)

    @property
    def common_refusal_table(self) -> tuple[list[str], list[list[str]]]:
        return self.table(self.common_refusal, side=-1)

    @property
    def bridging_table(self) -> tuple[list[str], list[list[str]]]:
        return self.table(self.bridging)

    @property
    def divides_table(self) -> tuple[list[str], list[list[str]]]:
        return self.table(self.divides)

    @property
    def told(self) -> list[Line]:
        return [line for line in self.lines.values() if line.is_told]

    @property
    def _heard(self) -> list[Line]:
        return [line for line in self.told if line.result["is_heard"]]


def page_for(
    version: MapVersion,
    conversation: Conversation,
    participant: Participant | None,
    *,
    runs_it: bool,
) -> MapPage:
    """The map without what this reader could still vote on."""
    return MapPage(version, hidden_from(conversation, participant, runs_it=runs_it))


def hidden_from(
    conversation: Conversation, participant: Participant | None, *, runs_it: bool
) -> set[int]:
    """Numbers of the statements whose figures wait for the reader's own vote."""
    if runs_it or may_see_all_figures(participant, conversation):
        return set()
    voted = Vote.objects.filter(participant=participant).values("statement")
    rows = Statement.objects.votable().filter(conversation=conversation).exclude(pk__in=voted)
    return set(rows.values_list("number", flat=True))


def _is_few(people: int) -> bool:
    return 0 < people < FEWEST


def _line(
    statement: Statement, row: Mapping[str, Any], labels: Collection[str], has_small_groups: bool
) -> Line:
    groups = {label: _counts(row["by_group"][label]) for label in labels}
    return Line(statement, _counts(row), groups, row, has_small_groups and bool(groups))


def _counts(row: Mapping[str, Any]) -> Counts:
    return Counts(agree=row["agrees"], disagree=row["disagrees"], unsure=row["passes"])


def _share_words(counts: Counts, side: int) -> str:
    if not counts.is_told:
        return _("fewer than %(few)d voted") % {"few": FEWEST}
    share = counts.agree_share if side > 0 else counts.disagree_share
    return _("%(share)d%% of %(people)d") % {"share": round(100 * share), "people": counts.people}


def _answer(line: Line, label: str, side: int) -> str:
    """How one group answered, in a sentence; nothing of fewer than five people."""
    counts = line.by_group.get(label)
    if counts is None or not counts.is_told:
        return _("Fewer than %(few)d of this group voted on it.") % {"few": FEWEST}
    share = counts.agree_share if side > 0 else counts.disagree_share
    sentence = (
        _("%(share)d%% of the %(people)d in this group who voted on it agree.")
        if side > 0
        else _("%(share)d%% of the %(people)d in this group who voted on it disagree.")
    )
    return sentence % {"share": round(100 * share), "people": counts.people}
