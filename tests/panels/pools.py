"""Pools to test with: made at random by Hypothesis, made by hand, or read from shared data."""

import csv
from pathlib import Path

from hypothesis import strategies as st

from publius.panels import Person, Seat, Target, Targets

SHARED = (
    "cca-like_75", "example_small_20", "hd-like_30", "mass-like_24", "opendlp_monitoring",
    "sf_a-hh_35", "sf_a-like_35", "sf_fixture_22",
)  # fmt: skip
SIZES = {"opendlp_monitoring": 30}


def shared_pool(folder: Path):
    """Read a shared folder without the library's own reader: (pool, targets, size)."""
    with (folder / "categories.csv").open(newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    least, most = rows[0].index("min"), rows[0].index("max")
    targets = tuple(Target(r[0], r[1], int(r[least]), int(r[most])) for r in rows[1:])
    together = "hh" in folder.name
    with (folder / "respondents.csv").open(newline="", encoding="utf-8-sig") as file:
        pool = [
            Person(
                str(number),
                {target.feature: row[target.feature] for target in targets},
                household=row["address"] if together else None,
            )
            for number, row in enumerate(csv.DictReader(file))
        ]
    size = SIZES.get(folder.name) or int(folder.name.rsplit("_", 1)[1])
    return pool, Targets(targets, one_per_household=together), size


def council_pool(people: int = 60):
    """A pool as a call makes it: role seats, two features, some who share a home."""
    seats = (
        Seat("planner", "Transport planner", 2, 2),
        Seat("cyclist", "Cycles to work", 3, 4),
        Seat("driver", "Cab driver", 1, 2),
        Seat("blind", "Blind or partially sighted pedestrian", 1, 2),
    )
    fits = ("planner", "cyclist", "driver", "blind")
    pool = [
        Person(
            f"p{number:03}",
            {
                "gender": ("female", "male")[number % 2],
                "age": ("under 40", "40 and over")[number // 3 % 2],
            },
            seats=frozenset({fits[number % 4], fits[number * 7 // 4 % 4]}),
            household=f"home {number // 10}" if number % 5 == 0 else f"alone {number}",
        )
        for number in range(people)
    ]
    targets = (
        Target("gender", "female", 4, 6),
        Target("gender", "male", 4, 6),
        Target("age", "under 40", 4, 6),
    )
    return pool, Targets(targets, seats, one_per_household=True), 10


@st.composite
def small_problems(draw, *, mixed=False):
    """At most eight people with features, seats and households, and targets for a panel of them.

    ``mixed``: somebody may hold several values of a feature; some people may not sit together.
    """
    people = draw(st.integers(2, 8))
    size = draw(st.integers(1, min(4, people)))
    features = {f"f{n}": ("x", "y", "z")[: draw(st.integers(2, 3))] for n in range(2)}
    seats = tuple(
        Seat(f"s{n}", f"Seat {n}", least, least + draw(st.integers(0, 2)))
        for n, least in enumerate(draw(st.lists(st.integers(0, 1), max_size=2)))
    )
    pool = [
        Person(
            f"p{number}",
            {
                name: draw(_held(values) if mixed else st.sampled_from(values))
                for name, values in features.items()
            },
            frozenset(seat.id for seat in seats if draw(st.booleans())),
            draw(st.sampled_from((None, "red house", "blue house", "green house"))),
        )
        for number in range(people)
    ]
    return (
        pool,
        Targets(
            tuple(_some_targets(draw, features, size)),
            seats,
            draw(st.booleans()),
            draw(_apart([person.id for person in pool])) if mixed else (),
        ),
        size,
    )


def _held(values):
    """Mostly one value; sometimes several, or none."""
    several = st.frozensets(st.sampled_from(values), max_size=2)
    return st.one_of(st.sampled_from(values), st.sampled_from(values), several)


def _apart(people):
    """Mostly nobody; sometimes a group or two of whom one may sit."""
    group = st.frozensets(st.sampled_from(people), min_size=2, max_size=3)
    return st.one_of(st.just(()), st.lists(group, max_size=2).map(tuple))


def _some_targets(draw, features, size):
    for name, values in features.items():
        for value in values:
            if draw(st.booleans()):
                least = draw(st.integers(0, size // 2))
                yield Target(name, value, least, least + draw(st.integers(0, 2)))
