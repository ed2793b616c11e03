"""On SQLite somebody who reads does not wait for somebody who writes."""

import sqlite3
from contextlib import closing

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory

from publius.site.wsgi import Handler

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="only SQLite has one write lock for everything"
)


@pytest.fixture
def hurried(transactional_db):
    """Waiting for a lock fails soon instead of after 20 seconds."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 200")
    yield
    connection.close()


@pytest.fixture
def somebody_writes(hurried):
    path = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM switches_switch")
        yield
        writer.execute("ROLLBACK")


def status_of(handler, method: str) -> int:
    request = RequestFactory().generic(method, "/calls/", SERVER_NAME="localhost")
    return handler.get_response(request).status_code


def loaded(handler):
    handler.load_middleware()
    return handler


def test_a_page_is_read_while_somebody_writes(somebody_writes):
    assert status_of(loaded(Handler()), "GET") == 200


def test_a_page_in_a_transaction_would_have_to_wait(somebody_writes):
    """The control: with Django's own handler the same page runs into the lock."""
    assert status_of(loaded(WSGIHandler()), "GET") == 500
