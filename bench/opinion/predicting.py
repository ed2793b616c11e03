"""T5: how much groups say about votes that were hidden while they were formed."""

import numpy as np

from bench.figures import Figures
from bench.opinion.conversations import Conversation, names, read
from bench.opinion.program import ask
from publius.opinion import Ballots, held_out, mixture, stable
from publius.opinion.grouping import NOBODY

REPEATS = 2
WIDTHS = (34, 12, 12, 12)
ENGINES = {"stable": stable.group, "mixture": mixture.group}


def measure(figures: Figures) -> None:
    """Print the share of bits saved on hidden votes, in per cent, the same splits for all."""
    figures.heading("T5  fewer bits for hidden votes than without groups, per cent, k free")
    figures.row("conversation", *ENGINES, "red-dwarf", widths=WIDTHS)
    table = [_gains(figures, read(name)) for name in names()]
    if not table:
        return
    ours, blended, theirs = np.mean(table, axis=0).tolist()
    figures.row("mean", ours, blended, theirs, widths=WIDTHS)
    figures.expect("T5 stable above red-dwarf", not ours <= theirs)
    figures.expect("T5 mixture above stable", blended > ours)
    figures.expect("T5 never below 0", min(min(row[:2]) for row in table) >= 0)


def _gains(figures: Figures, conversation: Conversation) -> list[float]:
    """Mean over the splits, in per cent: stable, mixture, red-dwarf."""
    found: dict[str, list[float]] = {name: [] for name in (*ENGINES, "red-dwarf")}
    for train, hidden in held_out.splits(conversation.ballots, seed=0, repeats=REPEATS):
        for name, engine in ENGINES.items():
            labels = engine(train, seed=0).group
            found[name].append(held_out.score(train, hidden, labels))
        found["red-dwarf"].append(held_out.score(train, hidden, _their_labels(train, conversation)))
    means = [100 * float(np.mean(values)) for values in found.values()]
    figures.row(conversation.name, *means, widths=WIDTHS)
    return means


def _their_labels(train: Ballots, conversation: Conversation) -> np.ndarray:
    people = np.array(train.people)
    votes_on = np.array([statement.id for statement in train.statements])
    told = Conversation(
        conversation.name, people[train.row], votes_on[train.column], train.answer,
        conversation.statements, conversation.polis,
    )  # fmt: skip
    [answer] = ask(told)
    groups = {} if answer is None else answer.groups
    return np.array([groups.get(person, NOBODY) for person in train.people])
