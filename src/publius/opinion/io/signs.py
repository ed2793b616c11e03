"""Finds out whether a file writes agree as 1 or as -1.

Polis keeps agree as -1 in its database and turns the sign in its exports, older copies not always
so. Where a file also says how many agreed, its own counts settle the question.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from publius.opinion.ballots import Ballots
from publius.opinion.errors import SettingError

AgreeIs = Literal[1, -1]
IN_WORDS = "Answers are words here, so 1 was taken for agree and -1 for disagree."
ASSUMED = "Nothing in the files says which sign means agree; 1 was taken for agree."
GIVEN = "As asked, {sign} was taken for agree."
TOLD = "{sign} was taken for agree: so say the counts in {where}."


@dataclass(frozen=True, slots=True)
class Evidence:
    """How often each person agreed and disagreed, by a file's own account.

    ``in_words``: some answers are no numbers, so there is nothing to settle.
    """

    by_person: Mapping[Hashable, tuple[int, int]] = field(default_factory=dict)
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """The sign that means agree in the files, and how that is known."""

    value: AgreeIs
    note: str


def settle_sign(
    ballots: Ballots,
    by_statement: Mapping[Hashable, tuple[int, int]],
    evidence: Evidence,
    asked: AgreeIs | None,
    *,
    told_by: str = "",
) -> Sign:
    """Decide by words, then what was asked, then the files' counts; else assume 1 is agree."""
    if asked not in (None, 1, -1):
        raise SettingError("bad-setting", name="agree_is", value=asked, must="1 or -1")
    if evidence.in_words:
        return Sign(1, IN_WORDS)
    if asked is not None:
        return Sign(asked, GIVEN.format(sign=asked))
    ids = [statement.id for statement in ballots.statements]
    for keys, index, counts, where in (
        (ids, ballots.column, by_statement, told_by),
        (ballots.people, ballots.row, evidence.by_person, "n-agree and n-disagree"),
    ):
        told = [(n, *counts[key]) for n, key in enumerate(keys) if key in counts]
        value = _nearer(np.array(told, dtype=np.int64).reshape(-1, 3), index, ballots.answer)
        if value is not None:
            return Sign(value, TOLD.format(sign=value, where=where))
    return Sign(1, ASSUMED)


def _nearer(
    told: NDArray[np.int64], index: NDArray[np.int32], answer: NDArray[np.int8]
) -> AgreeIs | None:
    """Which sign comes nearer to the counts; None if they do not tell."""
    width = int(max(told[:, 0].max(initial=0), index.max(initial=0))) + 1
    plus = np.bincount(index[answer == 1], minlength=width)[told[:, 0]]
    minus = np.bincount(index[answer == -1], minlength=width)[told[:, 0]]
    straight = int(np.abs(told[:, 1] - plus).sum() + np.abs(told[:, 2] - minus).sum())
    turned = int(np.abs(told[:, 1] - minus).sum() + np.abs(told[:, 2] - plus).sum())
    if straight == turned:
        return None
    return 1 if straight < turned else -1
