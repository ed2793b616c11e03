"""Files of votes as they come from Polis and from spreadsheets: what is read, what is refused."""

from io import BytesIO, StringIO
from pathlib import Path

import pytest

from publius import opinion
from publius.opinion.errors import FileError
from publius.opinion.io import read_statements, read_votes
from publius.opinion.types import Status

POLIS = "timestamp,datetime,comment-id,voter-id,vote\n"
COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
MATRIX = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,4\n"


def read(text: str | bytes, statements: str | None = None, **options) -> opinion.VotesFile:
    data = text if isinstance(text, bytes) else text.encode()
    listed = None if statements is None else BytesIO(statements.encode())
    return read_votes(BytesIO(data), statements=listed, **options)


def standing(file: opinion.VotesFile) -> dict:
    """The votes that count: (person, statement) -> answer."""
    b = file.ballots
    return {
        (b.people[row], b.statements[column].id): answer
        for row, column, answer in zip(
            b.row.tolist(), b.column.tolist(), b.answer.tolist(), strict=True
        )
    }


def refusal(text: str | bytes, statements: str | None = None) -> str:
    with pytest.raises(FileError) as refused:
        read(text, statements)
    return str(refused.value)


def test_the_latest_vote_counts_wherever_its_row_stands():
    file = read(POLIS + "20,,7,1,-1\n10,,7,1,1\n30,,8,2,0\n")

    assert standing(file) == {(1, 7): -1, (2, 8): 0}
    assert file.ballots.people == [1, 2]
    assert file.notes[1] == (
        "1 vote was given again for the same statement by the same person; the latest counts."
    )


def test_without_times_the_last_row_counts():
    file = read("participant,statement,vote\np1,s1,1\np1,s1,-1\n")

    assert standing(file) == {("p1", "s1"): -1}
    assert file.notes[1].endswith("the last row counts.")


def test_one_person_per_row_is_read_with_groups_and_without_the_outside_id():
    text = "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,4\n"
    file = read(text + "0,mallory@example.org,1,2,2,1,1,1,-1,\n3,,,0,1,0,0,,,0\n")

    assert standing(file) == {(0, 0): 1, (0, 1): -1, (3, 4): 0}
    assert file.groups == {0: "1"}


def test_a_bare_table_with_a_row_per_person_will_do():
    file = read("participant,s1,s2,s3\np1,1.0,NA,\np2,-1,nan,0\n")

    assert standing(file) == {("p1", "s1"): 1, ("p2", "s1"): -1, ("p2", "s3"): 0}


def test_statements_bring_texts_moderation_and_order():
    comments = COMMENTS + '5,,1,0,1,0,1,"Say ""yes"",\nplease"\n6,,0,9,0,1,-1,Spam\n'

    file = read(POLIS + "1,,0,5,-1\n2,,1,5,1\n", comments)

    first, second = file.statements
    assert (first.id, first.text, first.author, first.at) == (1, 'Say "yes",\nplease', 0, 5.0)
    assert (second.id, second.status) == (0, Status.REJECTED)


def test_meta_and_seed_statements_are_known_where_the_file_says_so():
    file = read_statements(BytesIO(b"statement,text,is_meta,is-seed\n1,I am 20,true,0\n2,Hi,,1\n"))

    assert [(s.status, s.seed) for s in file.statements] == [
        (Status.META, False),
        (Status.SHOWN, True),
    ]


def test_a_statement_nobody_listed_is_counted_and_said():
    file = read(POLIS + "1,,0,5,1\n2,,9,5,1\n", COMMENTS + "1,,0,0,1,0,1,Buses\n")

    assert [statement.id for statement in file.statements] == [0, 9]
    assert file.notes[-1] == (
        "1 statement has votes but no row in standard input; counted without text."
    )


@pytest.mark.parametrize("sign", [1, -1])
def test_the_counts_of_the_statements_tell_which_sign_means_agree(sign):
    votes = POLIS + f"1,,0,1,{sign}\n2,,0,2,{sign}\n3,,0,3,{-sign}\n"

    file = read(votes, COMMENTS + "1,,0,0,2,1,1,Buses\n")

    assert standing(file) == {(1, 0): 1, (2, 0): 1, (3, 0): -1}
    assert [vote.answer for vote in file.votes] == [1, 1, -1]
    assert file.notes[0] == f"{sign} was taken for agree: so say the counts in standard input."


def test_the_counts_of_each_person_tell_which_sign_means_agree():
    file = read(MATRIX + "1,0,0,3,2,1,-1,-1,1\n")

    assert standing(file) == {(1, 0): 1, (1, 1): 1, (1, 4): -1}
    assert file.notes[0] == "-1 was taken for agree: so say the counts in n-agree and n-disagree."


def test_where_nothing_tells_the_sign_is_assumed_and_said():
    file = read(POLIS + "1,,0,5,1\n", COMMENTS + "1,,0,0,1,1,1,Buses\n")

    assert standing(file) == {(5, 0): 1}
    assert file.notes[0] == (
        "Nothing in the files says which sign means agree; 1 was taken for agree."
    )


