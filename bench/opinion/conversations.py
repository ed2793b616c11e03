"""The real conversations, vote by vote in the order they came (CC BY 4.0, see their README)."""

import csv
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from publius.opinion import Ballots, Statement, Status

HERE = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("PUBLIUS_SHARED_DATA") or HERE / ".." / "shared" / "data")
SOUND = ("vtaiwan.uberx", "scoop-hivemind.biodiversity", "brexit-consensus", "15-per-hour-seattle")
UNCLEAR = "scoop-hivemind.affordable-housing"


@dataclass(frozen=True, eq=False)
class Conversation:
    """Votes as parallel columns, and the groups Polis exported (people it left out are absent)."""

    name: str
    people: NDArray[np.int64]
    votes_on: NDArray[np.int64]
    answers: NDArray[np.int64]
    statements: tuple[Statement, ...]
    polis: dict[int, str]

    @property
    def polis_k(self) -> int:
        return len(set(self.polis.values()))

    @property
    def ballots(self) -> Ballots:
        return Ballots.from_columns(
            self.people, self.votes_on, self.answers, statements=self.statements
        )

    def until(self, vote: int) -> "Conversation":
        """Only the first so many votes; all statements are known from the start."""
        return Conversation(
            self.name, self.people[:vote], self.votes_on[:vote], self.answers[:vote],
            self.statements, self.polis,
        )  # fmt: skip


def names() -> list[str]:
    """The sets that are here, by name."""
    folder = FOLDER / "conversations"
    return sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.exists() else []


@cache
def read(name: str) -> Conversation:
    """One real conversation."""
    votes = np.array(
        [[int(row[c]) for c in ("participant", "statement", "vote")]
         for row in _rows(name, "vote_events.csv")]
    )  # fmt: skip
    groups = {
        int(row["participant"]): row["polis_group"]
        for row in _rows(name, "participants.csv")
        if row["polis_group"]
    }
    statements = tuple(_statement(row) for row in _rows(name, "statements.csv"))
    return Conversation(name, votes[:, 0], votes[:, 1], votes[:, 2], statements, groups)


def _rows(name: str, file: str) -> list[dict[str, str]]:
    with (FOLDER / "conversations" / name / file).open(newline="", encoding="utf-8") as text:
        return list(csv.DictReader(text))


def _statement(row: dict[str, str]) -> Statement:
    rejected = row["moderated"] == "-1"
    meta = row.get("is-meta") == "true"
    status = Status.REJECTED if rejected else Status.META if meta else Status.SHOWN
    return Statement(int(row["statement"]), row["text"], status)


def invented(people: int, statements: int, votes: int, seed: int = 7) -> Conversation:
    """Three groups, log-normal numbers of votes per person, 15 % of them passes."""
    rng = np.random.default_rng(seed)
    camp = rng.integers(0, 3, people)
    leaning = rng.beta(0.8, 0.8, (3, statements))
    busy = rng.lognormal(0, 1, people)
    counts = np.minimum(np.maximum(1, busy / busy.sum() * votes).astype(int), statements)
    who = np.repeat(np.arange(people), counts)
    what = np.concatenate([rng.permutation(statements)[:n] for n in counts])
    agrees = rng.random(len(who)) < leaning[camp[who], what]
    passes = rng.random(len(who)) < 0.15
    answers = np.where(passes, 0, np.where(agrees, 1, -1))
    order = rng.permutation(len(who))
    listed = tuple(Statement(n) for n in range(statements))
    truth = {n: str(c) for n, c in enumerate(camp.tolist())}
    return Conversation(
        f"{len(who):,} votes", who[order], what[order], answers[order], listed, truth
    )
