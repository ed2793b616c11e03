"""Votes as they may be given, as columns of numbers: whole arrays if possible, else one by one."""

from collections.abc import Iterable, Sequence
from operator import itemgetter
from types import NoneType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.opinion.errors import VoteError
from publius.opinion.types import Vote

ROWS = {tuple, list, Vote}  # what votes usually are
TEXT = (str, bytes)
TAKEN_BACK = 2  # beside the three answers, while votes are being read
WIDEST_TABLE = 1 << 22  # integer ids that lie this close are numbered by a table, others sorted

Column = Sequence[Any] | NDArray[Any]
Order = NDArray[np.int64] | None


def columns_of(votes: Iterable[Any]) -> list[Column]:
    """Rows of three or four as columns: people, statements, answers and, where given, times."""
    if isinstance(votes, np.ndarray):
        return _columns_of_array(votes)
    try:
        rows = list(votes)
    except TypeError:
        raise VoteError("no-votes", kind=type(votes).__name__) from None
    if not rows:
        return [(), (), ()]
    return [list(map(itemgetter(part), rows)) for part in range(_common_length(rows))]


def _columns_of_array(votes: NDArray[Any]) -> list[Column]:
    if not votes.size:
        return [(), (), ()]
    if votes.ndim != 2 or votes.shape[1] not in (3, 4):
        raise VoteError("bad-vote", number=1, parts=votes.shape[1] if votes.ndim == 2 else 1)
    return list(votes.T)


def _common_length(rows: list[Any]) -> int:
    """How many parts every row has: three, or four with a time."""
    lengths = set(map(len, rows)) if set(map(type, rows)) <= ROWS else set(map(_parts, rows))
    if len(lengths) == 1 and lengths <= {3, 4}:
        return lengths.pop()
    for number, row in enumerate(rows, 1):
        if _parts(row) not in (3, 4):
            raise VoteError("bad-vote", number=number, parts=_parts(row))
    untimed = next(number for number, row in enumerate(rows, 1) if _parts(row) == 3)
    raise VoteError("no-time", number=untimed)


def _parts(row: Any) -> int:
    """How many parts a row has; text is one word, not many letters."""
    return len(row) if isinstance(row, Sequence | np.ndarray) and not isinstance(row, TEXT) else 1


def as_column(values: Any) -> Column:
    """Give something that can be measured and indexed: an array, a list or a tuple."""
    if isinstance(values, list | tuple | np.ndarray):
        return values
    if hasattr(values, "__array__"):
        return np.asarray(values)
    if isinstance(values, TEXT) or not isinstance(values, Iterable):
        raise VoteError("bad-column", kind=type(values).__name__)
    return list(values)


def check_even(*columns: Column) -> None:
    """Refuse columns of different lengths."""
    if len({len(column) for column in columns}) > 1:
        lengths = ", ".join(str(len(column)) for column in columns)
        raise VoteError("uneven-columns", lengths=lengths)


def answers_of(people: Column, votes_on: Column, answers: Column) -> NDArray[np.int8]:
    """-1, 0, 1 or TAKEN_BACK for every vote; anything else is refused."""
    given = _plain_numbers(answers)
    if given is None:
        raise _bad_answer(people, votes_on, answers, _first_odd(answers))
    with np.errstate(invalid="ignore"):
        small = given.astype(np.int8)
    wrong = (small != given) | (small < -1) | (small > 1)
    if given.dtype.kind == "f":
        taken_back = np.isnan(given)
        small[taken_back] = TAKEN_BACK
        wrong &= ~taken_back
    if wrong.any():
        raise _bad_answer(people, votes_on, answers, int(np.argmax(wrong)))
    return small


def _plain_numbers(answers: Column) -> NDArray[Any] | None:
    """Answers that are numbers or None throughout; True and False are not."""
    if not len(answers):
        return np.zeros(0)
    if isinstance(answers, np.ndarray) and answers.dtype.kind in "iuf":
        return answers if answers.ndim == 1 else None
    kinds = set(map(type, answers))
    if not all(kind is NoneType or _is_number(kind) for kind in kinds):
        return None
    if NoneType in kinds:
        return _floats(answers)
    given = np.asarray(answers)
    return given if given.dtype.kind in "iuf" else None


def _floats(answers: Column) -> NDArray[np.float64] | None:
    """Numbers with NaN for None; None where one is too large to be a number."""
    try:
        return np.array(answers, dtype=float)
    except OverflowError:
        return None


def _is_number(kind: type) -> bool:
    return kind is not bool and issubclass(kind, int | float | np.integer | np.floating)


def _first_odd(answers: Column) -> int:
    """Where the first answer is that is none of the three, and no vote taken back."""
    return next(at for at, answer in enumerate(answers) if not _is_answer(answer))


def _is_answer(answer: Any) -> bool:
    is_nan = isinstance(answer, float | np.floating) and bool(np.isnan(answer))
    return answer is None or is_nan or (_is_number(type(answer)) and answer in (-1, 0, 1))