def test_what_was_asked_for_settles_the_sign():
    votes = POLIS + "1,,0,1,1\n"

    file = read(votes, COMMENTS + "1,,0,0,1,0,1,Buses\n", agree_is=-1)

    assert standing(file) == {(1, 0): -1}
    assert file.notes[0] == "As asked, -1 was taken for agree."


def test_text_that_is_open_already_is_read_too():
    file = read_votes(StringIO("participant,statement,vote\np1,s1,1\n"))

    assert standing(file) == {("p1", "s1"): 1}


def test_a_sign_that_is_none_is_refused():
    with pytest.raises(opinion.SettingError, match=r"^agree_is is 5; it must be 1 or -1"):
        read("participant,statement,vote\np1,s1,1\n", agree_is=5)


@pytest.mark.parametrize("agree_is", [None, -1])
@pytest.mark.parametrize(
    "text",
    ["voter-id,comment-id,vote\n1,0,Agree\n2,0,disagree\n", "participant,0\n1,agree\n2,-1\n"],
)
def test_words_mean_what_they_say_whatever_sign_was_asked_for(text, agree_is):
    file = read(text, agree_is=agree_is)

    assert standing(file) == {(1, 0): 1, (2, 0): -1}
    assert file.notes == ("Answers are words here, so 1 was taken for agree and -1 for disagree.",)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffparticipant,statement,vote\np1,s1,1\np2,s1,-1\n",
        "sep=;\r\nparticipant;statement;vote\r\np1;s1;1\r\np2;s1;-1\r\n",
        "participant\tstatement\tvote\np1\ts1\t1\n\n\np2\ts1\t-1",
        'PARTICIPANT,Statement,"Vote",\n"p1","s1","agree",\np2, s1 ,-1.0,\n',
        "vote,extra,statement_id,voter-id\n+1,x,s1,p1\ndisagree,,s1,p2\n",
    ],
    ids=["byte-order mark", "announced semicolons", "tabs", "trailing commas", "other names"],
)
def test_the_same_votes_are_read_from_every_dialect(text):
    assert standing(read(text)) == {("p1", "s1"): 1, ("p2", "s1"): -1}


def test_ids_that_are_numbers_become_numbers_in_votes_and_statements_alike():
    file = read("participant,statement,vote\n7,3,1\n007,x3,1\n", "id,text\n3,Three\nx3,Four\n")

    assert file.ballots.people == [7, "007"]
    assert [statement.text for statement in file.statements] == ["Three", "Four"]


def test_dates_do_for_times():
    later, earlier = "2026-05-03T10:00:00+02:00,p1,s1,1\n", "2026-05-03 07:59,p1,s1,0\n"

    file = read("at,participant,statement,vote\n" + later + earlier)

    assert standing(file) == {("p1", "s1"): 1}


def test_times_that_cannot_be_read_are_left_aside_and_said():
    file = read("at,participant,statement,vote\nnoon,p1,s1,1\n5,p1,s1,0\n")

    assert standing(file) == {("p1", "s1"): 0}
    assert file.notes[0] == (
        "1 row has no time that can be read, so votes count in the order of the rows."
    )


ALL_THREE = "“voter-id” or “participant”, “comment-id” or “statement”, “vote” or “answer”"
EMPTY = ": the file is empty. It needs a header line and at least one row."
NOT_UTF_8 = ": the text is not UTF-8. Save the file as “CSV UTF-8” and try again."
NUL = ": there is a NUL character, so this is not a plain CSV file. Export it as CSV again."
FIX = "write 1 (agree), -1 (disagree) or 0 (pass)"
TOO_LONG = "x" * 1_000_001


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", EMPTY),
        ("\n , \n", EMPTY),
        (POLIS, ": there is a header but no rows below it."),
        (
            "voter-id,comment,vote\n1,2,1\n",
            ": the header lacks “comment-id” or “statement”. It has: voter-id, comment, vote.",
        ),
        (
            "1,2,3\n4,5,6\n",
            f": the header lacks {ALL_THREE}. It has: 1, 2, 3.",
        ),
        (
            "voter-id,comment-id,vote,vote\n1,2,1,1\n",
            ": the column “vote” appears twice in the header.",
        ),
        (POLIS.encode() + b"1,,0,5,1\n2,,0,\x00,1\n", f", line 3{NUL}"),
        (POLIS.encode() + b"1,caf\xe9,0,5,1\n", f", line 2{NOT_UTF_8}"),
        (POLIS.encode("utf-16"), f", line 1{NOT_UTF_8}"),
        (
            b"PK\x03\x04xl/workbook.xml",
            ": this is a workbook, not a CSV file. Save it as “CSV UTF-8” and try again.",
        ),
        (
            POLIS + '1,"never closed,0,5,1\n',
            ", line 2: the row cannot be read as CSV (unexpected end of data).",
        ),
        (
            f"{POLIS}1,{TOO_LONG},0,5,1\n",
            ", line 2: the row cannot be read as CSV (field larger than field limit (1000000)).",
        ),
    ],
)
def test_a_file_that_is_no_table_of_votes_is_refused_with_the_fix(text, message):
    assert refusal(text) == f"standard input{message}"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            POLIS + "1,,0,5,2\n2,,0,6,yes\n3,,0,7,\n",
            [
                f"line 2: the vote of “5” on “0” is “2”; {FIX}",
                f"line 3: the vote of “6” on “0” is “yes”; {FIX}",
                f"line 4: the vote of “7” on “0” is blank; {FIX}",
            ],
        ),
        (
            POLIS + "1,,, 5,1\n1,,0,,1\n",
            ["line 2: the statement is blank", "line 3: the person is blank"],
        ),
        (POLIS + "1,,0,5\n", ["line 2: 4 cells, but the header has 5 columns"]),
        (
            MATRIX + "1,0,0,1,1,0,1,maybe,\n",
            [f"line 2: the vote of “1” on “1” is “maybe”; {FIX}"],
        ),
    ],
)
def test_rows_that_cannot_be_used_are_all_named(text, problems):
    count = "1 row" if len(problems) == 1 else f"{len(problems)} rows"

    assert refusal(text).splitlines() == [
        f"standard input: {count} cannot be used, so nothing was read.",
        *(f"  {problem}" for problem in problems),
    ]


