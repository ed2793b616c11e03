"""Reads what a population looks like from a file of a census or a statistics office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from io import BytesIO
from math import isfinite
from typing import BinaryIO

from django.utils.translation import gettext as _

from publius.panels.csvfile import Table, read_table
from publius.panels.errors import FileError
from publius.panels.io import FEATURE_COLUMNS

from .queries.features import FeatureValues

LARGEST = 1_000_000  # bytes
MOST_PROBLEMS = 10
NUMBERS = {  # titles of the column with the numbers -> what they have to add up to
    "count": None, "population": None, "people": None, "number": None,
    "share": 1.0, "percent": 100.0, "percentage": 100.0, "%": 100.0,
}  # fmt: skip
ROUNDING = 0.015  # how far shares may miss their sum, because they were rounded

Shares = dict[str, dict[str, float]]  # feature -> value -> 0 to 1


class CensusError(Exception):
    """The file was not read; `sentences` say which line is wrong and what to do."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


@dataclass
class Census:
    """What a file says about features that are known here, and which others it names."""

    shares: Shares = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)


def read_census(source: BinaryIO, features: Sequence[FeatureValues]) -> Census:
    """Read feature, value and a count, a share or a percentage from each row."""
    data = source.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise CensusError([_("The file is larger than 1 MB. Leave out the rows you do not need.")])
    table = _table(data)
    feature_at, value_at, number_at, whole = _columns(table)
    reading = _Reading(features)
    for line, row in table.rows:
        reading.take(line, row[feature_at].strip(), row[value_at].strip(), row[number_at].strip())
    return reading.result(whole)


def _table(data: bytes) -> Table:
    source = BytesIO(data)
    source.name = _("The file")
    try:
        return read_table(source)
    except FileError as error:
        raise CensusError([str(error)]) from None


def _columns(table: Table) -> tuple[int, int, int, float | None]:
    titles = [title.casefold() for title in table.header]
    number = next((title for title in titles if title in NUMBERS), None)
    pair = next((pair for pair in FEATURE_COLUMNS if set(pair) <= set(titles)), None)
    if pair is None or number is None:
        sentence = _(
            "The first line must name the columns: feature, value and one of count, share or "
            "percent. It reads: %(header)s."
        )
        raise CensusError([sentence % {"header": ", ".join(table.header)}])
    return titles.index(pair[0]), titles.index(pair[1]), titles.index(number), NUMBERS[number]


def as_shares(numbers: Mapping[str, float], whole: float | None) -> dict[str, float] | None:
    """Numbers as shares of 1; None where they do not add up to the whole they should.

    >>> as_shares({"woman": 30, "man": 10}, None)
    {'woman': 0.75, 'man': 0.25}
    >>> as_shares({"woman": 51, "man": 40}, 100.0) is None
    True
    """
    total = sum(numbers.values())
    if total <= 0 or (whole is not None and abs(total / whole - 1) > ROUNDING):
        return None
    return {value: number / total for value, number in numbers.items()}


class _Reading:
    """Goes through the rows, keeping what can be used and what is wrong."""

    def __init__(self, features: Sequence[FeatureValues]) -> None:
        self.features = {_plain(name): f for f in features for name in (f.key, f.title)}
        self.values = {
            f.key: {
                _plain(name): code for code, words in f.values.items() for name in (code, words)
            }
            for f in features
        }
        self.numbers: dict[str, dict[str, float]] = {}
        self.lines: dict[tuple[str, str], int] = {}
        self.unused: dict[str, None] = {}
        self.problems: list[str] = []
        self.broken: set[str] = set()  # features with a row that could not be read

    def take(self, line: int, feature: str, value: str, number: str) -> None:
        known = self.features.get(_plain(feature))
        if known is None:
            self._unknown_feature(line, feature)
            return
        code = self.values[known.key].get(_plain(value))
        amount = _number(number)
        before = len(self.problems)
        if code is None:
            self._problem(line, _no_such(value, known))
        elif amount is None:
            sentence = _("“%(number)s” is not a number of 0 or more.")
            self._problem(line, sentence % {"number": number})
        elif (known.key, code) in self.lines:
            sentence = _("%(feature)s: %(value)s is listed already on line %(line)d.")
            first = self.lines[known.key, code]
            self._problem(line, sentence % {"feature": feature, "value": value, "line": first})
        else:
            self.lines[known.key, code] = line
            self.numbers.setdefault(known.key, {})[code] = amount
        if len(self.problems) > before:
            self.broken.add(known.key)

    def _unknown_feature(self, line: int, feature: str) -> None:
        near = get_close_matches(_plain(feature), self.features, n=1, cutoff=0.75)
        if near:
            sentence = _("There is no “%(feature)s”. Did you mean “%(near)s”?")
            what = {"feature": feature, "near": self.features[near[0]].title}
            self._problem(line, sentence % what)
        elif feature:
            self.unused[feature] = None
        else:
            self._problem(line, _("The feature is blank."))

    def _problem(self, line: int, sentence: str) -> None:
        self.problems.append(_("Line %(line)d: %(problem)s") % {"line": line, "problem": sentence})

    def result(self, whole: float | None) -> Census:
        shares: Shares = {}
        for key, numbers in self.numbers.items():
            found = as_shares(numbers, whole)
            if key in self.broken:
                continue
            if found is None:
                self.problems.append(_wrong_sum(self.features[_plain(key)].title, numbers, whole))
            else:
                shares[key] = found
        if not self.problems and not shares:
            self.problems.append(_("None of the rows is about something a group is balanced on."))
        if self.problems:
            raise CensusError(_capped(self.problems))
        return Census(shares, list(self.unused))


def _plain(words: str) -> str:
    """Case, dashes and spaces do not matter: “18–24” is “18-24”."""
    return " ".join(str(words).replace("–", "-").casefold().split())


def _number(text: str) -> float | None:
    plain = text.removesuffix("%").replace(",", "").replace(" ", "").strip()
    try:
        number = float(plain)
    except ValueError:
        return None
    return number if isfinite(number) and number >= 0 else None


def _no_such(value: str, feature: FeatureValues) -> str:
    if not value:
        return _("The value is blank.")
    names = {_plain(words): words for words in feature.values.values()}
    near = get_close_matches(_plain(value), names, n=1, cutoff=0.4)
    what = {"feature": feature.title, "value": value, "known": "; ".join(names.values())}
    if near:
        sentence = _("%(feature)s has no “%(value)s”. Did you mean “%(near)s”?")
        return sentence % {**what, "near": names[near[0]]}
    return _("%(feature)s has no “%(value)s”. It has: %(known)s.") % what


def _wrong_sum(feature: str, numbers: Mapping[str, float], whole: float | None) -> str:
    total = f"{sum(numbers.values()):g}"
    if whole is None:
        return _("%(feature)s: the numbers are all 0.") % {"feature": feature}
    sentence = _("%(feature)s: the numbers add up to %(total)s instead of %(whole)s.")
    return sentence % {"feature": feature, "total": total, "whole": f"{whole:g}"}


def _capped(problems: list[str]) -> list[str]:
    if len(problems) <= MOST_PROBLEMS:
        return problems
    more = _("And %(n)d more lines like these.") % {"n": len(problems) - MOST_PROBLEMS}
    return [*problems[:MOST_PROBLEMS], more]
