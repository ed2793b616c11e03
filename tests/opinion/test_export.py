"""The tables of a Polis export: their titles, what they keep back, and that they are read again."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius import opinion
from publius.opinion import Statement, Status, Vote, export
from publius.opinion.errors import SettingError
from publius.opinion.io import read_statements, read_votes

GROUPS = {n: "A" if n < 20 else "B" if n < 32 else "C" for n in range(40)}


@pytest.fixture(scope="module")
def votes() -> list[Vote]:
    """40 people in three groups on “s1”; only three of C and one other on “s2”."""
    everybody = [Vote(n, "s1", 1 if n < 30 else -1, 1_500_000_000_000 + n) for n in range(40)]
    few = [Vote(n, "s2", 1, 1_500_000_100_000 + n) for n in (*range(20), 20, *range(21, 35))]
    return [*everybody, *few, Vote(0, "s3", 1, 1_600_000_000_000)]


@pytest.fixture(scope="module")
def statements() -> list[Statement]:
    return [
        Statement("s1", "More trees.", author=3, at=1_499_999_999_000),
        Statement("s2", "=HYPERLINK(1)", author=3),
        Statement("s3", "I am a tree.", status=Status.REJECTED, author=7),
    ]


@pytest.fixture(scope="module")
def found(votes, statements) -> opinion.OpinionMap:
    return opinion.fit(votes, statements, groups=GROUPS, check=False)


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_the_titles_are_those_of_polis(found, statements, votes):
    files = export(found, statements, votes=votes, people=True)

    assert {name: rows(text)[0] for name, text in files.items() if name != "summary.csv"} == {
        "votes.csv": ["timestamp", "datetime", "comment-id", "voter-id", "vote"],
        "comments.csv": [
            "timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees",
            "moderated", "comment-body",
        ],
        "comment-groups.csv": [
            "comment-id", "comment",
            *(f"{who}-{part}" for who in ("total", "group-a", "group-b", "group-c")
              for part in ("votes", "agrees", "disagrees", "passes")),
        ],
        "participants-votes.csv": [
            "participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree",
            "s1", "s2", "s3",
        ],
    }  # fmt: skip


def test_the_summary_counts_people_statements_and_groups(found, statements):
    text = export(found, statements, topic="+Trees", description="All\nabout them")["summary.csv"]

    assert dict(rows(text)) == {
        "topic": "'+Trees",
        "url": "",
        "voters": "40",
        "voters-in-conv": "40",
        "commenters": "2",
        "comments": "3",
        "groups": "3",
        "conversation-description": "All\nabout them",
    }


def test_statements_are_written_with_counts_moderation_and_times(found, statements):
    _, first, second, third = rows(export(found, statements)["comments.csv"])

    assert first == [
        "1499999999000", "Fri Jul 14 2017 02:39:59 GMT+0000 (Coordinated Universal Time)",
        "s1", "", "30", "10", "1", "More trees.",
    ]  # fmt: skip
    assert second == ["", "", "s2", "", "35", "0", "1", "'=HYPERLINK(1)"]
    assert third == ["", "", "s3", "", "", "", "-1", "I am a tree."]


def test_who_wrote_a_statement_is_told_with_people_only(found, statements, votes):
    with_people = export(found, statements, votes=votes, people=True)["comments.csv"]

    assert [row[3] for row in rows(with_people)] == ["author-id", "3", "3", "7"]
    assert [row[3] for row in rows(export(found, statements)["comments.csv"])] == [
        "author-id", "", "", "",
    ]  # fmt: skip


def test_groups_of_fewer_than_five_are_left_blank_and_cannot_be_worked_out(found, statements):
    by_id = {row[0]: row[2:] for row in rows(export(found, statements)["comment-groups.csv"])}

    assert by_id["s1"] == ["40", "30", "10", "0", "20", "20", "0", "0", "12", "10", "2", "0",
                           "8", "0", "8", "0"]  # fmt: skip
    assert by_id["s2"] == ["35", "35", "0", "0", "20", "20", "0", "0", *[""] * 8]


def test_meta_and_seed_statements_are_marked_where_there_are_any(votes):
    statements = [Statement("s1", status=Status.META), Statement("s2", seed=True), Statement("s3")]
    found = opinion.fit(votes, statements, check=False)

    text = export(found, statements)["comments.csv"]

    assert [row[6:9] for row in rows(text)] == [
        ["moderated", "is-meta", "is-seed"], ["1", "1", "0"], ["1", "0", "1"], ["1", "0", "0"],
    ]  # fmt: skip


def test_people_are_written_only_when_asked_for(found, statements, votes):
    assert sorted(export(found, statements, votes=votes)) == [
        "comment-groups.csv", "comments.csv", "summary.csv",
    ]  # fmt: skip
    assert rows(export(found, statements, votes=votes, people=True)["participants-votes.csv"])[
        1
    ] == ["0", "0", "0", "3", "3", "0", "1", "1", "1"]


def test_people_without_votes_are_refused(found, statements):
    with pytest.raises(SettingError, match="votes is None; it must be given to write people"):
        export(found, statements, people=True)


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t"), max_size=12
).filter(lambda text: text == text.strip() or text.startswith(("=", "'")))
IDS = st.integers(0, 10**12) | st.from_regex(r"[a-z][a-z0-9 ]{0,6}[a-z]", fullmatch=True)


@given(
    st.dictionaries(IDS, TEXT, min_size=1, max_size=5),
    st.lists(st.tuples(IDS, st.integers(0, 9), st.sampled_from([-1, 0, 1])), min_size=1),
)
@settings(max_examples=30, deadline=None)
def test_what_is_written_is_read_again_as_it_was(texts, given_votes):
    keys = list(texts)
    statements = [Statement(key, text) for key, text in texts.items()]
    votes = [Vote(person, keys[n % len(keys)], vote) for person, n, vote in given_votes]
    found = opinion.fit(votes, statements, check=False)
    files = {k: v.encode() for k, v in export(found, statements, votes=votes, people=True).items()}

    listed = read_statements(io.BytesIO(files["comments.csv"]))
    by_row, by_person = (
        read_votes(io.BytesIO(files[name]), statements=io.BytesIO(files["comments.csv"]))
        for name in ("votes.csv", "participants-votes.csv")
    )

    assert {each.id: each.text.strip() for each in listed.statements} == {
        key: text.strip() for key, text in texts.items()
    }
    for again in (by_row, by_person):
        assert standing(again.ballots) == standing(opinion.Ballots.of(votes, statements))


def standing(ballots: opinion.Ballots) -> dict:
    entries = zip(
        ballots.row.tolist(), ballots.column.tolist(), ballots.answer.tolist(), strict=True
    )
    return {(ballots.people[r], ballots.statements[c].id): answer for r, c, answer in entries}
