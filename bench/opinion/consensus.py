"""T10 and T11: what is called common ground was heard, and groups are claimed only where clear."""

from bench.figures import Figures
from bench.opinion.conversations import SOUND, UNCLEAR, Conversation, names, read
from bench.opinion.program import ask
from publius import opinion

TOP = 10
WIDTHS = (34, 10, 14, 18, 10)


def measure(figures: Figures) -> None:
    """Print, set by set, statements in the top ten that hardly anybody voted on."""
    figures.heading(
        f"T10  statements among the top {TOP} of the consensus with under 10 % of the people or "
        "under 5 votes in a group; T11  how sure the groups are"
    )
    figures.row("conversation", "publius", "red-dwarf", "groups", "margin", widths=WIDTHS)
    for name in names():
        conversation = read(name)
        found = opinion.fit(conversation.ballots)
        unheard = sum(_is_unheard(found, key) for key in _top(found))
        [theirs] = ask(conversation)
        peer = "-" if theirs is None else sum(
            _is_unheard_by(conversation, theirs.groups, key) for key in theirs.consensus
        )  # fmt: skip
        figures.row(name, unheard, peer, found.confidence.value, found.margin, widths=WIDTHS)
        figures.expect(f"T10 {name} none unheard", unheard == 0)
        if name == UNCLEAR:
            figures.expect(f"T11 {name} has no clear groups", found.confidence == "no clear groups")
        if name in SOUND[:2]:
            figures.expect(f"T11 {name} is firm", found.confidence == "firm")


def _top(found: opinion.OpinionMap) -> list:
    """What Publius shows first: common ground, then what was heard, the surest first."""
    heard = [s for s in found.statements.values() if s.is_heard]
    ranked = sorted(heard, key=lambda s: (-s.is_common_ground, -s.consensus_lower))
    return [result.id for result in ranked[:TOP]]


def _is_unheard(found: opinion.OpinionMap, key: object) -> bool:
    result = found.statements[key]
    few = any(answer.tally.voted < 5 for answer in result.by_group.values())
    return few or result.tally.voted < 0.1 * len(found.people)


def _is_unheard_by(conversation: Conversation, groups: dict, key: int) -> bool:
    ballots = conversation.ballots
    column = [s.id for s in ballots.statements].index(key)
    voters = [ballots.people[n] for n in ballots.row[ballots.column == column]]
    votes = dict.fromkeys(set(groups.values()), 0)
    for person in voters:
        if person in groups:
            votes[groups[person]] += 1
    return min(votes.values()) < 5 or len(voters) < 0.1 * len(ballots.people)
