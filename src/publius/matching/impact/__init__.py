"""The impact index: candidates among millions of people in milliseconds, proven to be the best.

It knows numbers only; ``ImpactIndex`` puts words, filters and the full model on top of it.
"""

from publius.matching.impact.engine import Hits, ImpactEngine, build, check, take
from publius.matching.impact.errors import (
    BadRowsError,
    ImpactError,
    IndexDamagedError,
    IndexMissingError,
    IndexStaleError,
    SchedulingError,
)
from publius.matching.impact.index import ImpactIndex
from publius.matching.impact.model import MODEL, Model
from publius.matching.impact.rows import Area, People, Query, Rows, Where, people
from publius.matching.impact.tops import Tops, merge

__all__ = [
    "MODEL",
    "Area",
    "BadRowsError",
    "Hits",
    "ImpactEngine",
    "ImpactError",
    "ImpactIndex",
    "IndexDamagedError",
    "IndexMissingError",
    "IndexStaleError",
    "Model",
    "People",
    "Query",
    "Rows",
    "SchedulingError",
    "Tops",
    "Where",
    "build",
    "check",
    "merge",
    "people",
    "take",
]
