"""Who fits a need: the rules a convener and a citizen can rely on, worked by hand."""

import math
from datetime import date

import pytest

from publius.matching import (
    BadValueError,
    Band,
    Facet,
    Filters,
    Kind,
    MemoryIndex,
    Need,
    Parameters,
    calls_for,
    rank,
)
from tests.matching.examples import CYCLING, TOWN, item, relative, words_only


def people(ranking):
    return [fit.person for fit in ranking.fits]


def test_a_score_is_what_the_documented_formula_gives_by_hand():
    # Two items, no shared word: every idf is ln(3/2) + 1 and cancels out of the cosine.
    # The item has two words and one pair at .7: length sqrt(1 + 1 + .49).
    index = words_only([item("e1", "Cab driver", "Bo", weight=0.7), item("e2", "Bread", "Cy")])

    fit = rank(Need("n", "cabs"), index).fits[0]

    cosine = 1 / math.sqrt(2.49)
    assert fit.score == round(0.7 * cosine * (cosine / 0.1) ** 0.25, 6)
    assert (fit.person, fit.band) == ("Bo", Band.STRONG)


def test_a_second_item_counts_less_than_the_first():
    # Bo: 0.8 and 0.6 of a full match -> (0.8 + 0.8 x 0.6) / 1.8 ** 0.25.
    index = words_only(
        [
            item("e1", "cab", "Bo", weight=0.8),
            item("e2", "cab", "Bo", Kind.PROFESSIONAL, weight=0.6, at=date(2020, 1, 1)),
        ],
        parameters=Parameters(near_copy=1.1),
    )

    fit = rank(Need("n", "cab"), index).fits[0]

    full = 10**0.25
    assert fit.score == pytest.approx(full * (0.8 + 0.8 * 0.6) / 1.8**0.25, abs=2e-6)


def test_people_come_in_the_order_of_their_fit_with_the_words_that_say_so():
    ranking = rank(Need("n", "People who cycle to work in Station Road"), MemoryIndex(TOWN))

    assert people(ranking)[0] == "Cy"
    assert ranking.fits[0].reasons[0].evidence == "commute"
    assert ranking.fits[0].reasons[0].words == ("Station Road", "cycle to work")
    assert ranking.considered == 5


def test_evidence_of_another_kind_does_not_count_for_a_need_of_one_kind():
    index = words_only(TOWN)
    anybody = rank(Need("n", CYCLING.text), index)
    assert set(people(anybody)) == {"Ada", "Cy", "Eve"}

    ranking = rank(CYCLING, index)

    assert people(ranking) == ["Cy"]
    assert ranking.considered == 2


def test_lived_experience_is_not_outranked_by_a_credential_in_its_own_seat():
    index = MemoryIndex(
        [
            item("rehab", "Blind people: cane training.", "Pro", Kind.PROFESSIONAL, "badge"),
            item("own", "I am blind.", "Eve", Kind.LIVED, "self_account", weight=0.1),
        ]
    )

    ranking = rank(Need("n", "Blind people with a cane", kind=Kind.LIVED), index)

    assert people(ranking) == ["Eve"]


def test_no_proof_is_asked_of_lived_experience():
    scores = {
        weight: rank(
            Need("n", "blind"),
            words_only([item("own", "I am blind.", kind=Kind.LIVED, weight=weight)]),
        )
        .fits[0]
        .score
        for weight in (0.1, 0.8, 1.0)
    }

    assert scores[0.1] == scores[0.8] == pytest.approx(0.8 * scores[1.0], abs=1e-6)


def test_a_hidden_item_is_never_matched():
    shown = [item("e1", "I cycle to work.")]
    hidden = [item("e1", "I cycle to work.", hidden=True)]

    assert people(rank(CYCLING, MemoryIndex(shown))) == ["Ada"]
    assert people(rank(CYCLING, MemoryIndex(hidden))) == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), ["Cy", "Ada", "Eve"]),
        (Filters(people=frozenset({"Ada", "Eve"})), ["Ada", "Eve"]),
        (Filters(exclude=frozenset({"Cy", "nobody"})), ["Ada", "Eve"]),
        (Filters(people=frozenset({"Cy"}), exclude=frozenset({"Cy"})), []),
        (Filters(kinds=frozenset({Kind.LIVED})), ["Eve"]),
        (Filters(places=frozenset({"Northfield"})), []),
    ],
)
def test_filters_leave_people_and_kinds_out_before_anything_is_scored(filters, expected):
    ranking = rank(Need("n", CYCLING.text), words_only(TOWN), filters=filters)

    assert people(ranking) == expected


def test_a_filter_by_place_keeps_only_evidence_that_names_the_place():
    index = MemoryIndex(
        [
            item("here", "I cycle to work.", "Ada", place=" northfield "),
            item("there", "I cycle to work.", "Bo", place="Southgate"),
            item("anywhere", "I cycle to work.", "Cy"),
        ]
    )

    ranking = rank(CYCLING, index, filters=Filters(places=frozenset({"Northfield"})))

    assert people(ranking) == ["Ada"]


def test_evidence_from_another_place_counts_a_fifth_less_and_unplaced_evidence_in_full():
    index = MemoryIndex(
        [
            item("here", "cab", "Ada", place="Northfield"),
            item("there", "cab", "Bo", place="Southgate"),
            item("anywhere", "cab", "Cy"),
        ]
    )

    ranking = rank(Need("n", "cab", place="northfield"), index)

    assert relative(ranking) == {"Ada": 1.0, "Bo": 0.8, "Cy": 1.0}


