"""Runs red-dwarf on a conversation, in an environment of its own."""

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.environment import python_of
from bench.opinion.conversations import Conversation

PACKAGES = ("red-dwarf==0.4.0",)
SCRIPT = Path(__file__).with_name("peer.py")


@dataclass(frozen=True)
class Answer:
    """What red-dwarf found: CPU seconds, extra MB, groups, top of the consensus, positions."""

    seconds: float
    extra: float
    groups: dict[int, int]
    consensus: list[int]
    places: str

    @property
    def k(self) -> int:
        return len(set(self.groups.values()))


def ask(conversation: Conversation, *, k: int = 0, cuts: Sequence[int] = ()) -> list[Answer | None]:
    """Its maps after so many votes (all of them by default); None where it failed or is absent."""
    wanted = list(cuts) or [len(conversation.people)]
    environment = python_of("peer-opinion", PACKAGES)
    if environment is None:
        return [None] * len(wanted)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.npz"
        save(path, conversation, k=k, cuts=wanted)
        done = subprocess.run(
            [environment, SCRIPT, path], capture_output=True, text=True,
            env=os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
    lines = [_read(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return (lines + [None] * len(wanted))[: len(wanted)]


def save(path: Path, conversation: Conversation, *, k: int, cuts: Sequence[int]) -> None:
    """Write the votes for another process."""
    out = [s.id for s in conversation.statements if s.status.value != "shown"]
    np.savez(
        path, people=conversation.people, votes_on=conversation.votes_on,
        answers=conversation.answers, out=np.array(out, dtype=int), k=k, cuts=np.array(cuts),
    )  # fmt: skip


def _read(line: str) -> Answer | None:
    found = json.loads(line)
    if "failed" in found:
        return None
    groups = {int(person): group for person, group in found.pop("groups").items()}
    return Answer(groups=groups, **found)
