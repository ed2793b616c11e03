"""The eight real conversations beside the project, read once each."""

import csv
from functools import cache

import numpy as np

from publius.opinion import Ballots, Statement, Status
from tests.shared_data import needs_shared

REAL = (
    "15-per-hour-seattle",
    "bg2050-volunteers",
    "brexit-consensus",
    "scoop-hivemind.affordable-housing",
    "scoop-hivemind.biodiversity",
    "scoop-hivemind.freshwater",
    "scoop-hivemind.ubi",
    "vtaiwan.uberx",
)


@cache
def conversation(name: str) -> Ballots:
    """The ballots of one of them; the test is skipped in plain words where the data are not."""
    folder = needs_shared("conversations") / name
    votes = np.loadtxt(folder / "votes.csv", int, delimiter=",", skiprows=1)
    with (folder / "statements.csv").open(encoding="utf-8", newline="") as file:
        statements = [
            Statement(
                int(row["statement"]),
                status=Status.REJECTED if row["moderated"] == "-1" else Status.SHOWN,
            )
            for row in csv.DictReader(file)
        ]
    return Ballots.from_columns(*votes.T, statements=statements)