def _bad_answer(people: Column, votes_on: Column, answers: Column, at: int) -> VoteError:
    answer = answers[at]
    shown = f"the text “{answer}”" if isinstance(answer, str) else answer
    return VoteError("bad-answer", answer=shown, person=people[at], statement=votes_on[at])


def in_time(times: Any, people: Column, votes_on: Column) -> Order:
    """The order in which votes came, None where that is how they are listed.

    Votes of one moment came as they are listed.
    """
    if times is None:
        return None
    moments = _moments(times, people, votes_on)
    if np.all(moments[1:] >= moments[:-1]):
        return None
    return np.argsort(moments, kind="stable")


def _moments(times: Column, people: Column, votes_on: Column) -> NDArray[Any]:
    """Times as numbers; whole ones stay whole, for nanoseconds do not fit a float."""
    moments = _as_moments(times)
    strange = np.isnat(moments) if moments.dtype.kind == "M" else ~np.isfinite(moments)
    if strange.any():
        at = int(np.argmax(strange))
        raise VoteError("bad-time", person=people[at], statement=votes_on[at])
    return moments


def _as_moments(times: Column) -> NDArray[Any]:
    if isinstance(times, np.ndarray) or set(map(type, times)) <= {int, float}:
        moments = np.asarray(times)
        if moments.dtype.kind in "iufM" and moments.ndim == 1:
            return moments
    return np.array([_finite(time) for time in times], dtype=float)


def _finite(time: Any) -> float:
    """A time as a number, NaN where it is none."""
    try:
        return float(time)
    except (TypeError, ValueError, OverflowError):
        return np.nan


def numbered(ids: Column, order: Order, part: str) -> tuple[NDArray[np.int32], list[Any]]:
    """Number ids from 0 in the order in which they first come; also give them in that order.

    ``part`` says what they are ids of, should one of them be of no use.

    >>> codes, first = numbered(["b", "a", "b"], None, "person")
    >>> codes.tolist(), first
    ([0, 1, 0], ['b', 'a'])
    """
    whole = _whole_numbers(ids)
    if whole is None:
        return _numbered_one_by_one(ids, order, part)
    if order is not None:
        whole = whole[order]
    if not len(whole):
        return np.zeros(0, np.int32), []
    lowest, highest = int(whole.min()), int(whole.max())
    if highest - lowest < max(WIDEST_TABLE, len(whole)):
        return _numbered_by_table(whole, lowest, highest - lowest + 1)
    return _numbered_by_sorting(whole)


def _whole_numbers(ids: Column) -> NDArray[Any] | None:
    if isinstance(ids, np.ndarray):
        return ids if ids.dtype.kind in "iu" and ids.ndim == 1 else None
    if set(map(type, ids)) != {int}:
        return None
    try:
        return np.array(ids, dtype=np.int64)
    except OverflowError:
        return None


def _numbered_by_table(
    ids: NDArray[Any], lowest: int, width: int
) -> tuple[NDArray[np.int32], list[Any]]:
    shifted = ids - np.array(lowest, ids.dtype)
    came = np.full(width, len(ids), whole_kind(len(ids)))
    came[shifted[::-1]] = np.arange(
        len(ids) - 1, -1, -1, dtype=came.dtype
    )  # the first is written last
    present = np.flatnonzero(came < len(ids))
    in_order = present[np.argsort(came[present])]
    codes = np.zeros(width, np.int32)
    codes[in_order] = np.arange(len(in_order), dtype=np.int32)
    return codes[shifted], (in_order + lowest).tolist()


def whole_kind(highest: int) -> type[np.signedinteger[Any]]:
    """The smaller kind of whole number that holds it: half the memory is twice the speed."""
    return np.int32 if highest <= np.iinfo(np.int32).max else np.int64


def _numbered_by_sorting(ids: NDArray[Any]) -> tuple[NDArray[np.int32], list[Any]]:
    distinct, came, inverse = np.unique(ids, return_index=True, return_inverse=True)
    in_order = np.argsort(came)
    codes = np.zeros(len(distinct), np.int32)
    codes[in_order] = np.arange(len(distinct), dtype=np.int32)
    return codes[inverse], distinct[in_order].tolist()


def _numbered_one_by_one(
    ids: Column, order: Order, part: str
) -> tuple[NDArray[np.int32], list[Any]]:
    keys = ids.tolist() if isinstance(ids, np.ndarray) else ids
    if order is not None:
        keys = [keys[at] for at in order.tolist()]
    codes: dict[Any, int] = {}
    try:
        numbers = [codes.setdefault(key, len(codes)) for key in keys]
    except TypeError:
        raise VoteError("unusable-id", part=part, id=_unhashable(keys)) from None
    first = [key.item() if isinstance(key, np.generic) else key for key in codes]
    for key in first:
        if key is None or key != key:  # NaN is not even itself
            raise VoteError("unusable-id", part=part, id=key)
    return np.array(numbers, dtype=np.int32), first


def _unhashable(keys: Iterable[Any]) -> Any:
    """The first key that cannot be told apart from others for good."""
    for key in keys:
        try:
            hash(key)
        except TypeError:
            return key
    return None
