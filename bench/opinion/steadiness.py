"""T9: how many people change group from one map to the next while votes come in."""

from itertools import pairwise

import numpy as np

from bench.figures import Figures
from bench.opinion.agreement import moved
from bench.opinion.conversations import Conversation, names, read
from bench.opinion.groups import groups_of
from bench.opinion.program import ask
from publius import opinion

BATCHES = 30
WIDTHS = (34, 10, 10, 6, 12, 10, 6)


def measure(figures: Figures) -> None:
    """Print mean and largest churn in the second half of the replay, and changes of k."""
    figures.heading(
        f"T9  votes in {BATCHES} batches, second half: people relabelled per update while the "
        "number of groups stays, and how often it changes"
    )
    figures.row("conversation", "mean", "most", "k", "rd mean", "rd most", "rd k", widths=WIDTHS)
    means = []
    for name in names():
        conversation = read(name)
        cuts = np.linspace(0, len(conversation.people), BATCHES + 1)[1:].astype(int).tolist()
        mean, most, changes = _churn(_replayed(conversation, cuts), rename=False)
        theirs = [None if each is None else each.groups for each in ask(conversation, cuts=cuts)]
        figures.row(name, mean, most, changes, *_churn(theirs, rename=True), widths=WIDTHS)
        means.append(mean)
        figures.expect(f"T9 {name} most <= 10 %", most <= 0.10)
        figures.expect(f"T9 {name} k changes at most once", changes <= 1)
    if means:
        figures.row("mean of all", float(np.mean(means)), *[""] * 5, widths=WIDTHS)
        figures.expect("T9 mean <= 2 %", float(np.mean(means)) <= 0.02)


def _replayed(conversation: Conversation, cuts: list[int]) -> list[dict]:
    previous, found = None, []
    for cut in cuts:
        previous = opinion.fit(conversation.until(cut).ballots, previous=previous, check=False)
        found.append(groups_of(previous))
    return found


def _churn(maps: list[dict | None], *, rename: bool) -> tuple[float, float, int]:
    """Mean and largest share moved, and changes of k, in the second half."""
    late = [each for each in maps[len(maps) // 2 - 1 :] if each is not None]
    shares, changes = [], 0
    for before, after in pairwise(late):
        if len(set(before.values())) != len(set(after.values())):
            changes += 1
        else:
            shares.append(moved(before, after, rename=rename))
    return (float(np.mean(shares)), max(shares), changes) if shares else (0.0, 0.0, changes)
