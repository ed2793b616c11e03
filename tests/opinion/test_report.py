"""What a report tells, and what it keeps to itself."""

from dataclasses import replace

import pytest

from publius import opinion
from publius.opinion import Figure, Section, Statement, Status, Table, report
from publius.opinion.report import Report

TEXTS = {"all": "Plant trees.", "north": "Close the north gate.", "south": "Open the south gate."}


def camps(*sizes: int, alike: bool = False) -> list[tuple[int, str, int]]:
    """Camps of these sizes; each agrees with “all” and with one point of its own, nine times."""
    camp_of = [camp for camp, size in enumerate(sizes) for _ in range(size)]
    points = [(n, name) for n, name in enumerate(["north", "south", "west"][: len(sizes)])]
    votes = [(person, "all", 1) for person in range(len(camp_of))]
    for person, camp in enumerate(camp_of):
        for own, name in points:
            likes = 1 if own == camp or alike else -1
            votes += [(person, name, likes)]
            votes += [(person, f"{name} {n}", likes) for n in range(8)]
    return votes


def mapped(*sizes: int, confidence: str = "firm") -> opinion.OpinionMap:
    """A map of camps, with its confidence set so that the wording alone is tested."""
    camp_of = "".join("ABC"[n] * size for n, size in enumerate(sizes))
    labels = dict(enumerate(camp_of))
    found = opinion.fit(camps(*sizes), groups=labels, check=False)
    return replace(found, confidence=opinion.Confidence(confidence))


def section(told: Report, title: str) -> Section:
    return {each.title: each for each in told.sections}[title]


def titles(told: Report) -> list[str]:
    return [each.title for each in told.sections]


def test_it_begins_with_what_it_rests_on():
    told = report(mapped(20, 20), TEXTS, title="Gates")

    assert told.title == "Gates"
    assert section(told, "What this rests on").sentences == (
        "40 people cast 760 votes on 19 statements.",
        "Half of the people voted on 19 statements or more.",
    )


def test_bare_ids_do_where_texts_are_told_elsewhere():
    found = mapped(20, 20)

    assert report(found, ["all", "north", "south"]) == report(found)


def test_half_a_statement_is_not_voted_on():
    votes = [(person, s, 1) for person in range(6) for s in range(3 if person < 3 else 6)]

    told = report(opinion.fit(votes, check=False))

    assert section(told, "What this rests on").sentences[1] == (
        "Half of the people voted on 5 statements or more."
    )


def test_rejected_and_seed_statements_are_counted():
    statements = [
        Statement("all", "Trees", seed=True),
        Statement("north", status=Status.REJECTED),
        Statement("south", status=Status.META),
    ]
    found = opinion.fit(camps(20, 20), statements, check=False)

    assert section(report(found, statements), "What this rests on").sentences[1:] == (
        "2 statements were rejected or about the people themselves, and shape nothing here.",
        "Half of the people voted on 19 statements or more.",
        "1 statement came from those who run the conversation.",
    )


@pytest.mark.parametrize(
    ("confidence", "beginning"),
    [
        ("firm", "There are 2 groups, and they are firm:"),
        ("tentative", "There are 2 groups, but they are tentative:"),
        (
            "no clear groups",
            "There are no clear groups: the votes do not tell people apart clearly.",
        ),
    ],
)
def test_it_says_how_sure_the_groups_are(confidence, beginning):
    told = report(mapped(20, 20, confidence=confidence))

    assert section(told, "How sure this is").sentences[0].startswith(beginning)


def test_with_few_people_that_is_why_there_are_no_clear_groups():
    told = report(mapped(10, 10, confidence="no clear groups"))

    assert (
        section(told, "How sure this is")
        .sentences[0]
        .startswith("There are no clear groups: too few people have voted on enough statements.")
    )


def test_what_the_map_warns_of_is_told():
    found = replace(
        mapped(20, 20), warnings=("Mind the gap.",), held_out={"stable": 0.123}, steadiness=0.95
    )

    gain, steady, warning = section(report(found), "How sure this is").sentences[1:]

    assert gain == (
        "Knowing somebody's group saves 12% of the guessing about votes that were kept back."
    )
    assert steady == "When a tenth of the votes is left out, the groups stay much the same."
    assert warning == "Mind the gap."


def test_groups_have_sizes_and_usual_votes_beside_them():
    assert section(report(mapped(20, 14)), "Groups").table == Table(
        ("Group", "People", "Votes of a usual member"),
        (("A", "20", "19"), ("B", "14", "19"), ("in no group", "0", "")),
    )


def test_what_sets_a_group_apart_is_shown_beside_the_others():
    table = section(report(mapped(20, 15), TEXTS), "What sets group B apart").table

    assert table.header == ("Statement", "They", "Group B", "All other groups")
    assert table.rows[0] == (
        "Close the north gate.", "disagree", Figure(1.0, 15), Figure(0.0, 20),
    )  # fmt: skip


def test_what_everybody_says_sets_no_group_apart():
    found = mapped(20, 15)
    assert "all" in {finding.statement for finding in found.representative["B"]}

    table = section(report(found, TEXTS), "What sets group B apart").table

    assert "Plant trees." not in {row[0] for row in table.rows}


def test_what_divides_has_an_interval():
    table = section(report(mapped(20, 15), TEXTS), "What divides").table

    assert table.rows[0][1:5] == ("group A", Figure(1.0, 20), "group B", Figure(0.0, 15))
    low, high = (int(part) for part in table.rows[0][5].removesuffix(" points").split(" to "))
    assert 50 < low < 91 < high <= 100


