"""Who fits a described need, how well, and why: people ranked by the evidence for what they know.

Give it needs and evidence, get explained rankings::

    index = MemoryIndex(evidence)
    rank(need, index)                    one need -> the people who fit
    calls_for(person, needs, index)      one person -> the needs that want them
    match_all(needs, evidence)           many needs in one run, to be stored
    run_record(matching), replay(record)  the stored run, and the proof that it was so
    explain(person, need, ...), why_not(person, need, ...)  for both sides, from the same scores
"""

from publius.matching.errors import (
    BadFileError,
    BadRecordError,
    BadValueError,
    DuplicateEvidenceError,
    MatchingError,
)
from publius.matching.explain import Explanation, NotUsed, Raise, Told, explain
from publius.matching.index import Index
from publius.matching.judging import judge
from publius.matching.memory import MemoryIndex
from publius.matching.model import Means
from publius.matching.parameters import ALGORITHM, PARAMETERS, VERSION, Parameters
from publius.matching.ranking import calls_for, rank
from publius.matching.results import Band, Fit, Found, Meaning, Ranking, Reason, Stats
from publius.matching.runs import Matching, MatchInput, match_all, replay, run_record
from publius.matching.standpoints import Standpoint
from publius.matching.statistics import Statistics
from publius.matching.types import Evidence, Facet, Filters, Kind, Near, Need, Point, Profile
from publius.matching.vocabulary import Vocabulary
from publius.matching.why_not import Cause, WhyNot, why_not

__all__ = [
    "ALGORITHM",
    "PARAMETERS",
    "VERSION",
    "BadFileError",
    "BadRecordError",
    "BadValueError",
    "Band",
    "Cause",
    "DuplicateEvidenceError",
    "Evidence",
    "Explanation",
    "Facet",
    "Filters",
    "Fit",
    "Found",
    "Index",
    "Kind",
    "MatchInput",
    "Matching",
    "MatchingError",
    "Meaning",
    "Means",
    "MemoryIndex",
    "Near",
    "Need",
    "NotUsed",
    "Parameters",
    "Point",
    "Profile",
    "Raise",
    "Ranking",
    "Reason",
    "Standpoint",
    "Statistics",
    "Stats",
    "Told",
    "Vocabulary",
    "WhyNot",
    "calls_for",
    "explain",
    "judge",
    "match_all",
    "rank",
    "replay",
    "run_record",
    "why_not",
]
