"""T3 and T4: the groups beside those that Polis exported."""

from statistics import median

from bench.figures import Figures
from bench.opinion.agreement import adjusted_rand
from bench.opinion.conversations import SOUND, Conversation, names, read
from bench.opinion.program import ask
from publius import opinion

PATH_DEPENDENT = "bg2050-volunteers"
WIDTHS = (34, 12, 12, 12)


def measure(figures: Figures) -> None:
    """Print the table of agreement with Polis's groups."""
    here = set(names())
    if PATH_DEPENDENT in here:
        _parity(figures, read(PATH_DEPENDENT))
    if here.issuperset(SOUND):
        _given_k(figures, [read(name) for name in SOUND])


def _parity(figures: Figures, conversation: Conversation) -> None:
    figures.heading("T3  engine “polis”, people as exported: adjusted Rand index to Polis's groups")
    figures.row("conversation", "publius", "red-dwarf", widths=WIDTHS[:3])
    found = opinion.fit(conversation.ballots, engine="polis", included=set(conversation.polis))
    [theirs] = ask(conversation)
    ours = adjusted_rand(groups_of(found), conversation.polis)
    figures.row(conversation.name, ours, _agreement(theirs, conversation), widths=WIDTHS[:3])
    figures.expect("T3 polis groups of bg2050 exactly", ours == 1.0)


def _given_k(figures: Figures, conversations: list[Conversation]) -> None:
    figures.heading("T4  number of groups given: adjusted Rand index to Polis's groups")
    figures.row("conversation", "stable", "mixture", "red-dwarf", widths=WIDTHS)
    stable = []
    for conversation in conversations:
        k = conversation.polis_k
        ours = {
            engine: adjusted_rand(
                groups_of(opinion.fit(conversation.ballots, engine=engine, k=k, check=False)),
                conversation.polis,
            )
            for engine in ("stable", "mixture")
        }
        [theirs] = ask(conversation, k=k)
        stable.append(ours["stable"])
        figures.row(
            conversation.name, *ours.values(), _agreement(theirs, conversation), widths=WIDTHS
        )
    figures.row("smallest", min(stable), "", "", widths=WIDTHS)
    figures.row("median", median(stable), "", "", widths=WIDTHS)
    figures.expect("T4 every sound set >= .80", min(stable) >= 0.80)
    figures.expect("T4 median >= .90", median(stable) >= 0.90)


def groups_of(found: opinion.OpinionMap) -> dict:
    """Who is in which group; people in none are left out."""
    return {key: place.group for key, place in found.people.items() if place.group is not None}


def _agreement(answer, conversation: Conversation) -> float | str:
    return "-" if answer is None else adjusted_rand(answer.groups, conversation.polis)