def test_of_many_unusable_rows_five_are_spelt_out():
    lines = refusal(POLIS + "1,,0,5,9\n" * 12).splitlines()

    assert lines[0] == "standard input: 12 rows cannot be used, so nothing was read."
    assert lines[6:] == ["  and 7 more"]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        (
            "1,,0,0,1,0,1,a\n2,,0,0,1,0,1,b\n",
            "line 3: the statement “0” is there already, on line 2",
        ),
        ("1,,,0,1,0,1,a\n", "line 2: the id is blank"),
        (
            "1,,0,0,1,0,2,a\n",
            "line 2: moderated is “2”; write -1 (rejected), 0 (undecided) or 1 (accepted)",
        ),
    ],
)
def test_statements_that_cannot_be_used_are_refused(rows, problem):
    assert refusal(POLIS + "1,,0,5,1\n", COMMENTS + rows) == (
        f"standard input: 1 row cannot be used, so nothing was read.\n  {problem}"
    )


@pytest.mark.parametrize("prefix", ["", "2026-05-03-3phdex2kjf-"])
def test_the_folder_of_an_export_is_read_whole(tmp_path: Path, prefix):
    (tmp_path / f"{prefix}votes.csv").write_text(POLIS + "1,,0,5,-1\n")
    (tmp_path / f"{prefix}comments.csv").write_text(COMMENTS + "1,,0,0,1,0,1,Buses\n")
    (tmp_path / f"{prefix}participants-votes.csv").write_text(MATRIX + "5,1,0,1,1,0,-1,,\n")
    (tmp_path / f"{prefix}summary.csv").write_text('topic,"Buses, and trams"\nurl,x\n')

    file = read_votes(tmp_path)

    assert standing(file) == {(5, 0): 1}
    assert (file.topic, file.groups) == ("Buses, and trams", {5: "1"})


def test_what_one_can_do_without_is_left_aside_if_it_cannot_be_read(tmp_path: Path):
    (tmp_path / "votes.csv").write_text(POLIS + "1,,0,5,1\n")
    (tmp_path / "summary.csv").write_text('topic,"never closed\n')

    file = read_votes(tmp_path)

    assert standing(file) == {(5, 0): 1}
    assert file.topic == ""
    assert file.notes[1].startswith(f"Left aside: {tmp_path / 'summary.csv'}, line 1: ")


def test_a_topic_may_have_commas_and_semicolons(tmp_path: Path):
    (tmp_path / "votes.csv").write_text(POLIS + "1,,0,5,1\n")
    (tmp_path / "summary.csv").write_text("topic,Buses; trams; cars; you\nurl,\n")

    assert read_votes(tmp_path).topic == "Buses; trams; cars; you"


def test_a_folder_with_only_one_row_per_person_does_too(tmp_path: Path):
    (tmp_path / "participants-votes.csv").write_text(MATRIX + "5,1,0,1,1,0,1,,\n")

    assert standing(read_votes(str(tmp_path))) == {(5, 0): 1}


def test_a_folder_without_votes_says_what_it_needs(tmp_path: Path):
    (tmp_path / "comments.csv").write_text(COMMENTS)

    with pytest.raises(FileError, match="the folder holds no file of votes"):
        read_votes(tmp_path)


def test_a_folder_with_two_exports_asks_which(tmp_path: Path):
    for name in ("may-votes.csv", "june-votes.csv"):
        (tmp_path / name).write_text(POLIS + "1,,0,5,1\n")

    with pytest.raises(FileError, match=r"\(june-votes.csv, may-votes.csv\)"):
        read_votes(tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(FileError, match=r"nowhere\.csv: there is no such file"):
        read_votes(tmp_path / "nowhere.csv")
