"""Whatever is in a file, reading it ends with votes or with a sentence, never with a trace."""

from io import BytesIO

from hypothesis import example, given, settings
from hypothesis import strategies as st

from publius import opinion
from publius.opinion.errors import FileError, OpinionError
from publius.opinion.io import read_statements, read_votes

CELLS = st.sampled_from(
    ["1", "-1", "0", "", " ", "7", "p1", "agree", "nan", "inf", "-inf", "1e999", "9" * 30, "١",
     "2026-02-30", "=1+1", "'=1", "<b>", "🙂", "שלום", '"', "a,b", "x\ny", "\ufeff", "½", "0x1"]
)  # fmt: skip
TITLES = st.lists(
    st.sampled_from(
        ["vote", "voter-id", "comment-id", "timestamp", "participant", "statement", "group-id",
         "n-votes", "n-agree", "n-disagree", "agrees", "disagrees", "moderated", "comment-body",
         "author-id", "is-meta", "is-seed", "id", "text", "0", "1", "", "xid"]
    ),
    min_size=1, max_size=7,
)  # fmt: skip


@st.composite
def tables(draw) -> bytes:
    titles = draw(TITLES)
    rows = draw(st.lists(st.lists(CELLS, min_size=len(titles), max_size=len(titles)), max_size=5))
    mark = draw(st.sampled_from([",", ";", "\t"]))
    lines = [mark.join(f'"{cell}"' if draw(st.booleans()) else cell for cell in row)
             for row in [titles, *rows]]  # fmt: skip
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines).encode()


def read(read_file, data: bytes) -> object:
    try:
        return read_file(BytesIO(data))
    except FileError as error:
        return str(error)


@given(st.binary(max_size=200) | tables())
@example(b'participant,statement,vote\r\n"a""b",s1,1\r')
@example(b"voter-id,comment-id,vote,timestamp\n1,2,1,nan\n1,2,0,inf\n")
@example(b"participant,group-id,n-votes\n1,0,3\n")
@example(b"participant,n-agree,n-disagree,0\n1,1,0,1\n1,1,0,-1\n")
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_votes_that_can_be_mapped_or_a_sentence(data):
    file = read(read_votes, data)

    if isinstance(file, str):
        assert file.startswith("standard input")
    else:
        opinion.report(opinion.fit(file.ballots, check=False), file.statements).text()


@given(st.binary(max_size=200) | tables())
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_statements_or_a_sentence(data):
    file = read(read_statements, data)

    if isinstance(file, str):
        assert file.startswith("standard input")
    else:
        assert len({statement.id for statement in file.statements}) == len(file.statements)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=5,
    ),
    st.data(),
)
@settings(max_examples=80, deadline=None)
def test_any_json_in_place_of_a_part_of_a_map_gives_a_map_or_a_sentence(part, data):
    plain = opinion.to_plain(opinion.fit([(n, s, 1) for n in range(3) for s in "ab"], check=False))
    name = data.draw(st.sampled_from(sorted(plain)))

    assert refused({**plain, name: part}) in (None, "bad-map")


def refused(plain: dict) -> str | None:
    """The code of the refusal, if there is one."""
    try:
        opinion.from_plain(plain)
    except OpinionError as error:
        return error.code
    return None


def test_a_number_of_groups_without_end_is_refused():
    plain = opinion.to_plain(opinion.fit([("ada", "s1", 1)], check=False))

    assert refused({**plain, "k": float("inf")}) == "bad-map"
