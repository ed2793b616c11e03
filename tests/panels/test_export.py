"""CSV that goes out: complete, and harmless in a spreadsheet."""

import csv
import io

from publius.panels import Target, Targets, prepare
from publius.panels.export import lottery_csv, remaining_csv, selected_csv
from publius.panels.io import read_pool

TARGETS = Targets((Target("side", "left", 1, 1), Target("side", "right", 1, 1)))
PEOPLE = (
    "id,side,note\na,left,=HYPERLINK()\nb,left,+1\nc,left,-1\nd,left,@x\n"
    'e,right,"\tx"\nf,right,fine\n'
)


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def exported():
    pool = read_pool(io.BytesIO(PEOPLE.encode()), TARGETS)
    lottery = prepare(pool.people, TARGETS, size=2, tickets=20)
    return pool, lottery, lottery.draw(1)


def test_selected_and_remaining_hold_everybody_once():
    pool, _, drawn = exported()

    selected, remaining = rows(selected_csv(drawn, pool)), rows(remaining_csv(drawn, pool))

    assert [row["person"] for row in selected] == [place.person for place in drawn.panel]
    assert sorted(row["id"] for row in selected + remaining) == list("abcdef")


def test_remaining_people_are_shown_their_chance_and_their_turn_as_reserve():
    pool, _, drawn = exported()

    remaining = rows(remaining_csv(drawn, pool))

    assert {row["person"]: float(row["chance"]) for row in remaining} == {
        person: chance
        for person, chance in drawn.chances.items()
        if person not in {place.person for place in drawn.panel}
    }
    assert [r["person"] for r in remaining if r["reserve"] == "1"] == [drawn.reserves[0].person]


def test_no_cell_starts_like_a_formula():
    pool, lottery, drawn = exported()
    notes = {
        row["id"]: row["note"]
        for text in (selected_csv(drawn, pool), remaining_csv(drawn, pool))
        for row in rows(text)
    }

    assert notes == {
        "a": "'=HYPERLINK()",
        "b": "'+1",
        "c": "'-1",
        "d": "'@x",
        "e": "'\tx",
        "f": "fine",
    }
    assert len(rows(lottery_csv(lottery))) == 20


def test_the_lottery_table_lists_the_people_on_every_ticket():
    _, lottery, drawn = exported()

    row = rows(lottery_csv(lottery))[drawn.certificate.ticket]

    assert (row["person 1"], row["person 2"]) == tuple(place.person for place in drawn.panel)
