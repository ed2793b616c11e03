"""Files as people have them, and what they are told when something is wrong with one."""

import io
import json
from datetime import date

import pytest

from publius.matching import BadFileError, Evidence, Kind, Need
from publius.matching.io import find_folder, read_evidence, read_needs, read_record

NEEDS = "id,text,kind,skills,place\nn1,Cab drivers,practical,night driving; ranks,Northfield\n"
EVIDENCE = (
    "id,person,kind,text,source,weight,at,place,hidden\n"
    "e1,Bo,practical,I drive a cab.,role,0.7,2026-03-31,Northfield,no\n"
    "e2,Eve,Lived,I am blind.,self_account,,,,yes\n"
)


@pytest.fixture
def file(tmp_path):
    def write(content, name="file.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def refusal(read, path, **more):
    with pytest.raises(BadFileError) as refused:
        list(read(path, **more))
    return str(refused.value).replace(f"{path.parent}/", "")


def test_needs_are_read_from_csv(file):
    assert read_needs(file(NEEDS)) == (
        Need("n1", "Cab drivers", Kind.PRACTICAL, ("night driving", "ranks"), "Northfield"),
    )


def test_evidence_is_read_from_csv(file):
    assert list(read_evidence(file(EVIDENCE))) == [
        Evidence("e1", "Bo", Kind.PRACTICAL, "I drive a cab.", "role", 0.7, date(2026, 3, 31),
                 "Northfield"),
        Evidence("e2", "Eve", Kind.LIVED, "I am blind.", "self_account", hidden=True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + NEEDS,
        NEEDS.replace("\n", "\r\n"),
        NEEDS.replace("\n", "\r"),
        "\n\n" + NEEDS.replace("\n", "\n\n"),
        NEEDS.replace(";", " and").replace(",", ";").replace(" and", ","),
        NEEDS.replace(",", "\t"),
        NEEDS.replace("id,text", ' "ID" , Text '),
        NEEDS.replace("place\n", "place,their own notes\n").replace("Northfield", "Northfield,-"),
    ],
)
def test_csv_comes_as_spreadsheets_write_it(file, content):
    need = read_needs(file(content))[0]

    assert (need.id, need.text, need.place) == ("n1", "Cab drivers", "Northfield")


def test_a_text_may_run_over_several_lines(file):
    path = file('id,text\nn1,"Cab drivers\nwho know, ""really"", the ranks"\nn2,\n')

    assert refusal(read_needs, path).startswith("file.csv, line 4: The text is empty")
    assert read_needs(file('id,text\nn1,"a\nb, ""c"""\n'))[0].text == 'a\nb, "c"'


def test_needs_and_evidence_are_read_from_json(file):
    needs = [Need("n1", "Cab drivers", Kind.PRACTICAL, ("ranks",))]
    evidence = [Evidence("e1", "Bo", Kind.PRACTICAL, "Cab", "role", at=date(2026, 1, 1))]
    plain = [record.to_json() for record in (*needs, *evidence)]

    assert read_needs(file(json.dumps(plain[:1]), "n.json")) == tuple(needs)
    assert list(read_evidence(file(json.dumps(plain[1:]), "e.json"))) == evidence
    assert read_needs(file(json.dumps({"needs": plain[:1]}), "o.json")) == tuple(needs)
    assert list(read_evidence(io.BytesIO(json.dumps({"evidence": plain[1:]}).encode()))) == evidence


def test_empty_json_lists_are_empty(file):
    assert read_needs(file(" [ ] ", "n.json")) == ()
    assert read_needs(file("id,text\n")) == ()


PAPERS = json.dumps(
    [
        {"id": "p1", "title": "On cabs", "abstract": "Cabs wait.", "year": 2020},
        {"id": "p2", "title": "On bikes", "abstract": "Bikes go.", "year": None},
    ]
)


def test_papers_are_shared_out_to_the_people_whose_profiles_list_them(file):
    papers = file(PAPERS, "papers.json")
    profiles = file('{"one": {"Bo": ["p1"]}, "two": {"Bo": ["p2"], "Cy": ["p2"]}}', "profiles.json")

    first = list(read_evidence(papers, profiles=profiles))
    second = list(read_evidence(papers, profiles=profiles, draw="two"))

    assert first == [
        Evidence("Bo/p1", "Bo", Kind.PROFESSIONAL, "On cabs\nCabs wait.", "publication",
                 at=date(2020, 1, 1))
    ]  # fmt: skip
    assert [item.id for item in second] == ["Bo/p2", "Cy/p2"]


@pytest.mark.parametrize(
    ("profiles", "draw", "expected"),
    [
        (
            '{"Bo": ["p9"]}',
            None,
            (
                "profiles.json: person 'Bo' lists the item 'p9', which is not in "
                "papers.json. Add the item there or take it off the list."
            ),
        ),
        (
            '{"one": {"Bo": ["p1"]}}',
            "two",
            ("profiles.json has no draw 'two'; it has one. Choose one of them."),
        ),
        (
            '["Bo"]',
            None,
            (
                "profiles.json: this does not say who has which items. "
                'Write {"person": ["item id", ...], ...}.'
            ),
        ),
        (
            '{"Bo": "p1"}',
            None,
            (
                "profiles.json: this does not say who has which items. "
                'Write {"person": ["item id", ...], ...}.'
            ),
        ),
    ],
)
def test_profiles_that_do_not_fit_are_refused(file, profiles, draw, expected):
    papers = file(PAPERS, "papers.json")
    path = file(profiles, "profiles.json")

    with pytest.raises(BadFileError) as refused:
        list(read_evidence(papers, profiles=path, draw=draw))

    assert str(refused.value).replace(f"{path.parent}/", "") == expected


BAD_NEEDS = {
    "an empty file": (
        "",
        (
            "file.csv is empty. It should start with a line that names the columns, or with [ if"
            " it is JSON."
        ),
    ),
    "only blank lines": (
        " \n\n",
        (
            "file.csv is empty. It should start with a line that names the columns, or with [ if"
            " it is JSON."
        ),
    ),
    "a wrong header": (
        "name,words\nn1,Cabs\n",
        (
            "file.csv, line 1: 'id', 'text' are missing among the columns (name, words). The "
            "first line must name the columns 'id', 'text'."
        ),
    ),
    "no header": (
        "n1,Cabs\n",
        (
            "file.csv, line 1: 'id', 'text' are missing among the columns (n1, cabs). The first "
            "line must name the columns 'id', 'text'."
        ),
    ),
    "a misspelt column": (
        "id,text,skils\nn1,Cabs,x\n",
        (
            "file.csv, line 1: the column 'skils' is not known; did you mean 'skills'? Rename it"
            " or remove it."
        ),
    ),
    "a column twice": (
        "id,text,id\nn1,Cabs,x\n",
        "file.csv, line 1: the column 'id' is there twice. Remove one.",
    ),
    "a row too long": (
        "id,text\nn1,Cabs\nn2,Cabs, and trams\n",
        (
            "file.csv, line 3: the first line names 2 columns, this row fills 3. Put double "
            "quotes around text that holds the separator ','."
        ),
    ),
    "a row too short": (
        "id,text\nn1\n",
        (
            "file.csv, line 2: the first line names 2 columns, this row fills 1. Put double "
            "quotes around text that holds the separator ','."
        ),
    ),
    "a quote never closed": (
        'id,text\nn1,ok\nn2,"Cabs\nn3,Cabs\n',
        (
            "file.csv, line 3: a double quote opens here and is never closed. Close it, or write"
            " it twice if it belongs to the text."
        ),
    ),
    "an unknown kind": (
        "id,text,kind\nn1,Cabs,expert\n",
        (
            "file.csv, line 2: 'kind' should be one of professional, practical, lived, but is "
            '"expert". Correct this entry and try again.'
        ),
    ),
    "no id": (
        "id,text\n,Cabs\n",
        "file.csv, line 2: 'id' is missing. Correct this entry and try again.",
    ),
    "no text": (
        "id,text\nn1, \n",
        (
            "file.csv, line 2: The text is empty; give it at least one character. Correct this "
            "entry and try again."
        ),
    ),
    "an id used twice": (
        'id,text\nn1,"two\nlines"\nn1,Cabs\n',
        "file.csv, line 4: the id 'n1' was already used in line 2. Give each entry its own id.",
    ),
    "the wrong encoding": (
        "id,text\nn1,Café drivers\n".encode("latin-1"),
        (
            "file.csv, line 2, byte 7: this is not UTF-8 text. Save the file as UTF-8 (Excel: "
            "'CSV UTF-8'; LibreOffice: character set 'Unicode (UTF-8)') and try again."
        ),
    ),
    "UTF-16": (
        "id,text\n".encode("utf-16"),
        (
            "file.csv, line 1, byte 1: this is not UTF-8 text. Save the file as UTF-8 (Excel: "
            "'CSV UTF-8'; LibreOffice: character set 'Unicode (UTF-8)') and try again."
        ),
    ),
    "a NUL character": (
        b"id,text\nn1,Ca\0bs\n",
        (
            "file.csv, line 2: there is a NUL character, so this is not a plain text file. Save "
            "it again as CSV (UTF-8) or JSON and try again."
        ),
    ),
    "broken JSON": (
        '[\n {"id": "n1",\n  "text": }\n]',
        (
            "file.csv, line 3, column 11: this is not JSON (Expecting value). Correct it there, "
            "or export the file again."
        ),
    ),
    "JSON cut short": (
        '[\n{"id": "n1", "text": "Cabs"}',
        (
            "file.csv, line 2, column 29: this is not JSON (expected a comma or ]). Correct it "
            "there, or export the file again."
        ),
    ),
    "JSON with more after it": (
        '[{"id": "n1", "text": "Cabs"}]\n[]',
        (
            "file.csv, line 2, column 1: this is not JSON (there is more after the end of the "
            "list). Correct it there, or export the file again."
        ),
    ),
    "not a number": (
        '[{"id": "n1", "text": NaN}]',
        (
            "file.csv, line 1, column 2: this is not JSON (NaN is not a number). Correct it "
            "there, or export the file again."
        ),
    ),
    "too deep": (
        "[" * 200_000,
        (
            "file.csv, line 1, column 2: this is not JSON (it is nested too deeply). Correct it "
            "there, or export the file again."
        ),
    ),
    "a list of words": (
        '[{"id": "n1", "text": "x"},\n "Cabs"]',
        "file.csv, line 2: This is not an object. Correct this entry and try again.",
    ),
    "a JSON field misspelt": (
        '[\n{"id": "n1", "text": "x", "plase": "N"}]',
        (
            "file.csv, line 2: 'plase' is not known; did you mean 'place'? Correct this entry "
            "and try again."
        ),
    ),
    "a JSON field of the wrong type": (
        '[{"id": 7, "text": "x"}]',
        "file.csv, line 1: 'id' should be text, but is 7. Correct this entry and try again.",
    ),
    "a JSON text that is none": (
        '[{"id": "n1", "text": ["x"]}]',
        (
            "file.csv, line 1: 'text' should be text, but is "
            '["x"]. Correct this entry and try again.'
        ),
    ),
    "an object without the list": (
        '{"people": []}',
        "file.csv: the object has no list called 'needs'. Add it.",
    ),
}


@pytest.mark.parametrize("problem", BAD_NEEDS)
def test_a_bad_file_is_refused_with_its_line_and_the_fix(file, problem):
    content, sentence = BAD_NEEDS[problem]

    assert refusal(read_needs, file(content)) == sentence


def test_a_bad_weight_in_the_middle_of_a_file_is_named_with_its_line(file):
    rows = [f"e{number},Bo,practical,Cab,role,{number / 10}" for number in range(1, 12)]
    path = file("\n".join(["id,person,kind,text,source,weight", *rows]))

    assert refusal(read_evidence, path) == (
        "file.csv, line 12: The weight 1.1 of evidence 'e11' must be above 0 and at most 1. "
        "Correct this entry and try again."
    )


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("weight", "lots", "'weight' should be a number, but is \"lots\"."),
        ("hidden", "maybe", "'hidden' should be true or false, but is \"maybe\"."),
        ("at", "last year", "'at' should be a date such as 2026-03-31, but is \"last year\"."),
    ],
)
def test_a_bad_field_of_evidence_says_what_it_should_be(file, column, value, problem):
    path = file(f"id,person,kind,text,source,{column}\ne1,Bo,practical,Cab,role,{value}\n")

    assert refusal(read_evidence, path) == (
        f"file.csv, line 2: {problem} Correct this entry and try again."
    )


