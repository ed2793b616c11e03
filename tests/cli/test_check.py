"""`publius check` says what is wrong in plain words, and tells scripts by its exit code."""

import json
import os
import socket
import sqlite3
import stat

import pytest

from tests.cli.installations import free_port
from tests.web.notify.mail_server import MailServer, running_mail_server


def sentences(result, level):
    findings = json.loads(result.stdout)["findings"]
    return [each["sentence"] for each in findings if each["level"] == level]


def problems(installation, **settings):
    result = installation.run("check", "--json", **settings)
    assert "Traceback" not in result.stderr
    found = sentences(result, "problem")
    assert result.returncode == bool(found)
    return found


def test_a_fresh_installation_on_ones_own_machine_is_in_order(installation):
    result = installation.run("check", "--json")

    assert (result.returncode, sentences(result, "problem")) == (0, [])
    assert sentences(result, "good") == [
        "This place is for this machine only (http://localhost:8000).",
        "Keys and data can be read by this account alone.",
        *[each for each in sentences(result, "good") if "GB are free" in each],
        *[each for each in sentences(result, "good") if "compared by their words" in each],
        "The database answers and fits this version (SQLite).",
        "The database is sound.",
        "The ledger is whole (0 lines).",
    ]


def test_people_read_lines_and_can_leave_out_what_is_good(installation):
    result = installation.run("check", "--quiet")

    assert result.returncode == 0
    assert {line.split()[0] for line in result.stdout.splitlines()} == {"warning"}


def test_a_public_place_must_be_encrypted(installation):
    (found,) = problems(installation, PUBLIUS_BASE_URL="http://publius.example")

    assert found == (
        "http://publius.example is not encrypted: codes and answers could be read on the way. "
        "Put a reverse proxy in front and begin PUBLIUS_BASE_URL with https://"
    )


def test_an_encrypted_place_behind_a_proxy_is_in_order(installation):
    settings = {"PUBLIUS_BASE_URL": "https://publius.example", "PUBLIUS_TRUSTED_PROXIES": "1"}

    assert problems(installation, **settings) == []


def test_debugging_in_public_is_a_problem(installation):
    found = problems(installation, PUBLIUS_BASE_URL="https://publius.example", PUBLIUS_DEBUG="1")

    assert "PUBLIUS_DEBUG is on: error pages show code and data to strangers. Turn it off." in found


def test_keys_that_others_can_read_are_named(installation):
    secret = installation.data / "keys" / "secret"
    secret.chmod(0o644)

    assert problems(installation) == [
        f"Other accounts of this machine can read {secret}. Run: chmod go-rwx {secret}"
    ]


def test_a_cache_that_processes_do_not_share_is_a_problem(installation):
    (found,) = problems(installation, PUBLIUS_CACHE_URL="locmem://")

    assert "the limits on guessing sign-in codes do not hold" in found


def test_a_mail_server_is_called(installation):
    mail = {"PUBLIUS_FROM_EMAIL": "a@b.uk", "PUBLIUS_HELP_EMAIL": "a@b.uk"}
    with running_mail_server(MailServer()) as server:
        up = problems(installation, PUBLIUS_EMAIL_URL=f"smtp://127.0.0.1:{server.port}", **mail)
    down = problems(installation, PUBLIUS_EMAIL_URL=f"smtp://127.0.0.1:{free_port()}", **mail)

    assert up == []
    assert " ".join(down) == (
        "The mail server cannot be used (ConnectionRefusedError). Messages are kept and wait. "
        "Check PUBLIUS_EMAIL_URL."
    )


def test_a_mail_server_that_says_nothing_does_not_hold_up_the_check(installation):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"smtp://127.0.0.1:{silent.getsockname()[1]}"

        found = problems(installation, PUBLIUS_EMAIL_URL=address, PUBLIUS_FROM_EMAIL="a@b.uk")

    assert [each.split("(")[0] for each in found] == ["The mail server cannot be used "]


def test_a_made_up_sender_is_a_problem_once_mail_is_sent(installation):
    with running_mail_server(MailServer()) as server:
        found = problems(installation, PUBLIUS_EMAIL_URL=f"smtp://127.0.0.1:{server.port}")

    assert found == ["Messages have a made-up sender. Set PUBLIUS_FROM_EMAIL to a real address."]


def test_an_unprepared_installation_is_told_what_to_run(empty):
    found = problems(empty)

    assert all(each.endswith("Run: publius prepare") for each in found)
    assert len(found) == 2


def test_a_changed_ledger_is_found(installation):
    installation.run("manage", "shell", "-c", TWO_LINES)
    with sqlite3.connect(installation.database) as connection:
        connection.execute("UPDATE ledger_event SET actor = 'somebody else' WHERE number = 2")

    (found,) = problems(installation)

    assert found.startswith("Line 2 of the ledger was changed or removed outside Publius.")


def test_a_damaged_database_is_found(installation):
    size = installation.database.stat().st_size
    with installation.database.open("r+b") as file:
        for place in range(size // 2, size - 4096, 4096):
            file.seek(place)
            file.write(os.urandom(2048))

    assert problems(installation) != []


def test_work_without_a_worker_is_a_problem(installation):
    installation.run("manage", "shell", "-c", A_MESSAGE)

    assert problems(installation) == [
        "Work is waiting (1) and no worker runs. Start: publius worker"
    ]


def test_failed_work_and_brakes_are_warnings(installation):
    installation.run("manage", "shell", "-c", A_FAILURE_AND_A_BRAKE)

    result = installation.run("check", "--json")

    assert result.returncode == 0
    assert sentences(result, "warning")[-2:] == [
        "Some work has failed (1). The host page says which and why.",
        "A brake is on: Stop draws.",
    ]


def test_checking_changes_nothing(installation):
    before = installation.database.read_bytes()

    installation.run("check")

    assert installation.database.read_bytes() == before


@pytest.mark.parametrize("name", ["keys/secret", "keys/fields"])
def test_new_keys_are_private_from_the_start(installation, name):
    assert stat.S_IMODE((installation.data / name).stat().st_mode) == 0o600


A_MESSAGE = """
from publius.web.notify.actions import queue_message
queue_message(purpose="p", subject="s", body="b", address="a@people.example")
"""
A_FAILURE_AND_A_BRAKE = """
from django.utils import timezone
from publius.web.notify.actions import queue_message
from publius.web.people.models import Person
from publius.web.switches.actions import turn_on
message = queue_message(purpose="p", subject="s", body="b", address="a@people.example")
message.fail(timezone.now(), "No.")
turn_on(brake="draws", by=Person.objects.create(email="host@people.example", is_host=True))
"""
TWO_LINES = """
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person
person = Person.objects.create(email="host@people.example", is_host=True)
record_event(Tag.PERSON_JOINED, person)
record_event(Tag.PERSON_JOINED, person)
"""


def test_a_model_that_cannot_be_loaded_is_a_problem(installation):
    (found,) = problems(installation, PUBLIUS_ENCODER="no-such-model")

    assert found == (
        "Matching runs without what was asked for. There is no encoder 'no-such-model' and no "
        "folder of that name. Choose 'lexical', 'minilm' or the path of a sentence-transformers "
        "folder."
    )


def test_a_mistake_in_the_hosts_own_words_is_a_problem(installation, tmp_path):
    own = tmp_path / "words.toml"
    own.write_text("")

    (found,) = problems(installation, PUBLIUS_VOCABULARY=str(own))

    assert found == (
        "Matching runs without what was asked for. words.toml holds no [[concept]]. Add one, or "
        "leave the file out."
    )
