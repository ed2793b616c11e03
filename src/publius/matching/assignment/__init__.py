"""People assigned to several seats and calls at once: well, evenly, and with every limit kept.

Give it seats, loads and fits, get everybody's places with what they are worth::

    assign(seats, loads, fits)      the places, or NoAssignmentError with the clash named
    why_not(person, seat, ...)      why somebody is not on a seat
    run_record(...), replay(record) the stored run, and the proof that it was so
"""

from publius.matching.assignment.assigning import assign, assign_given
from publius.matching.assignment.clash import Bound, Clash, Relaxation, Requirement
from publius.matching.assignment.errors import (
    AssignmentError,
    BadAssignmentInput,
    NoAssignmentError,
    SolverStopped,
)
from publius.matching.assignment.fits import Fits
from publius.matching.assignment.given import AssignInput
from publius.matching.assignment.parameters import PARAMETERS, AssignmentParameters
from publius.matching.assignment.results import (
    Assigned,
    Assignment,
    Figures,
    PersonLoad,
    QuotaPrice,
    SeatScore,
)
from publius.matching.assignment.runs import replay, run_record
from publius.matching.assignment.types import Load, Place, Quota, Seat
from publius.matching.assignment.why import Cause, WhyNot, why_not

__all__ = [
    "PARAMETERS",
    "AssignInput",
    "Assigned",
    "Assignment",
    "AssignmentError",
    "AssignmentParameters",
    "BadAssignmentInput",
    "Bound",
    "Cause",
    "Clash",
    "Figures",
    "Fits",
    "Load",
    "NoAssignmentError",
    "PersonLoad",
    "Place",
    "Quota",
    "QuotaPrice",
    "Relaxation",
    "Requirement",
    "Seat",
    "SeatScore",
    "SolverStopped",
    "WhyNot",
    "assign",
    "assign_given",
    "replay",
    "run_record",
    "why_not",
]
