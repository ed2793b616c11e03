"""Real conversations, read whole: every vote, whichever sign means agree."""

import csv
import io
import json

import numpy as np
import pytest

from publius.opinion.io import read_votes
from tests.shared_data import needs_shared

NAMES = ["15-per-hour-seattle", "brexit-consensus", "scoop-hivemind.freshwater", "vtaiwan.uberx"]


@pytest.fixture(params=NAMES)
def folder(request):
    return needs_shared(f"conversations/{request.param}")


def test_every_person_statement_and_vote_is_read(folder):
    manifest = json.loads((folder.parent / "manifest.json").read_text())
    (told,) = [each for each in manifest if each["name"] == folder.name]

    ballots = read_votes(folder).ballots

    assert len(ballots.people) == told["participants"]
    assert len(ballots.statements) == told["statements"]
    assert len(ballots.row) == told["votes"]
    assert int((~ballots.shown).sum()) == told["moderated_out"]


def test_signs_that_were_flipped_are_turned_back(folder):
    header, *rows = csv.reader(io.StringIO((folder / "votes.csv").read_text()))
    flipped = [[person, statement, str(-int(vote))] for person, statement, vote in rows]
    text = "\n".join(",".join(row) for row in [header, *flipped])

    straight = read_votes(folder / "votes.csv", statements=folder / "statements.csv")
    turned = read_votes(io.BytesIO(text.encode()), statements=folder / "statements.csv")

    assert turned.notes[0] == "-1 was taken for agree: so say the counts in statements.csv."
    assert np.array_equal(turned.ballots.answer, straight.ballots.answer)
