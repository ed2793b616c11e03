"""Reading the files practitioners have, and saying what is wrong with those that do not work."""

import io
import time

import pytest

from publius.panels import FileError, Seat, Target, Targets, draw
from publius.panels.io import read_pool, read_seats, read_targets
from tests.panels.checker import broken_rules
from tests.panels.pools import SHARED, shared_pool
from tests.shared_data import needs_shared

TARGETS = Targets((Target("side", "Left", 1, 1), Target("side", "Right", 0, 1)))


def file(text):
    return io.BytesIO(text.encode() if isinstance(text, str) else text)


@pytest.mark.parametrize(
    "header",
    [
        "feature,value,min,max",
        "category,name,min,max",
        "category,feature,min,max",
        "Feature , VALUE,Min,Max",
    ],
)
def test_all_three_dialects_of_targets_are_read(header):
    assert read_targets(file(f"{header}\nside,Left,1,2\n")) == Targets(
        (Target("side", "Left", 1, 2),)
    )


@pytest.mark.parametrize(
    "text",
    [
        "feature,value,min,max,min_flex,max_flex\nside,Left,1,2,,\n",
        "category,name,suggest min,suggest max,Current #,min,max\nside,Left,,,,1,2\n",
        "\ufefffeature,value,min,max\r\nside,Left,1,2\r\n\r\n",
        "feature;value;min;max\nside;Left;1;2\n",
        "feature\tvalue\tmin\tmax\nside\tLeft\t1\t2\n",
        'feature,value,min,max\n"side","Left","1","2"',
        "feature,value,min,max,,\nside,Left,1,2,,\n",
        "feature,value,min,max\nside,Left,1.0,2.00\n",
        "sep=;\r\nfeature;value;min;max\r\nside;Left;1;2\r\n",
    ],
)
def test_what_spreadsheets_add_does_not_matter(text):
    assert read_targets(file(text)) == Targets((Target("side", "Left", 1, 2),))


def test_accents_count_as_one_letter_however_they_are_written():
    targets = read_targets(file("feature,value,min,max\ncaf\u00e9,cr\u00e8me,0,1\n"))

    pool = read_pool(file("id,cafe\u0301\n1,cre\u0300me\n"), targets)

    assert pool.people[0].features == {"caf\u00e9": "cr\u00e8me"}


def test_a_feature_is_one_however_its_rows_spell_it():
    text = "feature,value,min,max\nGender,Female,0,1\ngender,Male,0,1\n GENDER ,other,0,1\n"
    targets = read_targets(file(text))

    pool = read_pool(file("id,gender\n1,female\n2,MALE\n3,Other\n"), targets)

    assert {target.feature for target in targets.targets} == {"Gender"}
    assert [person.features for person in pool.people] == [
        {"Gender": "Female"}, {"Gender": "Male"}, {"Gender": "other"}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "limits"),
    [("1,2,0,9", (0, 9)), ("1,2,,3", (None, 3)), ("1,2,1,", (1, None)), ("1,2, , ", (None, None))],
)
def test_flex_columns_say_how_far_limits_may_be_changed(row, limits):
    header = "Category,Name,Min,Max,Min_Flex,Max_Flex"

    target = read_targets(file(f"{header}\nside,Left,{row}\n")).targets[0]

    assert (target.minimum, target.maximum) == (1, 2)
    assert (target.lowest, target.highest) == limits


@pytest.mark.parametrize(
    ("cell", "held"),
    [
        ("left; Right", frozenset({"Left", "Right"})),
        ("left;", "Left"),
        ("left;LEFT", "Left"),
        ("up; or down", "Up; or down"),
    ],
)
def test_a_cell_may_hold_several_values_unless_all_of_it_is_one(cell, held):
    targets = Targets((*TARGETS.targets, Target("side", "Up; or down", 0, 1)))

    pool = read_pool(file(f"id,side\na,{cell}\n"), targets)

    assert pool.people[0].features == {"side": held}


def test_values_match_whatever_their_case():
    pool = read_pool(file("ID,Side\n a , left \nb,RIGHT\n"), TARGETS)

    assert [(p.id, p.features["side"]) for p in pool.people] == [("a", "Left"), ("b", "Right")]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("id,side", "id"),
        ("ID,side", "ID"),
        ("unique_id,side,other_id", "unique_id"),
        ("nationbuilder_id,side", "nationbuilder_id"),
        ("name,side", None),
    ],
)
def test_the_id_column_is_found(header, column):
    row = ",".join(["x", "left", "y"][: header.count(",") + 1])

    pool = read_pool(file(f"{header}\n{row}\n"), TARGETS)

    assert pool.id_column == column
    assert [person.id for person in pool.people] == (["x"] if column else ["1"])


