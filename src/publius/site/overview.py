"""The state of an installation at a glance, for hosts and for `publius check`."""

import platform
import sqlite3
from dataclasses import dataclass

import django
from django.apps import apps
from django.db import connection
from django.db.models import Count

from publius import __version__
from publius.web.work import Work, WorkState


@dataclass(frozen=True)
class WorkCount:
    """How many rows of one kind of work wait, run or have failed, and the last reason why."""

    kind: str
    waiting: int
    running: int
    failed: int
    last_problem: str


def work_counts() -> list[WorkCount]:
    """One line for each kind of work there is; a new kind appears here by itself."""
    return [_counted(model) for model in apps.get_models() if issubclass(model, Work)]


def _counted(model: type[Work]) -> WorkCount:
    rows = model._default_manager.order_by()
    counts = dict(rows.values_list("work_state").annotate(number=Count("pk")))
    failed = rows.filter(work_state=WorkState.FAILED).order_by("-finished_at").first()
    return WorkCount(
        kind=str(model._meta.verbose_name_plural),
        waiting=counts.get(WorkState.WAITING, 0),
        running=counts.get(WorkState.RUNNING, 0),
        failed=counts.get(WorkState.FAILED, 0),
        last_problem=failed.problem if failed else "",
    )


def versions() -> list[tuple[str, str]]:
    return [
        ("Publius", __version__),
        ("Python", platform.python_version()),
        ("Django", django.get_version()),
        _database_version(),
    ]


def _database_version() -> tuple[str, str]:
    if connection.vendor == "sqlite":
        return "SQLite", sqlite3.sqlite_version
    connection.ensure_connection()
    return connection.display_name, ".".join(map(str, connection.get_database_version()))
