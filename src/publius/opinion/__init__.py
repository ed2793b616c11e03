"""Publius opinion: votes on statements -> groups of opinion, common ground, what divides.

from publius import opinion
found = opinion.fit(votes, statements)
"""

from publius.opinion import held_out, polis, statistics
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
from publius.opinion.io import StatementsFile, VotesFile, export, read_statements, read_votes
from publius.opinion.metrics import Difference, Measure, Metrics, metrics
from publius.opinion.plain import from_plain, to_plain
from publius.opinion.published import published
from publius.opinion.report import Figure, Report, Section, Table, report
from publius.opinion.results import Counts, count
from publius.opinion.routing import Choice, Heard, Reason, hear, next_statement, pick
from publius.opinion.somewhere import Somewhere, works_somewhere
from publius.opinion.stream import Stream
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
    "Choice",
    "Confidence",
    "Counts",
    "Difference",
    "Figure",
    "FileError",
    "Finding",
    "Group",
    "GroupAnswer",
    "Heard",
    "InputError",
    "Measure",
    "Metrics",
    "OpinionError",
    "OpinionMap",
    "Position",
    "Reason",
    "Report",
    "Section",
    "SettingError",
    "Somewhere",
    "Statement",
    "StatementError",
    "StatementResult",
    "StatementsFile",
    "Status",
    "Stream",
    "Table",
    "Tally",
    "Vote",
    "VoteError",
    "VotesFile",
    "count",
    "export",
    "fit",
    "from_plain",
    "hear",
    "held_out",
    "metrics",
    "next_statement",
    "pick",
    "polis",
    "published",
    "read_statements",
    "read_votes",
    "report",
    "statistics",
    "to_plain",
    "works_somewhere",
]