def test_the_id_column_can_be_named():
    pool = read_pool(file("a_id,b_id,side\nx,y,left\n"), TARGETS, id_column="B_id")

    assert [person.id for person in pool.people] == ["y"]


def test_people_at_the_same_address_share_a_household_named_after_one_of_them():
    text = (
        "id,street,town,side\nb,1 High St,York,left\na, 1 high  st ,YORK,left\n"
        "c,,,left\nd,2,York,left\n"
    )

    pool = read_pool(file(text), TARGETS, address_columns=["street", "town"])

    assert [person.household for person in pool.people] == ["a", "a", None, "d"]


def test_seats_are_read_from_their_own_file_and_a_column_of_the_pool():
    seats = read_seats(file("id,title,min,max\ncab,Cab driver,1,2\n"))

    pool = read_pool(file("id,seats\na,cab; \nb,\n"), Targets(seats=seats))

    assert seats == (Seat("cab", "Cab driver", 1, 2),)
    assert [person.seats for person in pool.people] == [frozenset({"cab"}), frozenset()]


BAD_TARGETS = [
    ("", "file-empty", "the file is empty"),
    (" \n \n", "file-empty", "the file is empty"),
    ("feature,value,min,max\n", "no-rows", "no rows below it"),
    ("feature,name,min,max\na,b,1,2\n", "targets-header", "feature,name".replace(",", ", ")),
    ("feature,value,min\na,b,1\n", "targets-header", "min and max"),
    ("feature,value,min,MIN\na,b,1,2\n", "duplicate-column", "“MIN” appears twice"),
    ("feature,value,min,max\na,b,one,2\n", "bad-rows", "line 2: min is “one”"),
    ("feature,value,min,max\na,b,1,2\n\na,c,-1,2\n", "bad-rows", "line 4: min is “-1”"),
    ("feature,value,min,max\na,b,1,1.5\n", "bad-rows", "line 2: max is “1.5”"),
    ("feature,value,min,max\na,b,3,2\n", "bad-rows", "line 2: min 3 is above max 2"),
    ("feature,value,min,max\na,b,nan,2\n", "bad-rows", "line 2: min is “nan”"),
    ("feature,value,min,max\na,b,,2\n", "bad-rows", "line 2: min is “”"),
    ("feature,value,min,max,min_flex\na,b,3,4,4\n", "bad-rows", "min_flex 4 is above min 3"),
    ("feature,value,min,max,max_flex\na,b,3,4,3\n", "bad-rows", "max_flex 3 is below max 4"),
    (
        "feature,value,min,max,max_flex\na,b,3,4,x\n",
        "bad-rows",
        "max_flex is “x”, which is neither",
    ),
    ("feature,value,min,max\na,,1,2\n", "bad-rows", "the feature or the value is blank"),
    ("feature,value,min,max\na,b,1,2\nA,B,1,2\n", "bad-rows", "A: B is listed already on line 2"),
    ("feature,value,min,max\na,b,1\n", "bad-rows", "3 cells, but the header has 4 columns"),
    ("feature,value,min,max\na\n", "bad-rows", "line 2: 1 cell, but the header has 4 columns"),
    ("feature,value,min,max\na,b,1,2,x\n", "bad-rows", "5 cells, but the header has 4 columns"),
    ('feature,value,min,max\na,"b,1,2\n', "broken-csv", "cannot be read as CSV"),
    ("feature,value,min,max\na,b,1,\0\n", "nul-byte", "line 2: there is a NUL character"),
    ("feature,value,min,max\na,b,1,2\n".encode("utf-16"), "wrong-encoding", "not UTF-8"),
    ("feature,value,min,max\na,b,1,2\na,é,1,2\n".encode("latin-1"), "wrong-encoding", "line 3"),
]


@pytest.mark.parametrize(("text", "code", "words"), BAD_TARGETS)
def test_targets_that_cannot_be_used_are_refused_with_the_reason(text, code, words):
    with pytest.raises(FileError) as refusal:
        read_targets(file(text))

    assert refusal.value.code == code
    assert words in str(refusal.value)


