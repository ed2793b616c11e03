"""What can be shown to others as somebody's words, in every script, and what cannot."""

import re
import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MOST_OF_A_STATEMENT = 280
MOST_OF_A_REPLY = 500
MOST_MARKS = 4  # on one letter; every living script gets by with fewer

# Cannot be seen, or turn the reading direction of what follows; yet these are needed: joiners in
# Persian, Indic scripts and emoji, direction marks in Arabic and Hebrew, signs before numbers.
NEEDED = set("\u200c\u200d\u200e\u200f\u061c\u06dd\u070f\u08e2") | set(
    map(chr, range(0x600, 0x606))
)
LOOK_EMPTY = set("\u034f\u115f\u1160\u2800\u3164\uffa0")
HIDDEN = {"Cc", "Cf", "Co", "Cs"}
REGIONAL_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")  # England, Scotland …


def tidy(text: str) -> str:
    """One line in composed characters: how it looks stays, how it was typed goes."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def core_of(text: str) -> str:
    """The words alone: two texts with the same core say exactly the same."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    kept = (c if c.isalnum() or unicodedata.combining(c) else " " for c in plain)
    return " ".join("".join(kept).split())


def problem_with(text: str, *, most: int) -> str:
    """Why a tidied text cannot stand, in a sentence for whoever wrote it; empty where it can."""
    if not text:
        return _("Write what you want to say. Nothing was sent.")
    if len(text) > most:
        return _too_long(text, most)
    if hidden := hidden_in(text):
        return _(
            "This holds characters that cannot be seen or that turn other words round (%(codes)s). "
            "Your text is still here: type it again instead of pasting it."
        ) % {"codes": ", ".join(f"U+{ord(c):04X}" for c in hidden[:3])}
    if not any(c.isalpha() for c in text):
        return _(
            "This holds no words, and others may read signs in many ways. Your text is still here: "
            "say in words what you mean."
        )
    if _piles_up_marks(text):
        return _(
            "This piles so many marks on one letter that they cover other lines. Your text is "
            "still here: take some of them away."
        )
    return ""


def hidden_in(text: str) -> list[str]:
    """Characters nobody sees or that reorder others, each once, in order."""
    rest = REGIONAL_FLAG.sub("", text)
    return list(
        dict.fromkeys(
            c
            for c in rest
            if c in LOOK_EMPTY or (unicodedata.category(c) in HIDDEN and c not in NEEDED)
        )
    )


def _too_long(text: str, most: int) -> str:
    return ngettext(
        "This is %(over)s character longer than the %(most)s that fit. Your text is still here: "
        "shorten it, or say it in two.",
        "This is %(over)s characters longer than the %(most)s that fit. Your text is still here: "
        "shorten it, or say it in two.",
        len(text) - most,
    ) % {"over": len(text) - most, "most": most}


def _piles_up_marks(text: str) -> bool:
    row = 0
    for c in text:
        row = row + 1 if unicodedata.combining(c) else 0
        if row > MOST_MARKS:
            return True
    return False
