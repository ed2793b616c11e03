"""Secrets and the names that stand for people where their own must not appear."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from uuid import UUID


def new_token() -> str:
    """What goes into a mailed link: 32 random bytes, of which only the digest is stored."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class Lot:
    """What chance gives a draw: a seed below 2 to the power of 53, which every program reads
    exactly, and the salt of the codes that stand for people in its record."""

    seed: int
    salt: str


def new_lot() -> Lot:
    return Lot(seed=secrets.randbits(53), salt=secrets.token_hex(16))


def code_for(person: UUID, salt: str) -> str:
    """The code of a person in the record of one draw.

    The record holds everybody's answers, so it must not hold anything by which a reader could
    look people up elsewhere. Whoever knows the draw's salt can find their own line.

    >>> code_for(UUID(int=7), "salt") == code_for(UUID(int=7), "salt")
    True
    >>> code_for(UUID(int=7), "salt") == code_for(UUID(int=7), "pepper")
    False
    """
    return hmac.new(salt.encode(), person.bytes, hashlib.sha256).hexdigest()[:16]


def next_seed(seed: int, step: int) -> int:
    """The seed of the next replacement, fixed by the confirmed draw: nobody can try again.

    >>> next_seed(7, 1) == next_seed(7, 1) != next_seed(7, 2)
    True
    """
    return int(hashlib.sha256(f"{seed}/{step}".encode()).hexdigest()[:13], 16)
