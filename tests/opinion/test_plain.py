"""Maps kept as JSON: nothing is lost, and damaged files are refused in a sentence."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius import opinion
from publius.opinion.errors import FileError, InputError

IDS = st.one_of(st.integers(0, 30), st.integers(0, 30).map(str))
VOTES = st.lists(st.tuples(IDS, IDS, st.sampled_from([-1, 0, 1])), min_size=1, max_size=60)


def kept(found: opinion.OpinionMap) -> opinion.OpinionMap:
    """The map after a stay in a file, written strictly."""
    return opinion.from_plain(json.loads(json.dumps(opinion.to_plain(found), allow_nan=False)))


@given(VOTES)
@settings(max_examples=15, deadline=None)
def test_a_map_comes_back_from_json_as_it_was(votes):
    found = opinion.fit(votes, check=False)

    assert kept(found) == found


def test_a_number_and_the_same_digits_as_text_stay_two_ids():
    found = opinion.fit([("ada", 7, 1), ("ada", "7", -1), ("bo", 7, 1)])

    assert list(kept(found).statements) == [7, "7"]


def test_a_map_that_is_kept_can_be_the_previous_one():
    votes = [(f"p{n}", s, 1 if (n % 2) == (s % 2) else -1) for n in range(40) for s in range(9)]
    before = opinion.fit(votes)

    found = opinion.fit(votes, previous=kept(before))

    assert found.people == before.people


def test_without_people_nobody_is_named():
    found = opinion.fit([("zacharias", "s1", 1), ("zenobia", "s1", -1)])

    plain = opinion.to_plain(found, people=False)

    assert "zacharias" in json.dumps(opinion.to_plain(found))
    assert "zacharias" not in json.dumps(plain)
    assert dict(opinion.from_plain(plain).people) == {}


def test_an_id_that_json_cannot_keep_is_refused():
    found = opinion.fit([(("ada", 1), "s1", 1)])

    with pytest.raises(InputError, match="is a tuple") as refusal:
        opinion.to_plain(found)

    assert refusal.value.code == "bad-id"


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ({"format": 99}, "its format is 99, not 1"),
        ({"groups": None}, "it is damaged"),
        ({"k": "many"}, "it is damaged"),
        ({"confidence": "certain"}, "it is damaged"),
    ],
)
def test_a_damaged_map_is_refused(damage, reason):
    plain = opinion.to_plain(opinion.fit([("ada", "s1", 1)]))

    with pytest.raises(FileError) as refusal:
        opinion.from_plain({**plain, **damage})

    assert refusal.value.params["reason"] == reason


@pytest.mark.parametrize("lost", ["format", "people", "statements", "variance"])
def test_a_map_that_lacks_something_says_what(lost):
    plain = opinion.to_plain(opinion.fit([("ada", "s1", 1)]))
    del plain[lost]

    with pytest.raises(FileError) as refusal:
        opinion.from_plain(plain)

    assert refusal.value.params["reason"] == f"it lacks '{lost}'"
