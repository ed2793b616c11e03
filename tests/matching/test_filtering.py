"""Filters on people are exact: who does not meet one, or does not say, is left out."""

import pytest

from publius.matching import Filters, Kind, MemoryIndex, Near, Need, Point, Profile, rank
from tests.matching.examples import item

NEED = Need("n", "cab")
STRATFORD, WARWICK = Point(52.1917, -1.7083), Point(52.2820, -1.5849)
PEOPLE = (
    Profile("Ada", "north", ("en", "cy"), ("weekday",), STRATFORD),
    Profile("Bo", "south", ("en",), ("evening", "weekend"), WARWICK),
    Profile("Cy", "north", (), ("evening",)),
)


def found(filters):
    index = MemoryIndex([item(name, "cab", name) for name in ("Ada", "Bo", "Cy", "Di")], PEOPLE)
    return sorted(fit.person for fit in rank(NEED, index, filters=filters).fits)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["Ada", "Bo", "Cy", "Di"]),
        (Filters(areas=frozenset({"north"})), ["Ada", "Cy"]),
        (Filters(areas=frozenset({"north", "south"})), ["Ada", "Bo", "Cy"]),
        (Filters(languages=frozenset({"cy", "fr"})), ["Ada"]),
        (Filters(available=frozenset({"evening"})), ["Bo", "Cy"]),
        (Filters(areas=frozenset({"north"}), available=frozenset({"evening"})), ["Cy"]),
        (Filters(areas=frozenset()), []),
        (Filters(near=Near(STRATFORD, 13.0)), ["Ada"]),
        (Filters(near=Near(STRATFORD, 13.2)), ["Ada", "Bo"]),
        (Filters(near=Near(STRATFORD, 13.2), exclude=frozenset({"Ada"})), ["Bo"]),
    ],
)
def test_only_people_who_meet_every_filter_are_ranked(filters, expected):
    assert found(filters) == expected


def test_only_evidence_of_the_visibility_asked_for_counts():
    index = MemoryIndex(
        [
            item("open", "cab", "Ada", visibility="public"),
            item("shut", "cab", "Bo", visibility="matching"),
            item("unsaid", "cab", "Cy"),
        ]
    )

    ranking = rank(NEED, index, filters=Filters(visibility=frozenset({"public"})))

    assert [fit.person for fit in ranking.fits] == ["Ada"]
    assert ranking.considered == 1


def test_what_a_profile_says_never_counts_towards_a_fit():
    evidence = [item("e1", "cab", "Ada"), item("e2", "bread", "Bo", Kind.LIVED)]

    without = rank(NEED, MemoryIndex(evidence))
    with_facts = rank(NEED, MemoryIndex(evidence, [Profile("Bo", area="cab"), *PEOPLE[:1]]))

    assert with_facts.fits == without.fits
