"""An assignment as it is stored: its whole input, how it was made, and its result."""

from collections.abc import Mapping
from typing import Any

from publius.matching.assignment.assigning import Progress, assign_given
from publius.matching.assignment.errors import AssignmentError
from publius.matching.assignment.given import AssignInput
from publius.matching.assignment.parameters import ALGORITHM, VERSION, AssignmentParameters
from publius.matching.assignment.results import Assignment
from publius.matching.errors import BadRecordError, BadValueError

KIND = "matching.assign"
FIELDS = ("kind", "algorithm", "version", "parameters", "best_effort", "input", "input_digest")


def run_record(
    given: AssignInput, assignment: Assignment, *, best_effort: bool = False
) -> dict[str, Any]:
    """Write a run as the JSON object that is stored, exported and replayed."""
    return {
        "kind": KIND,
        "algorithm": ALGORITHM,
        "version": VERSION,
        "seed": None,
        "parameters": assignment.parameters.to_json(),
        "best_effort": best_effort,
        "input": given.to_json(),
        "input_digest": assignment.input_digest,
        "result": assignment.to_json(),
    }


def replay(record: object, *, progress: Progress | None = None) -> Assignment:
    """Make a stored assignment again from its own input, with no time limit.

    A run that was cut short by its time limit says so in its result, and may come out otherwise.

    >>> from publius.matching.assignment import AssignInput, Fits, Load, Seat, assign_given
    >>> fits = Fits.of([("s", "Bo", 0.5)])
    >>> given = AssignInput.of([Seat("s", 1, 1)], [Load("Bo", 0, 1)], fits)
    >>> assignment = assign_given(given)
    >>> replay(run_record(given, assignment)) == assignment
    True
    """
    stored = _checked(record)
    try:
        given = AssignInput.from_json(stored["input"])
        parameters = AssignmentParameters.from_json(stored["parameters"])
    except (AssignmentError, BadValueError) as error:
        raise BadRecordError("not_a_record", problem=str(error)) from error
    _refuse_changed(given, stored["input_digest"])
    return assign_given(
        given,
        best_effort=stored["best_effort"] is True,
        parameters=parameters,
        seconds=None,
        progress=progress,
    )


def _checked(record: object) -> Mapping[str, Any]:
    if not isinstance(record, Mapping):
        raise BadRecordError("not_a_record", problem="it is not a JSON object.")
    for field in FIELDS:
        if field not in record:
            raise BadRecordError("not_a_record", problem=f"it has no '{field}'.")
    if record["kind"] != KIND:
        problem = f"its kind is '{record['kind']}', not '{KIND}'."
        raise BadRecordError("not_a_record", problem=problem)
    made_by = (record["algorithm"], record["version"])
    if made_by != (ALGORITHM, VERSION):
        ours = f"{ALGORITHM} version {VERSION}"
        raise BadRecordError("other_algorithm", algorithm=made_by[0], version=made_by[1], ours=ours)
    return record


def _refuse_changed(given: AssignInput, expected: object) -> None:
    found = given.digest()
    if found != expected:
        raise BadRecordError("input_changed", found=found[:12], expected=str(expected)[:12])
