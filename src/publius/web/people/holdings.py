"""Everything Publius holds about one person, table by table, for that person."""

from typing import Any

from django.db import models

from .models import Person

# What only makes sense to the machine: it says nothing about the person.
LEFT_OUT = {"password", "body", "data", "session_key", "key", "weights"}


def everything_about(person: Person) -> dict[str, Any]:
    """The account and every row of every table that belongs to it, as plain values.

    It follows the relations of the data model, so a table added later is in without a change
    here: rows that point at the person, and rows that belong to one of those, such as a question
    about an invitation. Rows in which the person only acted for others name them but are not
    theirs: they are left out (relations without a way back).
    """
    holdings: dict[str, Any] = {"account": _row(person)}
    own = _pointing_at(Person)
    tables = {relation.related_model for relation in own}
    for relation in own:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: person})
        _add(holdings, rows)
        for further in _pointing_at(relation.related_model):
            # A table that also points at people holds the rows of others: theirs are in already.
            if further.related_model not in tables:
                _add(
                    holdings,
                    further.related_model._base_manager.filter(
                        **{f"{further.field.name}__in": rows}
                    ),
                )
    return holdings


def _pointing_at(model: type[models.Model]) -> list[models.ForeignObjectRel]:
    return [relation for relation in model._meta.related_objects if not relation.hidden]


def _add(holdings: dict[str, Any], rows: models.QuerySet) -> None:
    values = [_row(row) for row in rows]
    if values:
        holdings[rows.model._meta.label_lower] = values


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
