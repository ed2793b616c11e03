"""Who does or lives a thing, and who only speaks of it."""

import pytest

from publius.matching import Kind, MemoryIndex, Need, Standpoint, rank
from publius.matching.standpoints import PHRASES, denials_in, standpoints_of
from tests.matching.examples import item

NEED = Need("n", "Visually impaired pedestrians who walk through the town centre", kind=Kind.LIVED)
OWN = "I am visually impaired and walk through the town centre."
OTHERS = {
    Standpoint.PORTRAYS: "My novel: a visually impaired man must walk through the town centre.",
    Standpoint.SELLS: "As a salesman I meet visually impaired people who walk the town centre.",
    Standpoint.READS: "I read about visually impaired people who walk through the town centre.",
    Standpoint.ARGUES: "Solicitor for visually impaired people who walk through the town centre.",
    Standpoint.STUDIES: "My thesis: visually impaired people who walk through the town centre.",
    Standpoint.KNOWS_SOMEBODY: "My cousin is visually impaired and walks through the town centre.",
    Standpoint.DENIES: "I have no experience of being visually impaired in the town centre.",
}


def fits(*items, need=NEED):
    return {fit.person: fit for fit in rank(need, MemoryIndex(items)).fits}


@pytest.mark.parametrize("standpoint", OTHERS)
def test_who_speaks_of_it_from_elsewhere_counts_less_and_the_reason_says_so(standpoint):
    found = fits(
        item("own", OWN, "Own", Kind.LIVED), item("other", OTHERS[standpoint], "Other", Kind.LIVED)
    )

    assert found["Other"].reasons[0].caveats == (standpoint,)
    assert found["Own"].reasons[0].caveats == ()
    assert 0 < found["Other"].score < found["Own"].score / 2


def test_every_standpoint_has_its_phrases_and_an_example():
    assert set(PHRASES) == set(Standpoint) == set(OTHERS)


def test_a_need_that_speaks_of_a_standpoint_itself_does_not_mind_it():
    need = Need("n", "Novelists and journalists who write about visually impaired pedestrians")

    found = fits(item("e1", OTHERS[Standpoint.PORTRAYS], "Rosa"), need=need)

    assert found["Rosa"].reasons[0].caveats == ()


def test_denying_something_else_does_no_harm():
    text = f"{OWN} I have no experience of committees."

    assert fits(item("e1", text, "Ada", Kind.LIVED))["Ada"].reasons[0].caveats == ()


def test_what_somebody_says_they_do_not_do_is_looked_for_in_that_sentence_only():
    (denial,) = denials_in("I paint. I have no experience of taxis. I bake.")

    assert (denial.is_of({"taxi"}), denial.is_of({"paint", "bake"})) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        OWN,
        "I've never had a day off from caring for mum.",
        "Electric cars I never hear.",
        "They have never touched a mouse, so I sit with them.",
    ],
)
def test_people_who_speak_of_their_own_lives_are_taken_at_their_word(text):
    assert (standpoints_of(text), denials_in(text)) == (frozenset(), ())
