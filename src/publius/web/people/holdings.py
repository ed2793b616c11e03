"""Everything Publius holds about one person, table by table, for that person."""

from typing import Any

from django.db import models

from .models import Person

# What only makes sense to the machine: it says nothing about the person.
LEFT_OUT = {"password", "body", "data", "session_key"}


def everything_about(person: Person) -> dict[str, Any]:
    """The account and every row of every table that points at it, as plain values.

    It follows the relations of the data model, so a table added later is in without a change
    here. Rows in which the person only acted for others name them but are not theirs: they are
    left out (relations without a way back).
    """
    holdings: dict[str, Any] = {"account": _row(person)}
    for relation in person._meta.related_objects:
        if relation.hidden:
            continue
        rows = relation.related_model._base_manager.filter(**{relation.field.name: person})
        values = [_row(row) for row in rows]
        if values:
            holdings[relation.related_model._meta.label_lower] = values
    return holdings


def _row(row: models.Model) -> dict[str, Any]:
    return {
        field.name: _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.name not in LEFT_OUT
    }


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value)
