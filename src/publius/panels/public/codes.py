"""Codes instead of names: whoever knows the salt can find a person's code, nobody else."""

import hashlib
import hmac
import secrets
from collections.abc import Collection

from publius.panels.errors import PublicLotteryError

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: nothing that is misread aloud
DIGITS = 10
SHORTEST, LONGEST = 8, 50


def new_salt() -> str:
    """A fresh secret to make codes with; keep it with the pool and never publish it.

    >>> len(new_salt())
    64
    """
    return secrets.token_hex(32)


def codes_for(ids: Collection[str], salt: str) -> dict[str, str]:
    """A code for every id: HMAC-SHA256 under the salt, as short as keeps all codes apart.

    >>> codes_for(["ada", "bo"], "a secret that only the organiser knows")
    {'ada': 'vs9fh8nv', 'bo': 'jge5xfhs'}
    """
    if len(salt) < SHORTEST:
        raise PublicLotteryError("short-salt", length=len(salt), least=SHORTEST)
    marks = {each: _letters(keyed(salt, "code", each)) for each in ids}
    for length in range(SHORTEST, LONGEST + 1):
        codes = {each: mark[:length] for each, mark in marks.items()}
        if len(set(codes.values())) == len(codes):
            return codes
    raise PublicLotteryError("codes-collide")


def keyed(salt: str, purpose: str, text: str) -> bytes:
    """HMAC-SHA256 of a text, for one purpose only."""
    message = f"publius {purpose}\n{text}".encode("utf-8", "surrogatepass")
    return hmac.new(salt.encode("utf-8", "surrogatepass"), message, hashlib.sha256).digest()


def _letters(mark: bytes) -> str:
    """A letter first, so that no spreadsheet takes a code for a number."""
    number, first = divmod(int.from_bytes(mark, "big"), len(ALPHABET) - DIGITS)
    rest = (ALPHABET[number >> shift & 31] for shift in range(0, 5 * (LONGEST - 1), 5))
    return ALPHABET[DIGITS + first] + "".join(rest)