def test_older_evidence_counts_less_but_at_least_half_and_lived_experience_never_ages():
    index = MemoryIndex(
        [
            item("new", "cab", "Ada", at=date(2026, 1, 1)),
            item("old", "cab", "Bo", at=date(2021, 1, 1)),
            item("ancient", "cab", "Cy", at=date(1980, 1, 1)),
            item("lived", "cab", "Di", Kind.LIVED, at=date(1980, 1, 1)),
            item("undated", "cab", "Eve"),
        ]
    )

    aged = rank(Need("n", "cab"), index, today=date(2026, 1, 1))
    ageless = rank(Need("n", "cab"), index)

    assert relative(aged) == {
        "Ada": 1.0,
        "Bo": pytest.approx(0.5, abs=1e-3),
        "Cy": 0.5,
        "Di": 1.0,
        "Eve": 1.0,
    }
    assert set(relative(ageless).values()) == {1.0}


def test_ties_fall_by_a_lot_that_differs_from_need_to_need():
    names = ["Ada", "Bo", "Cy", "Di"]
    index = MemoryIndex([item(name, "cab", name) for name in names])

    orders = [people(rank(Need(f"n{number}", "cab"), index)) for number in range(12)]

    assert {tuple(sorted(order)) for order in orders} == {tuple(names)}
    assert {order[0] for order in orders} == set(names)


def test_top_cuts_the_list_but_not_the_count_of_people_considered():
    index = MemoryIndex([item(str(number), "cab", f"p{number}") for number in range(30)])

    all_of_them = rank(Need("n", "cab"), index, top=30)
    some = rank(Need("n", "cab"), index, top=7)

    assert some.fits == all_of_them.fits[:7]
    assert some.considered == 30


def test_asking_for_nobody_is_refused():
    with pytest.raises(BadValueError) as refused:
        rank(CYCLING, MemoryIndex(TOWN), top=0)

    assert str(refused.value) == "Ask for at least one person; top was 0."


@pytest.mark.parametrize("text", ["", "   ", "the of and", "zebra", "!!!"])
def test_a_need_that_shares_no_word_with_anybody_gives_an_empty_list(text):
    ranking = rank(Need("n", text), words_only(TOWN))

    assert (ranking.fits, ranking.considered) == ((), 5)


def test_an_empty_index_considers_nobody():
    ranking = rank(CYCLING, MemoryIndex())

    assert (ranking.fits, ranking.considered) == ((), 0)


def test_skills_count_as_part_of_the_need():
    index = words_only([item("e1", "Fluent in sign language", "Ada")])

    without = rank(Need("n", "Teachers"), index)
    with_skill = rank(Need("n", "Teachers", skills=("sign language",)), index)

    assert people(without) == []
    assert with_skill.fits[0].reasons[0].words == ("sign language",)


def test_calls_for_a_person_show_the_same_fit_as_the_convener_sees():
    index = words_only(TOWN)
    cabs = Need("cabs", "Cab drivers who know the night")

    for_cy = calls_for("Cy", [cabs, CYCLING], index)

    assert for_cy == ((CYCLING, rank(CYCLING, index).fits[0]),)
    assert calls_for("nobody we know", [cabs, CYCLING], index) == ()


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0.30, Band.STRONG),
        (0.299999, Band.GOOD),
        (0.16, Band.GOOD),
        (0.159999, Band.POSSIBLE),
        (0.05, Band.POSSIBLE),
        (0.049999, Band.NOT_ENOUGH),
    ],
)
def test_bands_begin_at_fixed_scores(score, band):
    assert Band.of(score, Parameters()) is band


def test_pinned_items_and_badges_that_are_valid_do_not_age_and_expired_ones_do():
    old = date(1990, 1, 1)
    index = MemoryIndex(
        [
            item("pinned", "cab", "Ada", at=old, pinned=True),
            item("valid", "cab", "Bo", at=old, expires=date(2026, 1, 1)),
            item("expired", "cab", "Cy", at=old, expires=date(2025, 12, 31)),
            item("plain", "cab", "Di", at=old),
        ]
    )

    ranking = rank(Need("n", "cab"), index, today=date(2026, 1, 1))

    assert relative(ranking) == {"Ada": 1.0, "Bo": 1.0, "Cy": 0.5, "Di": 0.5}


def test_what_others_made_of_an_item_counts():
    index = MemoryIndex([item("e1", "cab", "Ada"), item("e2", "cab", "Bo", quality=0.5)])

    ranking = rank(Need("n", "cab"), index)

    assert relative(ranking) == {"Ada": 1.0, "Bo": 0.5}


TWO_SIDES = Need(
    "blind-walkers",
    "Ways for blind walkers",
    facets=(
        Facet("Traffic engineers: signals and junctions", Kind.PROFESSIONAL),
        Facet("Blind people who walk with a cane", Kind.LIVED, count=2),
    ),
)


def test_a_person_counts_by_the_side_of_a_need_they_fit_best():
    both = [
        *TOWN,
        item("both-lived", "I am blind and walk with a cane.", "Flo", Kind.LIVED),
        item("both-trained", "Junctions.", "Flo", Kind.PROFESSIONAL, weight=0.2),
    ]

    ranking = rank(TWO_SIDES, words_only(both))

    assert {fit.person: fit.side for fit in ranking.fits} == {"Bo": 0, "Eve": 1, "Flo": 1}
    alone = rank(Need(TWO_SIDES.id, TWO_SIDES.facets[1].text, Kind.LIVED), words_only(both))
    assert [(f.person, f.score, f.reasons) for f in ranking.fits if f.side == 1] == [
        (f.person, f.score, f.reasons) for f in alone.fits
    ]


def test_the_text_above_the_sides_of_a_need_is_not_compared():
    ranking = rank(TWO_SIDES, MemoryIndex([item("e1", "Ways for walkers", "Ada", Kind.LIVED)]))

    assert "walkers" not in {w for fit in ranking.fits for r in fit.reasons for w in r.words}
