"""Codes short enough to type from paper or a phone, and what is kept of them.

A link in an e-mail is as long as it likes. What stands in a text message or on a letter is
typed by hand: twelve signs that nobody takes for one another, 59 bits. So few bits could be
tried one by one by whoever held a copy of the database, so what is kept is keyed with the
encryption keys, which are not in it.
"""

import hashlib
import hmac
import re
import secrets

from django.conf import settings

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # without 0 and O, 1, I and L
LENGTH, GROUP = 12, 4


def new_code() -> str:
    """A fresh code in groups, as ``K7QM-2XFA-9TRB``."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return "-".join(signs[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def tidy(typed: str) -> str:
    """What somebody typed, without spaces and hyphens, in capitals.

    >>> tidy(" k7qm 2xfa-9trb ")
    'K7QM2XFA9TRB'
    """
    return re.sub(r"[\s-]", "", typed).upper()


def is_code(typed: str) -> bool:
    signs = tidy(typed)
    return len(signs) == LENGTH and set(signs) <= set(SIGNS)


def digests_of(code: str) -> list[str]:
    """What is kept of a code: the first is stored; the others still find older codes."""
    signs = tidy(code).encode()
    keys = [key.encode() for key in settings.ENCRYPTION_KEYS]
    return [hmac.new(b"short code " + key, signs, hashlib.sha256).hexdigest() for key in keys]
