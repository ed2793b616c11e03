"""Bands and lots: who comes first where scores say no more, and how newcomers get a chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publius.matching.errors import BadValueError
from publius.matching.lineup import place_by_lot, shortlist
from publius.matching.results import Band, Fit

FITS = [Fit(f"strong{n}", 0.5, Band.STRONG, ()) for n in range(3)] + [
    Fit(f"good{n}", 0.2, Band.GOOD, ()) for n in range(6)
]
NEWCOMERS = [f"new{n}" for n in range(40)]


def line(names, lot, band=Band.GOOD):
    return sorted(names, key=lambda name: place_by_lot(band, name, lot))


def test_a_better_band_comes_first_whatever_the_lot_says():
    bands = {"Ada": Band.POSSIBLE, "Bo": Band.STRONG, "Cy": Band.NOT_ENOUGH, "Di": Band.GOOD}

    for lot in ("run 1", "run 2", "run 3"):
        order = sorted(bands, key=lambda name: place_by_lot(bands[name], name, lot))
        assert order == ["Bo", "Di", "Ada", "Cy"]


def test_the_same_lot_gives_the_same_order_and_another_lot_another():
    assert line(NEWCOMERS, "run 1") == line(reversed(NEWCOMERS), "run 1")
    assert line(NEWCOMERS, "run 1") != line(NEWCOMERS, "run 2")


def test_everybody_comes_first_about_equally_often():
    names = ["Ada", "Bo", "Cy", "Di"]
    firsts = [line(names, f"run {number}")[0] for number in range(2_000)]

    shares = [firsts.count(name) / len(firsts) for name in names]
    assert shares == pytest.approx([0.25] * 4, abs=0.04)


def test_one_place_in_five_goes_to_newcomers():
    found = shortlist(FITS, NEWCOMERS, 10, seed=1)

    assert (len(found.fitting), len(found.newcomers)) == (8, 2)
    assert {name for name in found.fitting if name.startswith("strong")} == {
        "strong0",
        "strong1",
        "strong2",
    }


def test_whoever_shares_only_a_word_is_a_newcomer_and_not_a_fit():
    unsure = Fit("unsure", 0.01, Band.NOT_ENOUGH, ())

    found = shortlist([*FITS, unsure], [], 10, seed=1)

    assert (found.newcomers, len(found.fitting)) == (("unsure",), 9)


@pytest.mark.parametrize(("size", "newcomers"), [(1, 0), (2, 0), (3, 1), (5, 1), (8, 2), (20, 11)])
def test_where_too_few_fit_newcomers_fill_up(size, newcomers):
    assert len(shortlist(FITS, NEWCOMERS, size, seed=3).newcomers) == newcomers


@given(
    size=st.integers(1, 60),
    seed=st.integers(),
    known=st.integers(0, 9),
    new=st.integers(0, 40),
    share=st.floats(0, 1),
)
def test_a_shortlist_is_as_long_as_asked_or_holds_everybody(size, seed, known, new, share):
    found = shortlist(FITS[:known], NEWCOMERS[:new], size, seed, share)

    everybody = [*found.fitting, *found.newcomers]
    assert len(found) == min(size, known + new)
    assert len(set(everybody)) == len(everybody)
    assert set(found.newcomers) <= set(NEWCOMERS)
    assert len(found.newcomers) >= min(new, int(size * share + 0.5))
    assert found == shortlist(FITS[:known][::-1], NEWCOMERS[:new][::-1], size, seed, share)


@pytest.mark.parametrize(("size", "share"), [(0, 0.2), (5, 1.2), (5, -0.1), (5, float("nan"))])
def test_a_shortlist_that_makes_no_sense_is_refused(size, share):
    with pytest.raises(BadValueError):
        shortlist(FITS, NEWCOMERS, size, 1, share)
