"""One command starts everything, keeps it going and stops it cleanly."""

import datetime as dt
import os
import re
import signal
import socket
import sqlite3
import subprocess
from pathlib import Path

import pytest

from tests.cli.installations import eventually, free_port, status_of


def processes_of(installation) -> list[int]:
    """Ids of the processes that run on this data folder."""
    mark = f"PUBLIUS_DATA={installation.data}".encode()
    numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [number for number in numbers if mark in told_by_kernel(number, "environ")]


def worker_of(installation) -> int | None:
    for number in processes_of(installation):
        if told_by_kernel(number, "cmdline")[-2:-1] == [b"worker"]:
            return number
    return None


def told_by_kernel(process: int, what: str) -> list[bytes]:
    try:
        return Path(f"/proc/{process}/{what}").read_bytes().split(b"\0")
    except OSError:  # it ended meanwhile
        return []


def is_sent(installation) -> bool:
    return installation.ask("SELECT work_state FROM notify_message") == [("done",)]


@pytest.fixture
def running(installation):
    """Everything, started by one command on a free port."""
    port = free_port()
    process = installation.start(PORT=str(port))
    if not eventually(lambda: status_of(port) == 200):
        process.kill()
        pytest.fail(process.communicate()[0])
    yield installation, process, port
    if process.poll() is None:
        process.kill()
    process.wait()
    eventually(lambda: not processes_of(installation), seconds=30)
    for left in processes_of(installation):
        os.kill(left, signal.SIGKILL)


def queue_message(installation, subject):
    now = dt.datetime.now(dt.UTC).replace(tzinfo=None)
    installation.ask(
        "INSERT INTO notify_message (work_state, due_at, attempts, problem, address, channel,"
        " purpose, subject, body, why, is_secret, created_at)"
        " VALUES ('waiting', ?, 0, '', 'a@people.example', 'email', 'p', ?, 'b', '', 0, ?)",
        now.isoformat(" "),
        subject,
        now.isoformat(" "),
    )


def test_one_command_serves_pages_works_in_the_background_and_stops_cleanly(running):
    installation, process, port = running
    queue_message(installation, "A place for you")
    letters = installation.data / "post"

    was_sent = eventually(lambda: letters.exists() and any(letters.iterdir()))
    pages = status_of(port, "/readyz"), status_of(port, "/no-such-page")
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[0]

    assert (was_sent, pages) == (True, (200, 404))
    assert f"Publius is running at http://localhost:{port}/" in said
    assert (process.returncode, processes_of(installation)) == (0, [])


def test_a_worker_that_dies_is_started_again_and_the_work_goes_on(running):
    installation, _, _ = running
    eventually(lambda: worker_of(installation))
    first = worker_of(installation)

    os.kill(first, signal.SIGKILL)
    came_back = eventually(lambda: worker_of(installation) not in (None, first))
    queue_message(installation, "Still here")

    assert came_back
    assert eventually(
        lambda: installation.ask("SELECT work_state FROM notify_message") == [("done",)]
    )


def test_nothing_is_left_running_when_the_supervisor_is_killed(running):
    installation, process, _ = running

    process.kill()

    assert eventually(lambda: not processes_of(installation), seconds=40)


def test_an_empty_folder_is_made_ready_by_the_command_itself(empty):
    port = free_port()
    process = empty.start(PUBLIUS_PORT=str(port))
    try:
        is_up = eventually(lambda: status_of(port, "/readyz") == 200)
    finally:
        process.terminate()
        said = process.communicate(timeout=60)[0]

    assert (is_up, process.returncode) == (True, 0)
    assert "Preparing the database" in said


# --- what is in the way is told in one plain sentence, with a number for scripts ---------------


def plain(result: subprocess.CompletedProcess) -> str:
    assert "Traceback" not in result.stderr
    return " ".join(result.stderr.split())


@pytest.mark.parametrize("arguments", [(), ("serve",)])
def test_a_busy_port_is_named_with_the_way_out(installation, arguments):
    with socket.socket() as somebody:
        somebody.bind(("127.0.0.1", 0))
        somebody.listen()
        port = somebody.getsockname()[1]

        result = installation.run(*arguments, PORT=str(port))

    assert result.returncode == 3
    assert f"Nobody can listen on 127.0.0.1 port {port}" in plain(result)
    assert f"choose another port: PORT={port + 1}" in plain(result)


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "²", "-1"])
def test_a_port_that_is_no_port_is_refused(installation, port):
    result = installation.run(PORT=port)

    assert result.returncode == 2
    assert f'PORT must be a number from 1 to 65535, not "{port}".' in plain(result)


@pytest.mark.parametrize("arguments", [(), ("serve",), ("worker",), ("tick",), ("prepare",)])
def test_a_data_folder_that_cannot_be_written_is_named(empty, tmp_path, arguments):
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / "file" / "data"

    result = empty.run(*arguments, PUBLIUS_DATA=str(folder), PORT=str(free_port()))

    assert result.returncode == 4
    assert f"The data folder {folder} cannot be written" in plain(result)


@pytest.mark.parametrize("arguments", [("serve",), ("worker",), ("tick",), ("prepare",)])
def test_a_database_that_does_not_answer_is_told_plainly(empty, arguments):
    address = f"postgres://nobody:secret-word@127.0.0.1:{free_port()}/nothing"

    result = empty.run(*arguments, PUBLIUS_DATABASE_URL=address)

    assert result.returncode == 5
    assert "The database does not answer" in plain(result)
    assert "secret-word" not in result.stderr + result.stdout


@pytest.mark.parametrize("arguments", [(), ("serve",), ("worker",), ("prepare",)])
def test_a_database_of_a_later_version_is_left_alone(installation, arguments):
    with sqlite3.connect(installation.database) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('calls', '0999_from_the_future', '2030-01-01')"
        )

    result = installation.run(*arguments, PORT=str(free_port()))

    assert result.returncode == 6
    assert "calls 0999_from_the_future is not known here" in plain(result)


@pytest.mark.parametrize("command", ["serve", "worker", "tick"])
def test_a_part_does_not_start_before_the_database_is_ready(empty, command):
    result = empty.run(command)

    assert result.returncode == 7
    assert "Run: publius prepare" in plain(result)


def test_a_setting_that_cannot_be_understood_is_named(empty):
    result = empty.run("prepare", PUBLIUS_DEMO="perhaps")

    assert result.returncode == 2
    assert "PUBLIUS_DEMO" in plain(result)


def test_a_tick_says_what_it_did(installation):
    queue_message(installation, "Due")

    result = installation.run("tick")

    assert (result.returncode, is_sent(installation)) == (0, True)
    assert re.search(r"^publius\.web\.notify\.tasks\.send_due_messages: 1$", result.stdout, re.M)


def test_the_demonstration_stays_off_where_real_people_are(installation):
    installation.run("manage", "shell", "-c", ADD_A_PERSON)
    port = free_port()
    process = installation.start(PORT=str(port), PUBLIUS_DEMO="1")
    try:
        eventually(lambda: status_of(port) == 200)
        page = status_of(port, "/demo/")
    finally:
        process.terminate()
        said = process.communicate(timeout=60)[0]

    assert "the demonstration stays off" in said
    assert (page, installation.ask("SELECT count(*) FROM people_person")) == (404, [(1,)])


ADD_A_PERSON = """
from publius.web.people.models import Person
Person.objects.create(email="real@people.example")
"""
