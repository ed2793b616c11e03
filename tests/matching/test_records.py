"""Everything that goes in or comes out survives the way through JSON."""

import json
import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.matching import (
    BadValueError,
    Evidence,
    Filters,
    Kind,
    MemoryIndex,
    Need,
    Parameters,
    Ranking,
    rank,
)
from publius.matching.records import canonical_json, digest_of
from tests.matching.examples import collections, items, needs

names = st.frozensets(st.text(min_size=1, max_size=3), max_size=3)
filters = st.builds(
    Filters,
    people=st.none() | names,
    exclude=names,
    kinds=st.none() | st.frozensets(st.sampled_from(Kind)),
    places=st.none() | names,
)


def through_json(record):
    return type(record).from_json(json.loads(json.dumps(record.to_json())))


@given(items | needs | filters)
def test_input_survives_the_way_through_json(record):
    assert through_json(record) == record


@given(collections, needs)
def test_a_ranking_survives_the_way_through_json(evidence, need):
    ranking = rank(need, MemoryIndex(evidence))

    assert Ranking.from_json(json.loads(json.dumps(ranking.to_json()))) == ranking


def test_equal_values_have_one_digest_whatever_the_order_of_their_keys():
    assert digest_of({"a": 1, "b": 2}) == digest_of({"b": 2, "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})
    assert canonical_json({"é": "\ud800"}) == '{"\\u00e9":"\\ud800"}'


GOOD = {"id": "e1", "person": "Ada", "kind": "lived", "text": "x", "source": "role"}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"kind": "expert"},
            ("'kind' should be one of professional, practical, lived, but is \"expert\"."),
        ),
        ({"at": "31/03/2026"}, "'at' should be a date such as 2026-03-31, but is \"31/03/2026\"."),
        ({"at": 2026}, "'at' should be a date such as 2026-03-31, but is 2026."),
        ({"weight": "much"}, "'weight' should be a number, but is \"much\"."),
        ({"weight": True}, "'weight' should be a number, but is true."),
        ({"weight": 0}, "The weight 0.0 of evidence 'e1' must be above 0 and at most 1."),
        ({"weight": 1.5}, "The weight 1.5 of evidence 'e1' must be above 0 and at most 1."),
        ({"weight": math.nan}, "The weight nan of evidence 'e1' must be above 0 and at most 1."),
        ({"text": None}, "'text' should be text, but is null."),
        ({"hidden": "no"}, "'hidden' should be true or false, but is \"no\"."),
        ({"id": " "}, "The id is empty; give it at least one character."),
        ({"person": "A\0"}, "The person holds a NUL character, which no text has; remove it."),
        (
            {"wieght": 1},
            (
                "'wieght' is not a field of Evidence; the fields are id, person, kind, "
                "text, source, weight, at, place, hidden, pinned, quality, expires, "
                "verified_by, verified_at, visibility."
            ),
        ),
    ],
)
def test_a_bad_field_is_named_with_what_it_should_be(change, sentence):
    assert Evidence.from_json(GOOD).weight == 1.0

    with pytest.raises(BadValueError) as refused:
        Evidence.from_json({**GOOD, **change})

    assert str(refused.value) == sentence


def test_a_missing_field_is_named():
    with pytest.raises(BadValueError) as refused:
        Evidence.from_json({"id": "e1"})

    assert str(refused.value) == "'person' is missing."


@pytest.mark.parametrize("value", [[], "text", None, 3])
def test_something_that_is_not_an_object_is_refused(value):
    with pytest.raises(BadValueError, match="'Need' should be an object, but is"):
        Need.from_json(value)


def test_a_long_wrong_value_is_quoted_only_in_part():
    with pytest.raises(BadValueError) as refused:
        Need.from_json({"id": "n", "text": "x", "skills": "y" * 500})

    assert len(str(refused.value)) < 120


def test_whole_numbers_will_do_where_a_number_is_asked_for():
    assert Parameters.from_json({"discount": 1}).discount == 1.0
    assert Evidence.from_json({**GOOD, "at": "2026-03-31"}).at == date(2026, 3, 31)