BAD_POOLS = [
    ("id,name\na,b\n", "missing-columns", "lacks “side”. It has: id, name"),
    ("a_id,b_id,side\nx,y,left\n", "unclear-id", "several columns could hold the id (a_id, b_id)"),
    ("id,side\na,left\na,left\n", "bad-rows", "line 3: the id “a” is there already, on line 2"),
    ("id,side\n,left\n", "bad-rows", "line 2: the id is blank"),
    (
        "id,side\na,up\n",
        "bad-rows",
        "side is “up”, which is not among the targets; correct it, or list",
    ),
    ("id,side\na,Lfet\n", "bad-rows", "side is “Lfet”, which is not among the targets; did you"),
    ("id,side\na,Rihgt\n", "bad-rows", "did you mean “Right”?"),
    ("id,side\na,left;rigth\n", "bad-rows", "side is “rigth”, which is not among the targets"),
    ("id,side\na,;\n", "bad-rows", "line 2: side is blank"),
    ("id,sides\na,left\n", "missing-columns", "lacks “side” (did you mean “sides”?)"),
    ("id,side\n", "no-rows", "there is a header but no rows below it"),
    ("id;side\na;left;x\n", "bad-rows", "3 cells, but the header has 2 columns"),
    ("id,side\na,\n", "bad-rows", "line 2: side is blank"),
]


@pytest.mark.parametrize(("text", "code", "words"), BAD_POOLS)
def test_pools_that_cannot_be_used_are_refused_with_the_reason(text, code, words):
    with pytest.raises(FileError) as refusal:
        read_pool(file(text), TARGETS)

    assert refusal.value.code == code
    assert words in str(refusal.value)


def test_of_many_bad_rows_the_first_five_are_spelt_out():
    text = "id,side\n" + "".join(f"p{n},up\n" for n in range(9))

    with pytest.raises(FileError, match="9 rows cannot be used") as refusal:
        read_pool(file(text), TARGETS)

    assert str(refusal.value).splitlines()[-1] == "  and 4 more"


def test_an_address_column_that_is_not_there_is_named():
    with pytest.raises(FileError, match="lacks “postcode”"):
        read_pool(file("id,side\na,left\n"), TARGETS, address_columns=["postcode"])


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FileError, match=r"nothing\.csv: there is no such file"):
        read_targets(tmp_path / "nothing.csv")


def test_a_folder_instead_of_a_file_is_refused(tmp_path):
    with pytest.raises(FileError, match="cannot be opened"):
        read_targets(tmp_path)


@pytest.mark.parametrize("name", SHARED)
def test_every_shared_pool_is_read_as_an_independent_reader_reads_it(name):
    folder = needs_shared(f"sortition/{name}")
    expected, targets, _ = shared_pool(folder)

    ours = read_targets(folder / "categories.csv")
    pool = read_pool(folder / "respondents.csv", ours)

    limits = [(t.feature, t.value, t.minimum, t.maximum) for t in ours.targets]
    assert limits == [(t.feature, t.value, t.minimum, t.maximum) for t in targets.targets]
    assert [p.features for p in pool.people] == [p.features for p in expected]


def test_a_hundred_thousand_people_are_read_and_drawn_in_seconds():
    sides, ages = ("left", "right"), ("old", "young", "old")
    lines = (f"p{n},{sides[n % 2]},{ages[n % 3]}" for n in range(100_000))
    data = file("id,side,age\n" + "\n".join(lines))
    asked = [("side", "left", 20), ("side", "right", 20), ("age", "old", 5), ("age", "young", 5)]
    targets = Targets(tuple(Target(feature, value, least, 45) for feature, value, least in asked))

    started = time.monotonic()
    pool = read_pool(data, targets).people
    read = time.monotonic() - started
    drawn = draw(pool, targets, size=50, seed=0)

    assert len(pool) == 100_000
    assert read < 10
    assert time.monotonic() - started < 45
    assert broken_rules(drawn.panel, pool, targets, 50) == []
    assert min(drawn.chances.values()) > 0


def test_a_column_of_numbers_is_read_by_person_and_blanks_are_left_out():
    pool = read_pool(file('id,side,fit\na,left,0.5\nb,left,\nc,right,"0,25"\n'), TARGETS)

    assert pool.numbers("Fit") == {"a": 0.5, "c": 0.25}


@pytest.mark.parametrize("number", ["nan", "inf", "-Infinity", "much", "1e999"])
def test_a_number_that_is_none_is_refused_with_the_person_and_the_column(number):
    pool = read_pool(file(f"id,side,fit\na,left,{number}\n"), TARGETS)

    with pytest.raises(FileError) as refusal:
        pool.numbers("fit")

    assert f"“a”: fit is “{number}”, which is not a number" in str(refusal.value)


def test_only_the_columns_that_are_to_be_kept_are_written_out():
    pool = read_pool(file("id,side,name,email\na,left,Ada,a@x.example\n"), TARGETS)

    kept = pool.only(["Name"])

    assert (kept.header, kept.rows) == (("id", "name"), {"a": ("a", "Ada")})
    with pytest.raises(FileError, match=r"lacks “nmae”.*did you mean “name”"):
        pool.only(["nmae"])
