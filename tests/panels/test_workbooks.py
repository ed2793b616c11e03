"""Workbooks are read as CSV is, and refused in a sentence where they cannot be trusted."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from publius.panels import FileError, Seat, Target, Targets, xlsxfile
from publius.panels.io import read_pool, read_seats, read_targets

TARGETS = Targets((Target("side", "Left", 1, 1), Target("side", "3", 0, 1)))


def book(**sheets):
    """A workbook with these sheets, each a list of rows."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return made


def file(made):
    data = io.BytesIO()
    made.save(data)
    data.seek(0)
    return data


def with_part(name, content, data=None):
    """A workbook in which one part has other content."""
    source = zipfile.ZipFile(data or file(book(people=[["id", "side"], ["a", "left"]])))
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    changed.seek(0)
    return changed


def refusal(data, targets=TARGETS):
    with pytest.raises(FileError) as refused:
        read_pool(data, targets)
    return refused.value.code, str(refused.value)


def test_people_targets_and_seats_are_read_from_workbooks():
    targets = read_targets(
        file(book(t=[["Category", "Name", "Min", "Max"], ["side", "Left", 1, 2.0]]))
    )
    seats = read_seats(file(book(s=[["id", "title", "min", "max"], ["cab", "Driver", 1, 1]])))

    pool = read_pool(
        file(book(p=[["ID", "Side", "Seats"], [7, " LEFT", "cab"], [8.0, "left", None]])),
        Targets(targets.targets, seats),
    )

    assert targets == Targets((Target("side", "Left", 1, 2),))
    assert seats == (Seat("cab", "Driver", 1, 1),)
    assert [(p.id, p.features, p.seats) for p in pool.people] == [
        ("7", {"side": "Left"}, frozenset({"cab"})),
        ("8", {"side": "Left"}, frozenset()),
    ]


def test_cells_are_written_as_people_would_type_them():
    born, seen = datetime.date(1990, 2, 3), datetime.datetime.fromisoformat("1990-02-03T04:05")
    cells = ["a", 3.0, 0.5, True, born, seen, None]
    titles = ["id", "side", "half", "yes", "born", "seen", "note"]

    pool = read_pool(file(book(p=[titles, cells])), TARGETS)

    assert pool.rows["a"] == ("a", "3", "0.5", "TRUE", "1990-02-03", "1990-02-03T04:05:00", "")
    assert pool.people[0].features == {"side": "3"}


def test_empty_rows_and_cells_without_a_title_do_not_matter():
    rows = [[], ["id", "side"], [], ["a", "left", "a note"], [None, " "], ["b", "left"]]

    pool = read_pool(file(book(p=rows)), TARGETS)

    assert (pool.header, list(pool.rows)) == (("id", "side"), ["a", "b"])


PEOPLE = [["id", "side"], ["a", "left"]]


@pytest.mark.parametrize(
    "sheets",
    [
        {"people": PEOPLE, "other": [["id", "side"], ["b", "left"]]},
        {"read me": [["About this file"]], "people": PEOPLE},
    ],
)
def test_the_first_sheet_is_read_or_the_only_one_whose_titles_fit(sheets):
    assert list(read_pool(file(book(**sheets)), TARGETS).rows) == ["a"]


def test_a_hidden_sheet_is_not_read():
    made = book(draft=[["id", "side"], ["x", "left"]], people=PEOPLE)
    made["draft"].sheet_state = "hidden"

    assert list(read_pool(file(made), TARGETS).rows) == ["a"]


def test_rows_are_numbered_as_the_spreadsheet_numbers_them():
    rows = [["id", "side"], [], ["a", "lfet"], ["b", "left"], ["b", "left"]]

    _, words = refusal(file(book(p=rows)))

    assert words.splitlines()[1:] == [
        "  row 3: side is “lfet”, which is not among the targets; did you mean “Left”?",
        "  row 5: the id “b” is there already, on row 4",
    ]


def test_a_formula_counts_by_its_stored_result():
    made = file(book(p=[["id", "side"], ["a", '=LOWER("LEFT")']]))
    sheet = zipfile.ZipFile(made).read("xl/worksheets/sheet1.xml").decode()
    solved = sheet.replace("<v></v>", "<v>left</v>").replace("<v />", "<v>left</v>")
    assert solved != sheet
    stored = with_part("xl/worksheets/sheet1.xml", solved.replace('r="B2"', 'r="B2" t="str"'), made)

    assert read_pool(stored, TARGETS).people[0].features == {"side": "Left"}


def test_a_formula_without_a_result_is_refused_with_its_place():
    code, words = refusal(file(book(p=[["id", "side"], ["a", "left"], ["b", "=A1"]])))

    assert code == "formula-unsolved"
    assert "row 3: “side” is a formula whose result is not in the file" in words


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LOCKED = OLD + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (OLD, "workbook-old", "of the old kind (.xls)"),
        (LOCKED, "workbook-locked", "protected by a password"),
        (b"PK\x03\x04 and then nothing", "workbook-broken", "cannot be read"),
        (b"PK\x05\x06" + b"\0" * 18, "not-a-workbook", "neither a workbook (.xlsx) nor a CSV"),
    ],
)
def test_what_is_not_a_workbook_of_today_is_refused(data, code, words):
    found, said = refusal(io.BytesIO(data))

    assert found == code
    assert words in said


def test_a_csv_file_whose_first_column_is_called_pk_is_no_workbook():
    pool = read_pool(io.BytesIO(b"PK,side\n7,left\n"), TARGETS, id_column="pk")

    assert list(pool.rows) == ["7"]


def test_a_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(xlsxfile, "MOST_BYTES", 2_000_000)
    bomb = with_part("xl/media/nothing.bin", b"\0" * 3_000_000)
    assert len(bomb.getvalue()) < 100_000

    assert refusal(bomb)[0] == "workbook-too-big"


def test_a_workbook_that_declares_entities_is_refused():
    trick = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'

    code, words = refusal(with_part("xl/worksheets/sheet1.xml", trick))

    assert code == "workbook-broken"
    assert "it declares its own entities" in words


def test_a_workbook_cut_off_in_the_middle_is_refused():
    whole = file(book(people=PEOPLE)).getvalue()

    assert refusal(io.BytesIO(whole[: len(whole) // 2]))[0] == "workbook-broken"


def test_a_sheet_that_is_no_xml_is_refused():
    assert refusal(with_part("xl/worksheets/sheet1.xml", "no sheet"))[0] == "workbook-broken"


def test_a_workbook_with_nothing_in_it_is_refused():
    assert refusal(file(book(p=[])))[0] == "file-empty"


def test_where_several_sheets_could_be_meant_somebody_has_to_say_which():
    made = book(notes=[["notes"]], june=PEOPLE, july=PEOPLE)

    code, words = refusal(file(made))

    assert code == "unclear-sheet"
    assert "(“june”, “july”)" in words
