"""A fingerprint of what went in, so that anybody can tell whether two maps saw the same votes."""

import hashlib

from publius.opinion.ballots import Ballots


def digest_of(ballots: Ballots) -> str:
    """Return the SHA-256 of people, statements with their status, and votes, in order.

    >>> digest_of(Ballots.of([("ada", "s1", 1)]))[:8]
    '1283981e'
    """
    lines = [str(len(ballots.people)), *map(repr, ballots.people)]
    lines += [f"{statement.id!r} {statement.status}" for statement in ballots.statements]
    digest = hashlib.sha256("\n".join(lines).encode())
    for column, kind in ((ballots.row, "<i4"), (ballots.column, "<i4"), (ballots.answer, "i1")):
        digest.update(column.astype(kind, copy=False).tobytes())
    return digest.hexdigest()
