"""What may stand as somebody's words, for whatever text is thrown at it."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from publius.web.conversations.wording import (
    HIDDEN,
    MOST_OF_A_STATEMENT,
    NEEDED,
    core_of,
    hidden_in,
    problem_with,
    tidy,
)

TEXTS = st.text(max_size=400)


@given(TEXTS)
@example("\u1100\u1161 e\u0301")
def test_tidying_twice_changes_nothing_more(text):
    assert tidy(tidy(text)) == tidy(text)


@given(TEXTS)
def test_what_is_tidy_is_one_line_without_spaces_at_its_ends(text):
    plain = tidy(text)

    assert plain == plain.strip()
    assert len(plain.splitlines()) <= 1


@given(TEXTS)
@example("\U0001f3f4\U000e0067\U000e0062 text")
def test_what_stands_has_words_fits_and_hides_nothing(text):
    plain = tidy(text)
    if problem_with(plain, most=MOST_OF_A_STATEMENT):
        return
    assert 0 < len(plain) <= MOST_OF_A_STATEMENT
    assert any(c.isalpha() for c in plain)
    flag = "\U0001f3f4" in plain
    hidden = [c for c in plain if unicodedata.category(c) in HIDDEN and c not in NEEDED]
    assert flag or hidden == []


@given(st.text(alphabet="abcdefg ABC.,!?", max_size=80))
def test_the_core_is_the_same_for_other_capitals_signs_and_spaces(text):
    assert core_of(text.upper().replace(" ", "  ") + "!") == core_of(text)


@pytest.mark.parametrize(
    "code", ["\u200b", "\u202a", "\u2066", "\u00ad", "\ufeff", "\u2800", "\ue000"]
)
def test_characters_that_hide_are_named(code):
    assert hidden_in(f"words{code}words{code}") == [code]
    assert f"U+{ord(code):04X}" in problem_with(f"words{code}words", most=280)


@pytest.mark.parametrize(
    "text", ["می\u200cخواهم", "क्\u200dष", "\u200fשלום", "👩\u200d🦽 and I", "Zoë"]
)
def test_signs_that_scripts_need_are_let_through(text):
    assert problem_with(tidy(text), most=280) == ""
