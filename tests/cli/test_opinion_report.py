"""What a report on opinions looks like on screens of every width."""

import io

import pytest
from rich.console import Console

from publius.cli.opinion_report import show_report
from publius.opinion import Figure, Report, Section, Table

TITLES = ("Statement", "Most agree in", "agree there", "Fewest agree in", "agree there")
ROW = (
    "There is no point in another survey before last year's answers have been read.",
    *("group A", Figure.of(38, 40), "group B", Figure.of(3, 30)),
)


def shown(row, width):
    """The lines below a table's title."""
    console = Console(file=io.StringIO(), width=width)
    divides = Section("What divides", ("Far apart.",), Table(TITLES, (row,)))
    show_report(Report("Market", (divides,)), console)
    lines = console.file.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    return [line.strip() for line in lines[4:]]


@pytest.mark.parametrize(
    ("width", "figures"),
    [
        (
            80,
            [
                "Most agree in: group A; agree there: 95% of 40;",
                "Fewest agree in: group B; agree there: 10% of 30",
            ],
        ),
        (
            40,
            [
                "Most agree in: group A;",
                "agree there: 95% of 40;",
                "Fewest agree in: group B;",
                "agree there: 10% of 30",
            ],
        ),
    ],
)
def test_on_a_narrow_screen_figures_go_below_their_statement_and_none_is_broken(width, figures):
    lines = shown(ROW, width)

    assert " ".join(lines[: -len(figures)]) == ROW[0]
    assert lines[-len(figures) :] == figures


def test_a_wide_screen_has_room_for_both_side_by_side():
    header, first, second = (line.split("   ") for line in shown(ROW, 120))

    assert [header[0], first[0], second] == [
        "Statement",
        "There is no point in another survey before last year's",
        ["answers have been read."],
    ]
    assert [cell.strip() for cell in first[1:] if cell] == [str(cell) for cell in ROW[1:]]


def test_short_statements_leave_room_for_figures_on_a_narrow_screen():
    _, row = shown(("Trams.", *ROW[1:]), 80)

    cells = [cell.strip() for cell in row.split("  ") if cell]
    assert cells == ["Trams.", "group A", "95% of 40", "group B", "10% of 30"]


def test_wide_letters_count_as_the_two_columns_they_take():
    words = "電車" * 12

    assert shown((words, *ROW[1:]), 98)[0] == words
