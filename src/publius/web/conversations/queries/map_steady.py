"""Figures of a map stay as they were told until five people more have answered.

Otherwise whoever compares two maps that follow each other reads what one person said in between.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone

from publius import opinion

from ..models import MapVersion, Vote, VoteChange
from .counts import FEWEST
from .map_input import Reading
from .maps import found_of

NOBODY = {"agrees": 0, "disagrees": 0, "passes": 0, "agree_between": [0.0, 1.0]}
FIGURES = ("agrees", "disagrees", "passes", "weighted")

Row = Mapping[str, Any]


def steadied(
    shown: Mapping[str, Any],
    *,
    found: "opinion.OpinionMap",
    reading: Reading,
    previous: MapVersion | None,
) -> dict[str, Any]:
    """The same, with the figures told before where fewer than five people changed them.

    Counted are people who voted anew, changed a vote or took it back, each once since the
    figures were told; and people who came into another group or do not count any more, once for
    each map.
    """
    told = _told_rows(previous)
    answered = _answered_since(told, previous)
    moved = _moved(found, reading, previous)
    rows = [
        _steady(row, told.get(row["number"]), answered[row["number"]], moved[row["number"]])
        for row in shown["statements"]
    ]
    return {**shown, "statements": rows}


def _told_rows(previous: MapVersion | None) -> dict[int, Row]:
    """What was told of each statement, and since when."""
    if previous is None:
        return {}
    made_at = previous.made_at.isoformat()
    rows = previous.shown["statements"]
    return {row["number"]: {"told_at": made_at, "moved": 0, **row} for row in rows}


def _steady(row: Row, before: Row | None, answered: int, moved: int) -> dict[str, Any]:
    fresh = {**row, "told_at": timezone.now().isoformat(), "moved": 0}
    if before is None or _voted(before) < FEWEST:
        return fresh  # nothing was told yet that could be compared
    moved += before["moved"]
    if max(answered, moved) >= FEWEST:
        return fresh
    return {**fresh, **_kept(row, before), "told_at": before["told_at"], "moved": moved}


def _voted(row: Row) -> int:
    voted: int = row["agrees"] + row["disagrees"] + row["passes"]
    return voted


def _kept(row: Row, before: Row) -> dict[str, Any]:
    """The figures told before; a group that is new since then has none yet."""
    figures = {name: before[name] for name in FIGURES if name in before}
    by_group = {label: before["by_group"].get(label, NOBODY) for label in row["by_group"]}
    return {**figures, "by_group": by_group}


def _answered_since(told: Mapping[int, Row], previous: MapVersion | None) -> Counter[int]:
    """By statement: how many people answered otherwise since its figures were told."""
    if previous is None or not told:
        return Counter()
    since = {number: dt.datetime.fromisoformat(row["told_at"]) for number, row in told.items()}
    people: dict[int, set[int]] = defaultdict(set)
    for number, person, at in _answers(previous.conversation_id, min(since.values())):
        if number in since and at > since[number]:
            people[number].add(person)
    return Counter({number: len(each) for number, each in people.items()})


def _answers(conversation_id: int, since: dt.datetime) -> Iterator[tuple[int, int, dt.datetime]]:
    """Statement, person and moment of everything that changes a figure."""
    facts = ("statement__number", "participant_id")
    votes = Vote.objects.filter(statement__conversation=conversation_id)
    yield from votes.filter(voted_at__gt=since).values_list(*facts, "voted_at")
    changes = VoteChange.objects.filter(statement__conversation=conversation_id)
    yield from changes.filter(changed_at__gt=since).values_list(*facts, "changed_at")


def _moved(
    found: "opinion.OpinionMap", reading: Reading, previous: MapVersion | None
) -> Counter[int]:
    """By statement: who voted on it and is in another group than on the map before, or gone."""
    if previous is None:
        return Counter()
    before, now = _groups(found_of(previous)), _groups(found)
    movers = {person for person, group in now.items() if before.get(person) != group}
    gone = Vote.objects.filter(participant__in=before.keys() - now.keys())
    lost = gone.values_list("statement__number", flat=True)
    return Counter(
        [*(number for person, number, _answer in reading.votes if person in movers), *lost]
    )


def _groups(found: "opinion.OpinionMap") -> dict[Any, str | None]:
    return {person: position.group for person, position in found.people.items()}
