"""What single cells mean: ids, answers, moments, yes and no."""

import math
import unicodedata
from collections.abc import Hashable
from datetime import UTC, datetime

ANSWERS = {
    "1": 1, "+1": 1, "1.0": 1, "agree": 1,
    "0": 0, "0.0": 0, "-0.0": 0, "pass": 0, "unsure": 0,
    "-1": -1, "-1.0": -1, "disagree": -1, "−1": -1,
}  # fmt: skip
WORDS = {"agree", "disagree"}
NO_VOTE = {"", "na", "nan", "none", "null"}  # as statistics programs write it
YES = {"1", "true", "t", "yes", "y"}
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def read_id(cell: str) -> Hashable:
    """An id: a whole number where it is written as one, else text, however its accents are coded.

    >>> read_id("12"), read_id(" p12 "), read_id("012")
    (12, 'p12', '012')
    """
    text = unicodedata.normalize("NFC", cell.strip())
    is_number = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
    return int(text) if is_number and len(text) < 19 else unguarded(text)


def read_answer(cell: str) -> int | None:
    """An answer; None if the cell holds none.

    >>> read_answer("-1"), read_answer("Agree"), read_answer("maybe")
    (-1, 1, None)
    """
    return ANSWERS.get(cell.strip().casefold())


def is_word(cell: str) -> bool:
    """Whether a cell says agree or disagree in so many letters."""
    return cell.strip().casefold() in WORDS


def has_vote(cell: str) -> bool:
    """Whether a cell of a table with a row per person holds a vote."""
    return cell.strip().casefold() not in NO_VOTE


def read_moment(cell: str) -> float | None:
    """A time as a number: seconds or milliseconds as given, or seconds of a date; None if neither.

    >>> read_moment("1500232652930"), read_moment("2017-07-16T00:00:00Z"), read_moment("noon")
    (1500232652930.0, 1500163200.0, None)
    """
    try:
        number = float(cell)
    except ValueError:
        return _date(cell.strip())
    return number if math.isfinite(number) else None


def _date(text: str) -> float | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def read_count(cell: str) -> int | None:
    """A number of votes; None if the cell holds none."""
    text = cell.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def read_yes(cell: str) -> bool:
    return cell.strip().casefold() in YES


def guarded(text: str) -> str:
    """Stop a spreadsheet from running text as a formula; ``unguarded`` takes the mark off again.

    >>> guarded("=1+1"), unguarded("'=1+1"), guarded("I agree")
    ("'=1+1", '=1+1', 'I agree')
    """
    return f"'{text}" if text.lstrip("'").startswith(FORMULAS) else text


def unguarded(text: str) -> str:
    has_mark = text.startswith("'") and text.lstrip("'").startswith(FORMULAS)
    return text[1:] if has_mark else text
