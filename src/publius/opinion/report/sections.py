"""What a report says, one section after another."""

from collections.abc import Iterator
from math import ceil
from statistics import median

from publius.opinion.confidence import ENOUGH_PEOPLE
from publius.opinion.metrics import widest_difference
from publius.opinion.published import FEWEST
from publius.opinion.report.shape import Cell, Figure, Section, Table
from publius.opinion.report.told import Told
from publius.opinion.report.words import counted, joined, people, told
from publius.opinion.somewhere import works_somewhere
from publius.opinion.types import (
    Confidence,
    Finding,
    StatementResult,
    Tally,
)

MANY_PASS = 0.25  # of those who voted
DIVIDES = 0.2  # difference between two groups' shares of agreement

SURE = {
    Confidence.FIRM: "There are {groups}, and they are firm: the votes tell them apart clearly.",
    Confidence.TENTATIVE: "There are {groups}, but they are tentative: they may change as people "
    "vote.",
    Confidence.NONE: "There are no clear groups: {because}. Statements are ranked by what people "
    "agree on across viewpoints instead.",
}
TOO_FEW = "too few people have voted on enough statements"
BLURRED = "the votes do not tell people apart clearly"


def basis(told_map: Told) -> Section:
    """How many people, votes and statements there are."""
    found = told_map.found
    out = len(found.statements) - len(told_map.shown)
    what = f"on {counted(len(found.statements), 'statement', 'statements')}."
    votes = counted(told_map.votes, "vote", "votes")
    if found.people:
        sentences = [f"{people(len(found.people)).capitalize()} cast {votes} {what}"]
    else:  # kept without people
        sentences = [f"{votes} {'was' if told_map.votes == 1 else 'were'} cast {what}"]
    if out:
        was = "was" if out == 1 else "were"
        sentences.append(f"{counted(out, 'statement', 'statements')} {was} rejected or about the "
                         "people themselves, and shape nothing here.")  # fmt: skip
    if found.people:
        usual = ceil(median(position.n_votes for position in found.people.values()))
        noun = "statement" if usual == 1 else "statements"
        sentences.append(f"Half of the people voted on {usual} {noun} or more.")
    if seeds := sum(statement.seed for statement in told_map.statements.values()):
        sentences.append(f"{counted(seeds, 'statement', 'statements')} came from those who run "
                         "the conversation.")  # fmt: skip
    return Section("What this rests on", tuple(sentences))


def certainty(told_map: Told) -> Section:
    """Whether there are groups at all, and how one knows."""
    found = told_map.found
    groups = counted(found.k, "group", "groups")
    because = TOO_FEW if told_map.grouped < ENOUGH_PEOPLE else BLURRED
    sentences = [SURE[found.confidence].format(groups=groups, because=because)]
    gain = found.held_out.get(found.engine)
    if gain is not None and found.confidence is not Confidence.NONE:
        sentences.append(
            f"Knowing somebody's group saves {100 * max(gain, 0):.0f}% of the guessing about "
            "votes that were kept back."
        )
    if found.steadiness is not None and found.confidence is Confidence.FIRM:
        sentences.append("When a tenth of the votes is left out, the groups stay much the same.")
    return Section("How sure this is", (*sentences, *found.warnings))


def groups(told_map: Told) -> Section | None:
    """How large the groups are, how much their people voted, and who is in none."""
    found = told_map.found
    if found.confidence is Confidence.NONE:
        return None
    none = max(len(found.people) - told_map.grouped, 0)
    *sizes, outside = told([*(group.size for group in found.groups.values()), none])
    rows = [
        (label, size, f"{group.median_votes:g}" if group.size >= FEWEST else "not told")
        for (label, group), size in zip(found.groups.items(), sizes, strict=True)
    ]
    if found.people:
        rows.append(("in no group", outside, ""))
    sentence = (
        "A group is people who vote alike. Look at the usual number of votes too: who votes more "
        "stands out more. In no group are those who have voted on too few statements."
    )
    header = ("Group", "People", "Votes of a usual member")
    return Section("Groups", (sentence,), Table(header, tuple(rows)))


def setting_apart(told_map: Told) -> Iterator[Section]:
    """What each group holds and the others do not."""
    for label in told_map.groups:
        findings = told_map.found.representative.get(label, ())
        apart = [_apart(told_map, label, finding) for finding in findings]
        rows = [row for row in apart if row is not None][: told_map.top]
        sentence = (
            f"What group {label} says more clearly than everybody else."
            if rows
            else f"Nothing sets group {label} apart clearly yet."
        )
        header = ("Statement", "They", f"Group {label}", "All other groups")
        table = Table(header, tuple(rows)) if rows else None
        yield Section(f"What sets group {label} apart", (sentence,), table)


def _apart(told_map: Told, label: str, finding: Finding) -> tuple[Cell, ...] | None:
    """A finding as a row; None if others say the same as clearly."""
    result = told_map.found.statements[finding.statement]
    own = _tally(result, label)
    others = _sum(_tally(result, name) for name in told_map.groups if name != label)
    side = finding.side
    if finding.best_agree:  # it leads the list of Polis whichever side it is on
        side = 1 if own.agrees > own.disagrees else -1
    share, elsewhere = _on_side(own, side), _on_side(others, side)
    if share.share is not None and share.share <= (elsewhere.share or 0):
        return None
    words = "agree" if side > 0 else "disagree"
    return told_map.text(finding.statement), words, share, elsewhere


def _tally(result: StatementResult, label: str) -> Tally:
    """How a group answered; nothing where that may not be told."""
    answer = result.by_group.get(label)
    return answer.tally if answer and answer.tally.voted >= FEWEST else Tally(0, 0, 0)


