"""What can go wrong in matching, each with a code and a plain sentence.

::

    MatchingError
     |-- BadValueError            a need, an item of evidence or a filter makes no sense
     |-- DuplicateEvidenceError   two items share one id
     |-- BadRecordError           a stored run cannot be replayed
     `-- BadFileError             a file cannot be read; names file, line and fix
"""

SENTENCES = {
    "empty": "The {field} is empty; give it at least one character.",
    "nul": "The {field} holds a NUL character, which no text has; remove it.",
    "weight": "The weight {weight} of evidence '{id}' must be above 0 and at most 1.",
    "quality": "The quality {quality} of evidence '{id}' must be at least 0.5 and at most 1.",
    "point": "There is no point on Earth at latitude {latitude}, longitude {longitude}.",
    "count": "A side of a need asks for at least one person; it says {count}.",
    "km": "A distance must be above 0 km; it is {km}.",
    "wrong_type": "'{field}' should be {expected}, but is {found}.",
    "missing_field": "'{field}' is missing.",
    "unknown_field": "'{field}' is not a field of {record}; the fields are {known}.",
    "misspelt_field": "'{field}' is not known; did you mean '{meant}'?",
    "top": "Ask for at least one person; top was {top}.",
    "shortlist_size": "A shortlist has at least one person; it should have {size}.",
    "exploration": "The share of newcomers must be from 0 to 1; it is {exploration}.",
    "prior": "A prior needs something of both answers; it has {yes} yes and {no} no.",
    "invitations": (
        "Places must be 0 or more and the chance between 0 and 1; they are {places} and {chance}."
    ),
    "duplicate_evidence": (
        "Two items of evidence have the id '{id}'; each needs its own. Nothing was taken in."
    ),
    "duplicate_need": "Two needs have the id '{id}'; each needs its own.",
    "not_a_record": "This is not a stored matching run: {problem}",
    "input_changed": (
        "The run's input was changed after it was stored: its digest is {found}, "
        "the run says {expected}. Nothing was computed."
    ),
    "other_algorithm": (
        "The run was made by {algorithm} version {version}; this is {ours}. "
        "Install the version that made it to replay it."
    ),
    "no_encoder": (
        "The run was made with the encoder '{encoder}', which is not here: {problem} "
        "Nothing was computed."
    ),
    "other_means": (
        "The run was made with another {what} ({made_with}) than the one here ({here}), so its "
        "result cannot be proved. Replay it where that one is installed."
    ),
    "no_file": "{file} does not exist. Check the name and the folder.",
    "unreadable": "{file} cannot be read ({problem}). Check that you may read it.",
    "empty_file": (
        "{file} is empty. It should start with a line that names the columns, "
        "or with [ if it is JSON."
    ),
    "encoding": (
        "{file}, line {line}, byte {byte}: this is not UTF-8 text. Save the file as UTF-8 "
        "(Excel: 'CSV UTF-8'; LibreOffice: character set 'Unicode (UTF-8)') and try again."
    ),
    "nul_in_file": (
        "{file}, line {line}: there is a NUL character, so this is not a plain text file. "
        "Save it again as CSV (UTF-8) or JSON and try again."
    ),
    "missing_columns": (
        "{file}, line 1: {missing} missing among the columns ({found}). "
        "The first line must name the columns {required}."
    ),
    "misspelt_column": (
        "{file}, line 1: the column '{column}' is not known; did you mean '{meant}'? "
        "Rename it or remove it."
    ),
    "repeated_column": "{file}, line 1: the column '{column}' is there twice. Remove one.",
    "row_width": (
        "{file}, line {line}: the first line names {expected} columns, this row fills {found}. "
        "Put double quotes around text that holds the separator '{delimiter}'."
    ),
    "unclosed_quote": (
        "{file}, line {line}: a double quote opens here and is never closed. "
        "Close it, or write it twice if it belongs to the text."
    ),
    "bad_row": "{file}, {place}: {problem} Correct this entry and try again.",
    "duplicate_row": (
        "{file}, {place}: the id '{id}' was already used in {first}. Give each entry its own id."
    ),
    "not_json": (
        "{file}, line {line}, column {column}: this is not JSON ({problem}). "
        "Correct it there, or export the file again."
    ),
    "json_shape": "{file}: {problem} {fix}",
    "no_draw": "{file} has no draw '{draw}'; it has {draws}. Choose one of them.",
    "unknown_item": (
        "{file}: person '{person}' lists the item '{id}', which is not in {evidence}. "
        "Add the item there or take it off the list."
    ),
    "folder": (
        "{file}: found no {missing}. A folder needs needs.json or needs.csv, evidence.json or "
        "evidence.csv and, where the evidence names no people, profiles.json."
    ),
}


class MatchingError(Exception):
    """Anything matching refuses to do; ``code`` is for programs, ``str()`` for people.

    >>> str(DuplicateEvidenceError("duplicate_evidence", id="e1"))
    "Two items of evidence have the id 'e1'; each needs its own. Nothing was taken in."
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(SENTENCES[code].format(**params))


class BadValueError(MatchingError):
    """A need, an item of evidence, a filter or a record has a value that makes no sense."""


class DuplicateEvidenceError(MatchingError):
    """Two items of evidence share one id."""


class BadRecordError(MatchingError):
    """A stored run cannot be replayed, and why."""


class BadFileError(MatchingError):
    """A file of needs, evidence or profiles cannot be read: which line, and the fix."""
