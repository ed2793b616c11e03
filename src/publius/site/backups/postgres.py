"""The PostgreSQL database in a backup: every table, seen in one and the same moment.

PostgreSQL's own COPY does the work, so no program outside Publius is needed and no program of
another version gets in the way. The tables are made by our migrations, then filled.
"""

import zipfile
from collections.abc import Callable

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from .archive import PIECE, Writer
from .manifest import BackupError, Manifest

FOLDER = "tables"


def dump(writer: Writer) -> tuple[dict[str, int], dict[str, list[str]]]:
    """Add every table; return how many rows each has, and its columns."""
    rows, columns = {}, {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in sorted(connection.introspection.table_names(cursor)):
            columns[table] = _columns(cursor, table)
            rows[table] = _count(cursor, table)
            _copy_out(cursor, writer, table, columns[table])
    return rows, columns


def _copy_out(cursor, writer: Writer, table: str, columns: list[str]) -> None:
    statement = f"COPY {_named(table, columns)} TO STDOUT"
    with writer.member(f"{FOLDER}/{table}") as member, cursor.copy(statement) as copy:
        for piece in copy:
            member.write(bytes(piece))


def load(archive: zipfile.ZipFile, manifest: Manifest, *, last: Callable[[], None]) -> None:
    """Make the tables as they were then, and fill them; all or nothing.

    `last` is called when nothing can be refused any more, just before the commit.
    """
    _make_tables(manifest)
    with transaction.atomic(), connection.cursor() as cursor:
        names = ", ".join(connection.ops.quote_name(table) for table in manifest.rows)
        cursor.execute(f"TRUNCATE {names}")
        for table in manifest.rows:
            _fill(cursor, archive, table, manifest.columns[table])
        counts = {table: _count(cursor, table) for table in manifest.rows}
        if counts != manifest.rows:
            raise BackupError(
                "The tables in this backup do not have the rows they should have. Nothing was "
                "changed. Use another backup."
            )
        _continue_numbers(cursor)
        last()


def _make_tables(manifest: Manifest) -> None:
    """Bring the schema to where it was; `publius prepare` goes on from there, data included."""
    executor = MigrationExecutor(connection)
    graph, then = executor.loader.graph, {(app, name) for app, name in manifest.migrations}
    heads = [
        key
        for key in then & set(graph.nodes)
        if not any(
            child.key in then and child.key[0] == key[0] for child in graph.node_map[key].children
        )
    ]
    executor.migrate(sorted(heads))
    call_command("createcachetable", verbosity=0)


def _fill(cursor, archive: zipfile.ZipFile, table: str, columns: list[str]) -> None:
    statement = f"COPY {_named(table, columns)} FROM STDIN"
    with archive.open(f"{FOLDER}/{table}") as member, cursor.copy(statement) as copy:
        while piece := member.read(PIECE):
            copy.write(piece)


def _continue_numbers(cursor) -> None:
    """Let automatic numbers go on after the highest that is there."""
    models = [*apps.get_models(include_auto_created=True), MigrationRecorder.Migration]
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)


def _columns(cursor, table: str) -> list[str]:
    description = connection.introspection.get_table_description(cursor, table)
    return [column.name for column in description]


def _count(cursor, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
    return cursor.fetchone()[0]


def _named(table: str, columns: list[str]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(table)} ({', '.join(quote(column) for column in columns)})"
