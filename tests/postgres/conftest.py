import pytest
from django.db import connection


def pytest_collection_modifyitems(items):
    """Say plainly why these tests do not run on SQLite: races cannot be seen there."""
    reason = pytest.mark.skip(reason="needs the real PostgreSQL: make test-postgres")
    for item in items:
        if "tests/postgres/" in item.nodeid:
            item.add_marker(pytest.mark.postgres)
            if connection.vendor != "postgresql":
                item.add_marker(reason)
