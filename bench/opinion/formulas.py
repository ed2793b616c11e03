"""T1 and T2: every figure beside red-dwarf's, which follows the same formulas, for its own groups.

A second implementation is the next best oracle after Polis itself. red-dwarf draws its axes at
random above 500 people or statements, so there positions are not compared; which statements are
about the people themselves it is not told.
"""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from bench.environment import python_of
from bench.figures import Figures
from bench.opinion.conversations import Conversation, names, read
from bench.opinion.program import PACKAGES, save
from publius import opinion

SCRIPT = Path(__file__).with_name("peer_formulas.py")
DRAWN_ABOVE = 500
WIDTHS = (34, 12, 12, 12, 12, 10, 10)


def measure(figures: Figures) -> None:
    """Print, set by set, the largest difference of each figure, and how many lists are the same."""
    figures.heading(
        "T1, T2  engine “polis” and red-dwarf for the same groups: largest difference, lists alike"
    )
    figures.row(
        "conversation", "positions", "extremity", "consensus", "priority", "by group", "by all",
        widths=WIDTHS,
    )  # fmt: skip
    for name in names():
        conversation = read(name)
        theirs = _ask(conversation)
        if theirs is None:
            figures.row(name, *["-"] * 6, widths=WIDTHS)
            continue
        ours = opinion.fit(
            conversation.ballots, engine="polis", groups=_by_number(theirs["groups"]), check=False
        )
        _compare(figures, conversation, ours, theirs)


def _compare(
    figures: Figures, conversation: Conversation, ours: opinion.OpinionMap, theirs: dict
) -> None:
    ballots = conversation.ballots
    is_exact = max(len(ballots.people), len(ballots.statements)) <= DRAWN_ABOVE
    apart = {"positions": _positions_apart(ours, theirs)}
    apart |= {name: _apart(ours, name, found) for name, found in theirs["figures"].items()}
    lists, of_all = _lists(ours, theirs), _lists_of_all(ours, theirs)
    shown = {name: f"{value:.0e}" for name, value in apart.items()}
    if not is_exact:
        shown |= dict.fromkeys(("positions", "extremity", "priority"), "drawn")
    figures.row(
        conversation.name, *shown.values(), f"{sum(lists)} of {len(lists)}",
        f"{sum(of_all)} of {len(of_all)}", widths=WIDTHS,
    )  # fmt: skip
    compared = apart if is_exact else {"consensus": apart["consensus"]}
    for name, value in compared.items():
        figures.expect(f"T1 {conversation.name} {name} to 1e-9", value <= 1e-9)
    figures.expect(f"T2 {conversation.name} lists", all(lists + of_all))


def _ask(conversation: Conversation) -> dict | None:
    """What red-dwarf says, None where it failed or is absent."""
    environment = python_of("peer-opinion", PACKAGES)
    if environment is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.npz"
        save(path, conversation, k=conversation.polis_k, cuts=[0])
        done = subprocess.run(
            [environment, SCRIPT, path], capture_output=True, text=True,
            env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
    return json.loads(done.stdout) if done.returncode == 0 else None


def _by_number(groups: dict[str, str]) -> dict[int, str]:
    return {int(person): group for person, group in groups.items()}


def _positions_apart(ours: opinion.OpinionMap, theirs: dict) -> float:
    """The largest distance on either axis; which way an axis points has no meaning."""
    people = list(theirs["positions"])
    found = np.array([theirs["positions"][person] for person in people])
    own = np.array([[ours.people[int(p)].x, ours.people[int(p)].y] for p in people])
    return float(np.minimum(abs(found - own).max(axis=0), abs(found + own).max(axis=0)).max())


def _apart(ours: opinion.OpinionMap, name: str, found: dict[str, float]) -> float:
    """The largest difference of a figure, as a share of its size where that is above one."""
    results = {key: ours.statements[int(key)] for key in found}
    return max(
        abs(getattr(result, name) - found[key]) / max(1.0, abs(found[key]))
        for key, result in results.items()
        if result.status is not opinion.Status.META
    )


def _lists(ours: opinion.OpinionMap, theirs: dict) -> list[bool]:
    """Whether each group's list holds the same statements on the same side; ties in any order."""
    sides = {"agree": 1, "disagree": -1}
    return [
        {(one.statement, one.side) for one in ours.representative[group]}
        == {(statement, sides[side]) for statement, side in listed}
        for group, listed in theirs["representative"].items()
    ]


def _lists_of_all(ours: opinion.OpinionMap, theirs: dict) -> list[bool]:
    own = {"agree": ours.agreed_by_all, "disagree": ours.disagreed_by_all}
    return [
        {one.statement for one in own[side]} == set(listed)
        for side, listed in theirs["by_all"].items()
    ]
