"""What the site remembers, as plain rows that can be compared."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from publius.web.conversations.pseudonyms import CREATURES, MANNERS

RANDOM = {
    "hash", "previous_hash", "token_digest", "seed", "salt", "code", "record", "result",
    "input_digest", "posted_key", "password", "dedupe_key", "session_key", "run",
    "lottery",
}  # fmt: skip
PSEUDONYMS = {f"{manner} {creature}" for manner in MANNERS for creature in CREATURES}
PRESENCE = ('"django_session"', '"usersessions_usersession"')
SECRET = re.compile(
    r"/invitation/[\w-]+/|\b\d{4}-\d{4}\b|\bgAAAA[\w=-]+|(?<=\"seed\": )\d+|\b1\d{9}\.\d+"
    r"|(?<=\"ticket\": )\d+|\b[0-9a-f]{64}\b"
    r"|\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b"
)


def models_of_the_site() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label != "sessions"]


def exact_rows() -> dict[str, list[tuple]]:
    """Every row of every table as it stands, sessions included."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
    }


def comparable_rows() -> dict[str, list[dict[str, Any]]]:
    """Every row without what differs each time: moments, secrets, seeds."""
    return {
        model._meta.label: [
            {field.name: _plain(field, row) for field in model._meta.concrete_fields}
            for row in model._default_manager.order_by(_order(model))
        ]
        for model in models_of_the_site()
    }


def _order(model: type[Model]) -> str:
    """As the rows were made, also where their keys are random."""
    return "created_at" if isinstance(model._meta.pk, models.UUIDField) else "pk"


def _plain(field: models.Field, row: Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(field, models.DateTimeField):
        return value is not None
    if field.name == "pseudonym" and value in PSEUDONYMS:
        return "drawn by lot"  # one that was sent along would be another
    if field.name in RANDOM or (isinstance(field, models.UUIDField) and value):
        return "random"
    if isinstance(value, str | dict | list):
        return SECRET.sub("SECRET", json.dumps(value, sort_keys=True, ensure_ascii=False))
    return value


def differences(before: dict[str, list[dict]], after: dict[str, list[dict]]) -> list[str]:
    """Which values differ between two states, one line each."""
    found = []
    for label, rows in before.items():
        others = after[label]
        if len(rows) != len(others):
            found.append(f"{label}: {len(rows)} rows, then {len(others)}")
            continue
        for row, other in zip(rows, others, strict=True):
            found += [
                f"{label}.{name}: {value!r}, then {other[name]!r}"
                for name, value in row.items()
                if value != other[name]
            ]
    return found


def row_counts() -> dict[str, int]:
    return {m._meta.label: m._default_manager.count() for m in models_of_the_site()}


@contextmanager
def noted_writes() -> Iterator[list[str]]:
    """The statements that change something inside; what only says who is there is left out."""
    writes: list[str] = []
    with CaptureQueriesContext(connection) as queries:
        yield writes
    writes += [
        query["sql"][:120]
        for query in queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE", "REPLACE"))
        and not any(table in query["sql"] for table in PRESENCE)
    ]
