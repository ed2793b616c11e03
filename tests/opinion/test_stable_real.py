"""The default engine on real conversations: like Polis's groups, predictive, steady, order-free."""

import csv
import json
from functools import cache

import numpy as np
import pytest

from publius import opinion
from publius.opinion import Ballots, Confidence, held_out, stable
from publius.opinion.agreement import agreement
from publius.opinion.grouping import NOBODY, Grouping
from tests.opinion.real import REAL, conversation
from tests.shared_data import needs_shared

SOUND = (  # whose groups in Polis are good enough to be compared with
    "15-per-hour-seattle",
    "brexit-consensus",
    "scoop-hivemind.biodiversity",
    "vtaiwan.uberx",
)
BATCHES = 30


@cache
def groups_of_polis(name: str) -> dict[int, int]:
    path = needs_shared("conversations") / name / "participants.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            int(row["participant"]): int(row["polis_group"])
            for row in csv.DictReader(file)
            if row["polis_group"]
        }


def likeness_to_polis(name: str) -> float:
    ballots, theirs = conversation(name), groups_of_polis(name)
    ours = stable.group(ballots, k=len(set(theirs.values())))
    both = [
        row
        for row, person in enumerate(ballots.people)
        if person in theirs and ours.group[row] != NOBODY
    ]
    return agreement(ours.group[both], np.array([theirs[ballots.people[row]] for row in both]))


def test_groups_are_like_those_of_polis_where_these_are_sound():
    found = [likeness_to_polis(name) for name in SOUND]

    assert min(found) >= 0.80
    assert np.median(found) >= 0.90


@cache
def replay(name: str) -> list[tuple[int, float]]:
    """The number of groups, and the share of people who changed theirs, batch by batch."""
    path = needs_shared("conversations") / name / "vote_events.csv"
    events = np.loadtxt(path, delimiter=",", skiprows=1)
    told: list[tuple[int, float]] = []
    before: dict[object, str] = {}
    state = None
    for batch in range(1, BATCHES + 1):
        so_far = events[: len(events) * batch // BATCHES]
        ballots = Ballots.from_columns(
            so_far[:, 1].astype(int),
            so_far[:, 2].astype(int),
            so_far[:, 3],
            statements=conversation(name).statements,
        )
        found = stable.group(ballots, previous=state)
        state = json.loads(json.dumps(found.state))
        now = label_of_each(ballots, found)
        changed = [now[person] != label for person, label in before.items() if person in now]
        told.append((found.k, float(np.mean(changed)) if changed else 0.0))
        before = now
    return told


def label_of_each(ballots: Ballots, found: Grouping) -> dict[object, str]:
    return {
        person: found.labels[number]
        for person, number in zip(ballots.people, found.group.tolist(), strict=True)
        if number != NOBODY
    }


# The largest two take as long as all others together and are measured in bench/opinion.
@pytest.mark.parametrize("name", [n for n in REAL if n not in SOUND[2:]])
def test_few_people_change_groups_as_votes_come_in(name):
    second_half = replay(name)[BATCHES // 2 :]

    numbers, changed = (np.array(column) for column in zip(*second_half, strict=True))
    assert np.count_nonzero(np.diff(numbers)) <= 1
    assert changed.mean() <= 0.02
    assert changed.max() <= 0.10


@pytest.mark.parametrize("name", REAL)
def test_the_order_of_votes_and_the_wording_of_statements_do_not_matter(name):
    ballots = conversation(name)
    rng = np.random.default_rng(3)
    turned = np.where(rng.random(len(ballots.statements)) < 0.5, -1, 1)
    order = rng.permutation(len(ballots.row))
    new_name = rng.permutation(len(ballots.people))
    shuffled = Ballots.from_columns(
        new_name[ballots.row[order]],
        ballots.column[order],
        (ballots.answer * turned[ballots.column])[order],
        statements={
            number: statement.status for number, statement in enumerate(ballots.statements)
        },
    )

    ours, theirs = stable.group(ballots), stable.group(shuffled)

    row_of = {person: row for row, person in enumerate(shuffled.people)}
    same_people = [row_of[name] for name in new_name.tolist()]
    assert agreement(ours.group, theirs.group[same_people]) >= 0.99


@pytest.mark.parametrize("name", ["15-per-hour-seattle", "brexit-consensus"])
def test_groups_tell_something_about_votes_they_have_not_seen(name):
    assert held_out.gain(conversation(name), stable.group) > 0.05


@pytest.mark.parametrize(
    ("name", "confidence"),
    [
        ("scoop-hivemind.affordable-housing", Confidence.NONE),
        ("scoop-hivemind.biodiversity", Confidence.FIRM),
        ("vtaiwan.uberx", Confidence.FIRM),
    ],
)
def test_clear_groups_are_told_from_none(name, confidence):
    assert opinion.fit(conversation(name)).confidence is confidence
