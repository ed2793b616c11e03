"""CSV that goes out: complete, and harmless in a spreadsheet."""

import csv
import io
from dataclasses import replace

from publius.panels import Place, Target, Targets, prepare
from publius.panels.export import lottery_csv, remaining_csv, report_csv, selected_csv
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


def test_whoever_lives_with_a_member_of_the_panel_does_not_remain():
    people = "id,side,home\na,left,1\nb,right,1\nc,right,2\nd,left,\n"
    targets = replace(TARGETS, one_per_household=True)
    pool = read_pool(io.BytesIO(people.encode()), targets, address_columns=["home"])
    drawn = replace(
        prepare(pool.people, targets, size=2, tickets=4).draw(0),
        panel=(Place("a"), Place("c")),
    )

    remaining = rows(remaining_csv(drawn, pool, one_per_household=True))

    assert [row["person"] for row in remaining] == ["d"]
    assert [row["person"] for row in rows(remaining_csv(drawn, pool))] == ["b", "d"]


def test_the_report_counts_every_target_in_the_pool_and_the_panel():
    _, _, drawn = exported()

    assert rows(report_csv(drawn)) == [
        {
            "feature": "side", "value": value, "min": "1", "max": "1", "min %": "50.0",
            "max %": "50.0", "pool": str(pool), "pool %": share, "panel": "1", "panel %": "50.0",
        }
        for value, pool, share in (("left", 4, "66.7"), ("right", 2, "33.3"))
    ]  # fmt: skip
