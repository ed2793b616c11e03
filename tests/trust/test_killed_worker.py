"""A worker is killed in the middle of a draw; another one finishes it, and there is one result."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.installations import Installation, eventually

PEOPLE = 300
PROJECT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.xdist_group("killed_worker")  # one installation for both tests
DRAW = "SELECT work_state, attempts, progress FROM panels_draw"


@pytest.fixture(scope="module")
def installation(tmp_path_factory) -> Installation:
    """A real one, in which a long draw waits for a worker."""
    installation = Installation(tmp_path_factory.mktemp("killed") / "data")
    installation.data.mkdir()
    settings = {"DJANGO_SETTINGS_MODULE": "publius.site.settings", "PYTHONPATH": str(PROJECT)}
    subprocess.run(
        [sys.executable, "-m", "tests.trust.long_draw", str(PEOPLE)],
        env=installation.environment(**settings), cwd=PROJECT, check=True, timeout=120,
    )  # fmt: skip
    return installation


@pytest.fixture
def worker(installation) -> Iterator:
    """Starts workers; whatever the test did, none is left."""
    running = []

    def start() -> subprocess.Popen:
        running.append(installation.start("worker"))
        return running[-1]

    yield start
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait(20)


def counts(installation: Installation) -> dict[str, int]:
    tables = {"people drawn": "panels_drawnperson", "runs": "ledger_run"}
    found = {
        what: installation.ask(f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608
        for what, table in tables.items()
    }
    events = installation.ask("SELECT count(*) FROM ledger_event WHERE tag = 'draw:proposed'")
    return {**found, "events": events[0][0]}


def test_a_draw_whose_worker_was_killed_is_finished_once_by_another(installation, worker):
    first = worker()
    assert eventually(lambda: installation.ask(DRAW)[0][0] == "running")
    os.kill(first.pid, signal.SIGKILL)
    first.wait(20)
    state, attempts, _progress = installation.ask(DRAW)[0]
    assert (state, attempts) == ("running", 1)
    assert counts(installation) == {"people drawn": 0, "runs": 0, "events": 0}

    _let_the_claim_go_stale(installation)
    second = worker()
    assert eventually(lambda: installation.ask(DRAW)[0][0] == "done")
    second.send_signal(signal.SIGTERM)
    assert second.wait(60) == 0

    assert installation.ask(DRAW)[0][:2] == ("done", 2)
    assert counts(installation) == {"people drawn": PEOPLE, "runs": 2, "events": 1}
    drawn = installation.ask("SELECT count(*) FROM panels_drawnperson WHERE outcome = 'panel'")
    assert drawn == [(40,)]


def _let_the_claim_go_stale(installation: Installation) -> None:
    """As if the lease of the dead worker were over."""
    past = "UPDATE panels_draw SET claimed_at = datetime(claimed_at, '-1 hour')"
    installation.ask(past)


def test_the_ledger_of_that_installation_is_whole(installation):
    checked = installation.run("manage", "shell", "-v0", "-c", (
        "import json; from publius.web.ledger.queries import check_ledger; "
        "print(json.dumps(check_ledger().is_intact))"
    ))  # fmt: skip

    assert json.loads(checked.stdout.splitlines()[-1]) is True
