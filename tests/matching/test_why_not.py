"""The body's side: every way not to be shown has its own answer, and it is the right one."""

import pytest
from hypothesis import given

from publius.matching import Filters, Kind, MemoryIndex, Near, Need, Point, Profile, rank
from publius.matching.why_not import SENTENCES, Cause, why_not
from tests.matching.examples import collections, item, needs

CAB = item("e1", "I drive a cab at night.", "Bo", weight=0.7, place="Northfield")
NEED = Need("n", "Cab drivers who work at night", kind=Kind.PRACTICAL)
BO = Profile("Bo", "north", ("en",), ("evening",), Point(52.2, -1.7))


def causes(*items, filters=None, profile=BO, need=NEED, cut=0.0):
    index = MemoryIndex(items)
    return [
        each.cause
        for each in why_not(
            "Bo",
            need,
            index.evidence_of("Bo"),
            index.statistics,
            index.model,
            profile=profile,
            filters=filters,
            cut=cut,
        )
    ]


def test_nothing_keeps_out_who_fits():
    assert causes(CAB) == [Cause.SHOWN]


@pytest.mark.parametrize(
    ("filters", "cause"),
    [
        (Filters(exclude=frozenset({"Bo"})), Cause.EXCLUDED),
        (Filters(people=frozenset({"Ada"})), Cause.NOT_CHOSEN),
        (Filters(areas=frozenset({"south"})), Cause.AREA),
        (Filters(languages=frozenset({"cy"})), Cause.LANGUAGE),
        (Filters(available=frozenset({"weekday"})), Cause.AVAILABILITY),
        (Filters(near=Near(Point(53.5, -2.2), 10)), Cause.DISTANCE),
        (Filters(places=frozenset({"Southgate"})), Cause.PLACE),
        (Filters(visibility=frozenset({"public"})), Cause.VISIBILITY),
        (Filters(kinds=frozenset({Kind.LIVED})), Cause.OTHER_KIND),
    ],
)
def test_the_filter_that_leaves_somebody_out_is_named(filters, cause):
    index = MemoryIndex([CAB], [BO])
    assert rank(NEED, index, filters=filters).fits == ()

    assert causes(CAB, filters=filters) == [cause]


def test_several_filters_are_all_named():
    filters = Filters(areas=frozenset({"south"}), languages=frozenset({"cy"}))

    assert causes(CAB, filters=filters) == [Cause.AREA, Cause.LANGUAGE]


@pytest.mark.parametrize(
    ("items", "cause"),
    [
        ([], Cause.NO_EVIDENCE),
        ([item("e1", "I drive a cab.", "Bo", hidden=True)], Cause.NO_EVIDENCE),
        ([item("e1", "I drive a cab.", "Bo", Kind.LIVED)], Cause.OTHER_KIND),
        ([item("e1", "Bread and jam.", "Bo")], Cause.NOTHING_MET),
    ],
)
def test_what_somebody_said_or_did_not_say_is_named(items, cause):
    assert causes(*items) == [cause]


def test_repeating_the_need_is_named():
    need = Need("n", "Drivers of black cabs at night who wait long hours on the station rank")

    assert causes(item("e1", need.text, "Bo", weight=0.4), need=need) == [Cause.ECHO]


def test_a_fit_below_the_last_one_shown_is_told_with_both_figures():
    index = MemoryIndex([CAB])
    (answer,) = why_not("Bo", NEED, index.evidence_of("Bo"), index.statistics, index.model, cut=9.5)

    score = rank(NEED, index).fits[0].score
    assert answer.cause is Cause.BELOW
    assert (
        answer.sentence == f"Their fit of {score:.2f} is below the 9.50 of the last person shown."
    )


def test_every_cause_has_its_sentence():
    assert set(SENTENCES) == set(Cause)


@given(collections, needs)
def test_the_answer_agrees_with_the_ranking(evidence, need):
    index = MemoryIndex(evidence)
    shown = {fit.person for fit in rank(need, index).fits}
    for person in ("Ada", "Bo", "nobody"):
        answers = why_not(person, need, index.evidence_of(person), index.statistics, index.model)
        assert ([each.cause for each in answers] == [Cause.SHOWN]) is (person in shown)
