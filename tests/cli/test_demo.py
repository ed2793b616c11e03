"""`publius demo`: the demo place in an empty installation, and a refusal in any other."""

import pytest


@pytest.fixture(scope="module")
def filled(prepared, tmp_path_factory):
    """A copy of the prepared installation with the small place in it."""
    installation = prepared.copy_to(tmp_path_factory.mktemp("demo") / "data")
    result = installation.run("demo", "--small")
    if result.returncode:
        pytest.fail(f"publius demo failed: {result.stderr}")
    return installation, result


def test_an_empty_installation_is_filled_and_the_command_says_with_what(filled):
    installation, result = filled

    assert result.stdout == ""
    assert "Arden Vale is ready: 200 people, 13 engagements." in result.stderr
    assert installation.ask("SELECT count(*) FROM people_person WHERE is_invented") == [(200,)]


def test_a_second_time_nothing_is_changed_and_the_sentence_says_what_to_do(filled):
    installation, _ = filled
    again = installation.run("demo", "--small")

    assert again.returncode == 1
    assert "Nothing was changed." in again.stderr
    assert "PUBLIUS_DATA=./demo publius demo" in again.stderr
    assert installation.ask("SELECT count(*) FROM people_person") == [(200,)]


def test_too_few_people_are_refused_and_the_installation_stays_empty(installation):
    result = installation.run("demo", "--people", "20")

    assert result.returncode == 1
    assert "needs at least 200 people" in result.stderr
    assert installation.ask("SELECT count(*) FROM people_person") == [(0,)]
    assert installation.ask("SELECT count(*) FROM people_area") == [(0,)]


def test_an_installation_without_tables_is_refused(empty):
    result = empty.run("demo", "--small")

    assert result.returncode == 7
    assert "publius prepare" in result.stderr
