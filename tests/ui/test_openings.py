"""The first sentences of a long text stand on the page, the rest is folded."""

from hypothesis import given
from hypothesis import strategies as st

from publius.ui.wording import after_opening, opening

RIDERS = "You ride to work most weeks. You know the road in the rain."
LONG = (
    f"{RIDERS} {'We want to hear from slow riders too, and from those who gave up. ' * 2}".strip()
)


def test_whole_sentences_are_shown_until_there_are_enough_words():
    assert opening(LONG) == RIDERS


def test_a_short_text_is_not_folded():
    assert (opening(RIDERS, 3), after_opening(RIDERS, 3)) == (RIDERS, "")


@given(st.text(), st.integers(min_value=1, max_value=60))
def test_no_word_is_lost_between_the_two(text, words):
    both = f"{opening(text, words)} {after_opening(text, words)}"

    assert both.split() == text.split()