def test_a_file_that_is_not_there_or_not_a_file_is_named(tmp_path):
    assert refusal(read_needs, tmp_path / "none.csv") == (
        "none.csv does not exist. Check the name and the folder."
    )
    assert refusal(read_needs, tmp_path / ".").endswith(
        "cannot be read (Is a directory). Check that you may read it."
    )


def test_a_folder_is_recognised_by_its_files(file):
    needs, evidence = file(NEEDS, "needs.csv"), file(EVIDENCE, "evidence.csv")

    folder = find_folder(needs.parent)

    assert (folder.needs, folder.evidence, folder.profiles) == (needs, evidence, None)


def test_a_folder_without_evidence_says_what_it_needs(file):
    needs = file(NEEDS, "needs.csv")

    with pytest.raises(BadFileError) as refused:
        find_folder(needs.parent)

    assert str(refused.value) == (
        f"{needs.parent}: found no evidence. A folder needs needs.json or needs.csv, "
        "evidence.json or evidence.csv and, where the evidence names no people, profiles.json."
    )


def test_a_stored_run_that_is_empty_or_no_json_is_refused(file):
    assert refusal(read_record, file("", "run.json")).startswith("run.json is empty.")
    assert refusal(read_record, file("{", "run.json")).startswith("run.json, line 1, column 2:")


@pytest.mark.parametrize("junk", [b"\xff" * 100, b"\0" * 100, bytes(range(256)), b"PK\x03\x04"])
def test_a_file_that_is_no_text_is_refused(file, junk):
    assert refusal(read_evidence, file(junk)).startswith("file.csv, line 1")
