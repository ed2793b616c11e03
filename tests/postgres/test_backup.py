"""On PostgreSQL too a backup holds everything and comes back as it was."""

import os
import re
import uuid

import psycopg
import pytest

from tests.cli.installations import Installation
from tests.cli.test_backup import PEOPLE, READ_NEEDS


@pytest.fixture
def make_place(tmp_path):
    """Installations with an empty database of their own on the running server."""
    server = os.environ["PUBLIUS_DATABASE_URL"]
    made = []

    def make() -> tuple[Installation, dict[str, str]]:
        name = f"place_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        address = re.sub(r"/postgres(?=\?|$)", f"/{name}", server)
        return Installation(tmp_path / name), {"PUBLIUS_DATABASE_URL": address}

    yield make
    with psycopg.connect(server, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def content(database) -> dict[str, list[tuple]]:
    with psycopg.connect(database["PUBLIUS_DATABASE_URL"]) as connection:
        names = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchall()
        return {
            name: sorted(
                connection.execute(f'SELECT * FROM "{name}"').fetchall(),  # noqa: S608
                key=repr,
            )
            for (name,) in names
        }


def run(place, database, *arguments):
    result = place.run(*arguments, **database)
    if result.returncode:
        pytest.fail(result.stderr)
    return result


def test_everything_comes_back_row_by_row_and_numbers_go_on(make_place, tmp_path):
    (old, its), (new, theirs) = make_place(), make_place()
    run(old, its, "prepare")
    run(old, its, "manage", "shell", "-c", PEOPLE.format(number=3))
    run(old, its, "backup", str(tmp_path / "a.backup"))

    run(new, theirs, "restore", str(tmp_path / "a.backup"))

    assert content(theirs) == content(its)
    read = run(new, theirs, "manage", "shell", "-v", "0", "-c", READ_NEEDS)
    assert read.stdout.strip() == "['words of 0', 'words of 1', 'words of 2'] True"
    run(new, theirs, "prepare")
    more = PEOPLE.format(number=5).replace("range(5)", "range(3, 5)")
    run(new, theirs, "manage", "shell", "-c", more)
    assert len(content(theirs)["people_person"]) == 5


def test_a_prepared_but_empty_place_takes_a_backup_and_a_lived_in_one_does_not(
    make_place, tmp_path
):
    (old, its), (new, theirs) = make_place(), make_place()
    for place, database in ((old, its), (new, theirs)):
        run(place, database, "prepare")
    run(old, its, "manage", "shell", "-c", PEOPLE.format(number=1))
    run(old, its, "backup", str(tmp_path / "a.backup"))
    before = content(its)

    refused = old.run("restore", str(tmp_path / "a.backup"), **its)
    run(new, theirs, "restore", str(tmp_path / "a.backup"))

    assert (refused.returncode, content(its)) == (8, before)
    assert content(theirs) == before


def test_a_backup_of_another_kind_of_database_is_refused(make_place, tmp_path):
    place, database = make_place()
    run(place, {}, "prepare")  # the same folder on SQLite
    run(place, {}, "backup", str(tmp_path / "a.backup"))

    refused = place.run("restore", str(tmp_path / "a.backup"), **database)

    assert refused.returncode == 8
    assert "This backup is of a sqlite database" in refused.stderr
