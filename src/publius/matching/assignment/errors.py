"""What can go wrong when people are assigned to seats, each with a code and a plain sentence.

::

    MatchingError
     `-- AssignmentError          anything an assignment refuses to do
          |-- BadAssignmentInput  a seat, load, quota, fit or place makes no sense
          |-- NoAssignmentError   the rules cannot all be kept (``.clash`` says which, and why)
          `-- SolverStopped       the solver gave up: a fault in Publius, not in the input
"""

from typing import TYPE_CHECKING

from publius.matching.errors import MatchingError

if TYPE_CHECKING:
    from publius.matching.assignment.clash import Clash

SENTENCES = {
    "blank_id": "A {what} has no id; give each one its own.",
    "duplicate_seat": "Two seats have the id '{id}'; each needs its own.",
    "duplicate_load": "'{person}' has two loads; keep one of them.",
    "duplicate_fit": "The fit of '{person}' for the seat '{seat}' is given twice; keep one.",
    "repeated_name": "The table of fits names the {what} '{id}' twice; keep one.",
    "duplicate_place": "'{person}' is confirmed twice for the seat '{seat}'; keep one.",
    "seat_range": (
        "The seat '{id}' asks for at least {minimum} and at most {maximum} people. "
        "Make the first 0 or more, the second 1 or more, and the first no larger."
    ),
    "load_range": (
        "The load of '{person}' is at least {minimum} and at most {maximum} places. "
        "Make both 0 or more, and the first no larger than the second."
    ),
    "quota_range": (
        "The quota '{feature}' asks for at least {minimum} and at most {maximum} people. "
        "Make both 0 or more, and the first no larger than the second."
    ),
    "bad_fit": (
        "The fit of '{person}' for the seat '{seat}' is {fit}; it must be a number of 0 or more."
    ),
    "fits_shape": (
        "The fits are an array of {found}; {seats} seats and {people} people need {expected}."
    ),
    "unknown_person": "{where} names '{person}', for whom no load is given. Add a load.",
    "unknown_seat": "{where} names the seat '{seat}', which is not among the seats. Add it.",
    "confirmed_conflict": (
        "'{person}' is confirmed for the seat '{seat}' and has a conflict of interest there. "
        "Decide which is true."
    ),
    "confirmed_seat": (
        "{confirmed} people are confirmed for the seat '{seat}', which has {maximum} places."
    ),
    "confirmed_load": (
        "'{person}' is confirmed for {confirmed} seats and wants at most {maximum}."
    ),
    "confirmed_call": (
        "'{person}' is confirmed for two seats of the call '{call}'; a person has one place in it."
    ),
    "seconds": "The time limit is {seconds} seconds; it must be above 0.",
    "no_assignment": "{sentences}",
    "solver_stopped": "The solver stopped unexpectedly ({reason}). Nobody was assigned.",
}


class AssignmentError(MatchingError):
    """Anything an assignment refuses to do.

    >>> str(BadAssignmentInput("duplicate_seat", id="s1"))
    "Two seats have the id 's1'; each needs its own."
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        Exception.__init__(self, SENTENCES[code].format(**params))


class BadAssignmentInput(AssignmentError):  # noqa: N818 - reads as the sentence it carries
    """A seat, load, quota, fit or place makes no sense."""


class NoAssignmentError(AssignmentError):
    """The rules cannot all be kept: ``clash`` names those that clash and the smallest way out."""

    def __init__(self, clash: "Clash") -> None:
        self.clash = clash
        super().__init__("no_assignment", sentences=" ".join(clash.sentences))


class SolverStopped(AssignmentError):  # noqa: N818 - reads as the sentence it carries
    """The solver gave up without an answer."""
