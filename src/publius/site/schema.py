"""Whether the tables of the database and the code of this version fit each other."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

Migration = tuple[str, str]  # app and name


def missing_migrations() -> list[Migration]:
    """What this version still has to do to the database, in order."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(migration.app_label, migration.name) for migration, _ in plan]


def unknown_migrations() -> list[Migration]:
    """What a later version did to the database, which this one does not know."""
    loader = MigrationLoader(connection)
    return sorted(
        (app, name)
        for app, name in loader.applied_migrations
        if app in loader.migrated_apps and (app, name) not in loader.graph.nodes
    )


def schema_heads() -> dict[str, str]:
    """The newest migration of every app of this version."""
    return dict(sorted(MigrationLoader(None).graph.leaf_nodes()))
