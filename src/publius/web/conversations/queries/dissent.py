"""The strongest disagreement with an outcome, group by group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from publius.opinion.statistics import share_between

from ..models import Outcome, QuotedDissent, Reply, ReplyKind, Statement, Use
from .counts import FEWEST, Counts
from .figures import GroupFigures, group_figures

OFFERED = 5  # disagreements proposed per group
IN_ADDRESS = "everybody"  # stands in an address for the group that has no letter


@dataclass(frozen=True)
class Disagreement:
    """How many of a group see one statement otherwise than the outcome does."""

    statement: Statement
    group: str
    voted: int
    against: int
    use: str  # what the outcome makes of the statement
    is_used: bool  # by the outcome; if not, it is only what the group rejects most
    is_told: bool  # enough of every group voted, so that nobody's answer can be worked out

    @cached_property
    def at_least(self) -> float:
        """The share that surely disagrees (5 % point): cautious where few voted."""
        return float(share_between(self.against, self.voted)[0])

    @property
    def told(self) -> dict[str, int]:
        """The figures as they may be kept beside an outcome: nothing where they give away."""
        shown = (self.voted, self.against) if self.is_told else (0, 0)
        return dict(zip(("voted", "against"), shown, strict=True))

    @property
    def figures(self) -> str:
        return figures_of(**self.told, use=self.use)

    @property
    def group_in_address(self) -> str:
        return self.group or IN_ADDRESS


@dataclass(frozen=True)
class GroupDissent:
    """One group and what it holds against an outcome, the strongest first."""

    group: str
    people: int
    heard: int  # how many of it voted on what the outcome uses, on the statement most voted on
    proposed: tuple[Disagreement, ...]
    quoted: tuple[QuotedDissent, ...]

    @property
    def missing(self) -> Disagreement | None:
        """What has to be quoted and answered before the outcome can be published."""
        if not self.proposed:
            return None
        strongest = self.proposed[0]
        is_there = any(each.statement_id == strongest.statement.pk for each in self.quoted)
        return None if is_there else strongest

    @property
    def name(self) -> str:
        return name_of_group(self.group)

    @property
    def quoted_keys(self) -> set[int]:
        return {each.statement_id for each in self.quoted}

    @property
    def nothing_held(self) -> str:
        """What the figures say where there is no disagreement to quote."""
        if self.heard == 0:
            return _("Nobody of them voted on what this outcome uses, or rejects anything else.")
        if self.heard < FEWEST:
            return _("Fewer than %(few)d of them voted on it, and nobody disagrees.") % {
                "few": FEWEST
            }
        return _(
            "Up to %(heard)d of them voted on what this outcome uses, and nobody disagrees."
        ) % {"heard": self.heard}


def name_of_group(group: str) -> str:
    return _("Group %(letter)s") % {"letter": group} if group else _("Everybody")


def figures_of(*, voted: int, against: int, use: str) -> str:
    """A sentence; below five voters it would tell what single people said."""
    if voted < FEWEST:
        return _("Too few people voted on it, here or in another group, to give figures.")
    sentence = (
        _("%(against)d of the %(voted)d who voted on it agree with it (%(share)d%%).")
        if use == Use.AGAINST
        else _("%(against)d of the %(voted)d who voted on it disagree with it (%(share)d%%).")
    )
    return sentence % {
        "against": against,
        "voted": voted,
        "share": round(100 * against / voted),
    }


def dissent_of(outcome: Outcome) -> list[GroupDissent]:
    """Group by group, or everybody together where the groups are not clear."""
    uses = dict(outcome.used.values_list("statement", "use"))
    rows = Statement.objects.votable().filter(conversation=outcome.conversation_id, is_meta=False)
    statements = {row.pk: row for row in rows.select_related("author__seat")}
    quoted = list(outcome.dissents.filter(reply=None).select_related("statement", "answered_by"))
    groups = group_figures(outcome.conversation)
    asked = _Asked(statements, uses, _hardly_voted_on(groups))
    return [_group_dissent(figures, asked, quoted) for figures in groups]


@dataclass(frozen=True)
class _Asked:
    """What the groups were asked, and what an outcome makes of it."""

    statements: Mapping[int, Statement]
    uses: Mapping[int, str]
    kept_back: set[int]  # keys of statements whose figures are not told


def _hardly_voted_on(groups: Iterable[GroupFigures]) -> set[int]:
    """Where one group has one to four voters: its answers are what the others leave over."""
    return {
        key
        for figures in groups
        for key, counts in figures.counts.items()
        if 0 < counts.people < FEWEST
    }


def _group_dissent(
    figures: GroupFigures, asked: _Asked, quoted: Iterable[QuotedDissent]
) -> GroupDissent:
    found = [
        _disagreement(key, figures.group, counts, asked)
        for key, counts in figures.counts.items()
        if key in asked.statements
    ]
    used = [each for each in found if each.is_used]
    heard = max((each.voted for each in used), default=0)
    proposed = _strongest_first(used)
    # Where a group was not heard on what is used, what it rejects most stands for it.
    if not proposed and heard < min(FEWEST, figures.people):
        proposed = _strongest_first(found)
    return GroupDissent(
        group=figures.group,
        people=figures.people,
        heard=heard,
        proposed=tuple(proposed[:OFFERED]),
        quoted=tuple(each for each in quoted if each.group == figures.group),
    )


def _disagreement(key: int, group: str, counts: Counts, asked: _Asked) -> Disagreement:
    use = asked.uses.get(key, Use.TAKEN_UP)
    return Disagreement(
        statement=asked.statements[key],
        group=group,
        voted=counts.people,
        against=counts.agree if use == Use.AGAINST else counts.disagree,
        use=use,
        is_used=key in asked.uses,
        is_told=key not in asked.kept_back,
    )


def _strongest_first(found: Iterable[Disagreement]) -> list[Disagreement]:
    held = [each for each in found if each.against > 0]
    return sorted(held, key=lambda each: (-each.at_least, each.statement.number))


def disagreement_with(outcome: Outcome, group: str, number: int) -> Disagreement | None:
    """One of the disagreements that are proposed for a group."""
    for each in dissent_of(outcome):
        if each.group == group:
            found = [d for d in each.proposed if d.statement.number == number]
            return found[0] if found else None
    return None


def differing_replies(user, outcome: Outcome) -> list[Reply]:
    """Replies that see a statement otherwise which the outcome takes up."""
    taken_up = outcome.used.filter(use=Use.TAKEN_UP).values("statement")
    rows = Reply.objects.visible_to(user).shown()
    found = rows.filter(kind=ReplyKind.DIFFERS, statement__in=taken_up)
    return list(found.select_related("statement", "author__seat"))


def standing_answer(outcome: Outcome, group: str, statement: Statement) -> str:
    """What was answered to a disagreement that is quoted already."""
    rows = outcome.dissents.filter(group=group, statement=statement, reply=None)
    return rows.values_list("answer", flat=True).first() or ""
