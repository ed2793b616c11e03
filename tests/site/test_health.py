"""Machines may ask whether a process is alive and whether it is ready."""

import pytest
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_a_process_that_answers_is_alive(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_alive_asks_nothing_of_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/healthz")


def test_ready_means_the_database_answers_and_has_our_tables(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_database_of_an_older_version_is_not_ready(client):
    newest = MigrationLoader(connection).graph.leaf_nodes("panels")[0]
    MigrationRecorder(connection).record_unapplied(*newest)

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"status": "migrations missing"})


@pytest.fixture
def lost_database(transactional_db):
    """The file of the database cannot be opened: the real driver raises the real error."""
    usual = connections["default"]
    lost = DatabaseWrapper({**usual.settings_dict, "NAME": "/nowhere/publius.sqlite3"}, "default")
    connections["default"] = lost
    yield
    connections["default"] = usual


def test_a_database_that_does_not_answer_is_not_ready_but_the_process_is_alive(
    client, lost_database
):
    ready, alive = client.get("/readyz"), client.get("/healthz")

    assert (ready.status_code, ready.json()) == (503, {"status": "database does not answer"})
    assert alive.status_code == 200