def _sum(tallies: Iterator[Tally]) -> Tally:
    each = list(tallies)
    return Tally(
        sum(t.agrees for t in each), sum(t.disagrees for t in each), sum(t.passes for t in each)
    )


def _on_side(tally: Tally, side: int) -> Figure:
    return Figure.of(tally.agrees if side > 0 else tally.disagrees, tally.voted)


def common_ground(told_map: Told) -> Section:
    """What holds for every group; without groups, what people agree on across viewpoints."""
    if told_map.found.confidence is Confidence.NONE:
        return _across_viewpoints(told_map)
    results = told_map.found.common_ground[: told_map.top]
    if not results:
        sentence = "Nothing is said in every group alike yet, by enough people to be sure."
        return Section("Common ground", (sentence,))
    sentence = (
        "Most people of every group say the same, so clearly that chance is not the reason, and "
        "under each way of forming groups that was tried."
    )
    return Section("Common ground", (sentence,), _by_group(told_map, results))


def _across_viewpoints(told_map: Told) -> Section:
    """Statements most people agree with, by what remains once viewpoints are taken out."""
    agreed = [result for result in told_map.heard if 2 * result.tally.agrees > result.tally.voted]
    ranked = sorted(agreed, key=lambda result: (-(result.bridging or 0), -result.consensus_lower))
    rows = [
        (told_map.text(result.id), _on_side(result.tally, 1)) for result in ranked[: told_map.top]
    ]
    if rows:
        sentence = "Most people agree, and not because they share a viewpoint; the clearest first."
    elif told_map.heard:
        sentence = "There is no statement that most people agree with."
    else:
        sentence = "Too few people have voted on any statement to say what they agree on."
    table = Table(("Statement", "Agree"), tuple(rows)) if rows else None
    return Section("Across viewpoints", (sentence,), table)


def _by_group(told_map: Told, results: tuple[StatementResult, ...]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for result in results:
        side = 1 if result.tally.agrees > result.tally.disagrees else -1
        shares = [_on_side(_tally(result, label), side) for label in told_map.groups]
        rows.append((told_map.text(result.id), "agree" if side > 0 else "disagree", *shares))
    names = (f"Group {label}" for label in told_map.groups)
    return Table(("Statement", "All mostly", *names), tuple(rows))


def divisions(told_map: Told) -> Section | None:
    """Where groups differ most."""
    if len(told_map.groups) < 2:
        return None
    widest = sorted(told_map.heard, key=lambda result: -result.divisiveness)
    divided = [_division(told_map, r) for r in widest if r.divisiveness >= DIVIDES]
    rows = [row for row in divided if row is not None][: told_map.top]
    if not rows:
        return Section("What divides", ("On no statement do groups differ widely.",))
    there = "agree there"
    header = ("Statement", "Most agree in", there, "Fewest agree in", there, "Difference")
    sentence = "Where the shares of agreement lie furthest apart."
    return Section("What divides", (sentence,), Table(header, tuple(rows)))


def _division(told_map: Told, result: StatementResult) -> tuple[Cell, ...] | None:
    apart = widest_difference(result)
    if apart is None or not {apart.more, apart.less} <= set(told_map.groups):
        return None
    return (
        told_map.text(result.id),
        f"group {apart.more}",
        _on_side(_tally(result, apart.more), 1),
        f"group {apart.less}",
        _on_side(_tally(result, apart.less), 1),
        f"{100 * apart.low:.0f} to {100 * apart.high:.0f} points",
    )


def somewhere(told_map: Told) -> Section | None:
    """What one small group agrees with and no other."""
    rows = [
        (told_map.text(each.statement), f"group {each.group}", Figure(each.agree, each.voted))
        for each in works_somewhere(told_map.found)
        if each.group in told_map.groups
    ][: told_map.top]
    if not rows:
        return None
    sentence = "One small group agrees and others do not: worth asking these people how and why."
    header = ("Statement", "Holds in", "Agree there")
    return Section("What works somewhere", (sentence,), Table(header, tuple(rows)))


def uncertain(told_map: Told) -> Section | None:
    """What many are unsure about, and what too few have seen."""
    unsure = sorted(told_map.heard, key=lambda result: -_passing(result.tally))
    rows = [
        (told_map.text(result.id), Figure.of(result.tally.passes, result.tally.voted))
        for result in unsure[: told_map.top]
        if _passing(result.tally) >= MANY_PASS
    ]
    sentences = ["Many are unsure about these: they may lack information, or it depends."] * bool(
        rows
    )
    unheard = len(told_map.shown) - len(told_map.heard)
    if unheard:
        has = "has" if unheard == 1 else "have"
        sentences.append(f"{counted(unheard, 'statement', 'statements')} {has} been seen by too "
                         "few people to say anything about.")  # fmt: skip
    if not sentences:
        return None
    table = Table(("Statement", "Unsure"), tuple(rows)) if rows else None
    return Section("What is uncertain", tuple(sentences), table)


def _passing(tally: Tally) -> float:
    return tally.passes / tally.voted if tally.voted else 0.0


def small(told_map: Told) -> Section | None:
    """Which groups are too small to tell anything about."""
    if told_map.found.confidence is Confidence.NONE:
        return None
    hidden = [label for label in told_map.found.groups if label not in told_map.groups]
    if not hidden:
        return None
    name = "Group" if len(hidden) == 1 else "Groups"
    has = "has" if len(hidden) == 1 else "have"
    sentence = (
        f"{name} {joined(hidden)} {has} fewer than {FEWEST} people. To protect them, nothing is "
        "told about what they said."
    )
    return Section("Too few to tell", (sentence,))
