"""Publius opinion: votes on statements -> groups of opinion, common ground, what divides.

from publius import opinion
found = opinion.fit(votes, statements)
"""

from publius.opinion.ballots import Ballots
from publius.opinion.errors import (
    FileError,
    InputError,
    OpinionError,
    SettingError,
    StatementError,
    VoteError,
)
from publius.opinion.fit import fit
from publius.opinion.types import (
    Answer,
    Confidence,
    Finding,
    Group,
    GroupAnswer,
    OpinionMap,
    Position,
    Statement,
    StatementResult,
    Status,
    Tally,
    Vote,
)

__all__ = [
    "Answer",
    "Ballots",
    "Confidence",
    "FileError",
    "Finding",
    "Group",
    "GroupAnswer",
    "InputError",
    "OpinionError",
    "OpinionMap",
    "Position",
    "SettingError",
    "Statement",
    "StatementError",
    "StatementResult",
    "Status",
    "Tally",
    "Vote",
    "VoteError",
    "fit",
]