def test_common_ground_is_shown_for_every_group_on_the_side_they_take():
    votes = [*camps(20, 15), *((person, "litter", -1) for person in range(35))]
    groups = {person: "A" if person < 20 else "B" for person in range(35)}
    found = opinion.fit(votes, groups=groups, check=False)

    told = report(replace(found, confidence=opinion.Confidence.FIRM), TEXTS)

    assert section(told, "Common ground").table == Table(
        ("Statement", "All mostly", "Group A", "Group B"),
        (
            ("Plant trees.", "agree", Figure(1.0, 20), Figure(1.0, 15)),
            ("Statement litter", "disagree", Figure(1.0, 20), Figure(1.0, 15)),
        ),
    )


def test_without_common_ground_it_says_so():
    found = mapped(20, 15)
    results = {key: replace(each, is_common_ground=False) for key, each in found.statements.items()}

    assert section(report(replace(found, statements=results)), "Common ground") == Section(
        "Common ground",
        ("Nothing is said in every group alike yet, by enough people to be sure.",),
    )


def test_without_clear_groups_none_is_told_and_bridging_ranks_statements():
    found = mapped(20, 15, confidence="no clear groups")
    results = {
        key: replace(each, bridging={"all": 0.9, "south": 0.4}.get(key))
        for key, each in found.statements.items()
    }

    told = report(replace(found, statements=results), TEXTS)

    assert titles(told) == ["What this rests on", "How sure this is", "Across viewpoints"]
    assert section(told, "Across viewpoints").table.rows[0] == ("Plant trees.", Figure(1.0, 35))
    assert "Open the south gate." not in {
        row[0] for row in section(told, "Across viewpoints").table.rows
    }


def test_what_only_a_minority_agrees_with_is_not_said_to_be_agreed():
    found = opinion.fit([(n, s, 0) for n in range(30) for s in range(9)], check=False)

    assert section(report(found), "Across viewpoints") == Section(
        "Across viewpoints", ("There is no statement that most people agree with.",)
    )


def test_a_group_of_fewer_than_five_is_not_told_about_nor_to_be_worked_out():
    told = report(mapped(20, 15, 3), TEXTS)

    assert [row[:2] for row in section(told, "Groups").table.rows] == [
        ("A", "20"), ("B", "not told"), ("C", "fewer than 5"), ("in no group", "0"),
    ]  # fmt: skip
    assert "What sets group C apart" not in titles(told)
    assert section(told, "Too few to tell").sentences == (
        "Group C has fewer than 5 people. To protect them, nothing is told about what they said.",
    )


def test_figures_of_fewer_than_five_voters_are_hidden():
    votes = [(person, "x", 1 if person < 20 else -1) for person in range(24)]
    votes += [(person, "y", 1) for person in range(35)]
    labels = {person: "A" if person < 20 else "B" for person in range(35)}
    found = opinion.fit(votes, groups=labels, check=False)

    told = report(replace(found, confidence=opinion.Confidence.FIRM))

    assert found.statements["x"].by_group["B"].tally.voted == 4
    assert section(told, "What sets group A apart").table.rows[0] == (
        "Statement x", "agree", Figure(1.0, 20), Figure(None, None),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("people", "beginning"),
    [(0, "Nobody has voted yet."), (1, "Fewer than 5 people"), (4, "Fewer than 5 people")],
)
def test_fewer_than_five_people_are_told_nothing_else(people, beginning):
    found = opinion.fit([(n, "s1", 1) for n in range(people)], ["s1"])

    (only,) = report(found).sections
    assert only.sentences[0].startswith(beginning)
    assert only.table is None


def test_what_small_groups_alone_hold_is_listed():
    rows = section(report(mapped(20, 20, 8), TEXTS), "What works somewhere").table.rows

    assert {row[1:] for row in rows} == {("group C", Figure(1.0, 8))}


def test_what_many_are_unsure_about_is_listed():
    votes = [(p, s, 0 if s == "north" and p % 2 else v) for p, s, v in camps(20, 15)]

    told = report(opinion.fit(votes, check=False), TEXTS)

    assert section(told, "What is uncertain").table.rows == (
        ("Close the north gate.", Figure(17 / 35, 35)),
    )


def test_a_map_kept_without_people_can_still_be_told():
    found = opinion.from_plain(opinion.to_plain(mapped(20, 15), people=False))

    told = report(found)

    assert section(told, "What this rests on").sentences == (
        "665 votes were cast on 19 statements.",
    )
    assert [row[0] for row in section(told, "Groups").table.rows] == ["A", "B"]


def test_plain_text_puts_every_figure_in_words():
    told = Report(
        "Gates",
        (
            Section(
                "One",
                ("First.", "Second."),
                Table(("Point", "Agree"), (("Trees\nnow", Figure(0.5, 8)),)),
            ),
        ),
    )

    assert told.text() == (
        "Gates\n=====\n\nOne\n---\nFirst. Second.\n  - Trees now (Agree: 50% of 8)\n"
    )  # fmt: skip


def test_markdown_shows_what_people_wrote_as_text():
    table = Table(("Point",), (("<b>|*x*\n[y](z)",),))

    assert Report("#1", (Section("S", ("T.",), table),)).markdown().splitlines() == [
        r"# \#1", "", "## S", "T.", "", "| Point |", "|---|", r"| \<b\>\|\*x\* \[y\](z) |",
    ]  # fmt: skip


def test_plain_json_has_shares_with_their_number_of_people():
    told = Report("R", (Section("S", ("T.",), Table(("a", "b"), (("x", Figure(0.25, 8)),))),))

    assert told.plain() == {
        "title": "R",
        "sections": [
            {
                "title": "S",
                "sentences": ["T."],
                "header": ["a", "b"],
                "rows": [["x", {"share": 0.25, "n": 8}]],
            }
        ],
    }
