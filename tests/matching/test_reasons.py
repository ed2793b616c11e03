"""The words shown as a reason: the person's own, the most telling first, none said twice."""

from publius.matching import Kind, MemoryIndex, Need, rank
from tests.matching.examples import TOWN, item


def words_for(need, text):
    index = MemoryIndex([*TOWN, item("mine", text, "Me", Kind.PRACTICAL)])
    fits = rank(Need("n", need), index).fits
    return next(fit for fit in fits if fit.person == "Me").reasons[0].words


def test_words_are_shown_as_they_stand_in_the_evidence():
    assert words_for("cyclist commuting", "Commuting by bike; I am a CYCLIST!") == (
        "Commuting",
        "CYCLIST",
    )


def test_a_pair_of_words_stands_for_its_words():
    assert words_for("direct payments", "Direct payments pay for my help.") == ("Direct payments",)


def test_a_rare_word_tells_more_than_one_that_everybody_has():
    words = words_for("work with horses", "Horses are my work.")

    assert words == ("Horses", "work")


def test_no_more_than_eight_words_are_shown():
    text = "red. blue. green. pink. grey. black. white. brown. gold. silver"

    assert len(words_for(text, text)) == 8


def test_words_that_tell_far_less_than_the_first_are_left_out():
    chatter = [item(f"x{n}", "Two people talk.", f"Person {n}", Kind.PRACTICAL) for n in range(30)]
    mine = item("mine", "Two people taught me tactile paving.", "Me", Kind.PRACTICAL)

    found = rank(Need("n", "two people who know tactile paving"), MemoryIndex([*chatter, mine]))

    assert found.fits[0].reasons[0].words == ("tactile paving",)
