"""What can go wrong in matching, each with a code and a plain sentence.

::

    MatchingError
     |-- BadValueError            a need, an item of evidence or a filter makes no sense
     |-- DuplicateEvidenceError   two items share one id
     |-- UnknownEvidenceError     no item has that id
     |-- BadRecordError           a stored run cannot be replayed
     `-- BadFileError             a file cannot be read; names file, line and fix
"""

SENTENCES = {
    "empty": "The {field} is empty; give it at least one character.",
    "nul": "The {field} holds a NUL character, which no text has; remove it.",
    "weight": "The weight {weight} of evidence '{id}' must be above 0 and at most 1.",
    "wrong_type": "'{field}' should be {expected}, but is {found}.",
    "missing_field": "'{field}' is missing.",
    "unknown_field": "'{field}' is not a field of {record}; the fields are {known}.",
    "top": "Ask for at least one person; top was {top}.",
    "duplicate_evidence": "Two items of evidence have the id '{id}'; each needs its own.",
    "duplicate_need": "Two needs have the id '{id}'; each needs its own.",
    "unknown_evidence": "No evidence has the id '{id}'; nothing was changed.",
    "not_a_record": "This is not a stored matching run: {problem}.",
    "input_changed": (
        "The run's input was changed after it was stored: its digest is {found}, "
        "the run says {expected}. Nothing was computed."
    ),
    "other_algorithm": (
        "The run was made by {algorithm} version {version}; this is {ours}. "
        "Install the version that made it to replay it."
    ),
    "file": "{file}, {place}: {problem} {fix}",
    "whole_file": "{file}: {problem} {fix}",
}


class MatchingError(Exception):
    """Anything matching refuses to do; ``code`` is for programs, ``str()`` for people.

    >>> str(DuplicateEvidenceError("duplicate_evidence", id="e1"))
    "Two items of evidence have the id 'e1'; each needs its own."
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(SENTENCES[code].format(**params))


class BadValueError(MatchingError):
    """A need, an item of evidence, a filter or a record has a value that makes no sense."""


class DuplicateEvidenceError(MatchingError):
    """Two items of evidence share one id."""


class UnknownEvidenceError(MatchingError):
    """An item that should be changed or removed is not in the index."""


class BadRecordError(MatchingError):
    """A stored run cannot be replayed, and why."""


class BadFileError(MatchingError):
    """A file of needs, evidence or profiles cannot be read: which line, and the fix."""
