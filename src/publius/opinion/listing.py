"""Statements as they may be given: records, ids, or ids with what moderation made of them."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from publius.opinion.errors import StatementError
from publius.opinion.types import Statement, Status

Statements = Iterable[Statement | Hashable] | Mapping[Hashable, Any]


def listed(statements: Statements) -> list[Statement]:
    """Read a list of statements; raises StatementError.

    >>> [s.status.value for s in listed({"s1": "shown", "s2": "rejected"})]
    ['shown', 'rejected']
    """
    if isinstance(statements, str | bytes) or not isinstance(statements, Iterable):
        raise StatementError("bad-statements", kind=type(statements).__name__)
    if isinstance(statements, Mapping):
        found = [_of_entry(key, value) for key, value in statements.items()]
    else:
        found = [_of_item(item) for item in statements]
    _refuse_duplicates(found)
    return found


def _of_entry(key: Hashable, value: Any) -> Statement:
    if not isinstance(value, Statement):
        return _checked(Statement(key, status=value))
    if value.id != key:
        raise StatementError("other-id", key=key, id=value.id)
    return _checked(value)


def _of_item(item: Any) -> Statement:
    if isinstance(item, Statement):
        return _checked(item)
    return _checked(Statement(item.item() if isinstance(item, np.generic) else item))


def _checked(statement: Statement) -> Statement:
    try:
        hash(statement.id)
    except TypeError:
        raise StatementError("bad-statement-id", id=statement.id) from None
    if statement.id is None or statement.id != statement.id:  # NaN is not even itself
        raise StatementError("bad-statement-id", id=statement.id)
    return _with_known_status(statement, statement.status)


def _with_known_status(statement: Statement, status: Any) -> Statement:
    """A status may be given as a word."""
    if isinstance(status, Status):
        return statement
    if status not in list(Status):
        words = ", ".join(Status)
        raise StatementError("unknown-status", id=statement.id, status=status, words=words)
    return replace(statement, status=Status(status))


def _refuse_duplicates(statements: Iterable[Statement]) -> None:
    seen: set[Hashable] = set()
    for statement in statements:
        if statement.id in seen:
            raise StatementError("duplicate-statement", id=statement.id)
        seen.add(statement.id)
