"""Real installations in folders of their own, driven through the real command."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60.0  # seconds; this machine may be busy with the rest of the suite


@dataclass
class Installation:
    """One data folder and the environment in which `publius` runs on it."""

    data: Path

    def environment(self, **more: str) -> dict[str, str]:
        ours = ("PUBLIUS_", "DJANGO_", "PORT", "GRANIAN_")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return {**clean, "PUBLIUS_DATA": str(self.data), "PUBLIUS_LOG_LEVEL": "WARNING", **more}

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "publius", *arguments],
            env=self.environment(**more),
            capture_output=True,
            text=True,
            timeout=PATIENCE * 2,
            check=False,
        )

    def start(self, *arguments: str, **more: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "publius", *arguments],
            env=self.environment(**more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @property
    def database(self) -> Path:
        return self.data / "publius.sqlite3"

    def ask(self, sql: str, *values: object) -> list[tuple]:
        with sqlite3.connect(self.database, timeout=20) as connection:
            return connection.execute(sql, values).fetchall()

    def copy_to(self, folder: Path) -> "Installation":
        return Installation(Path(shutil.copytree(self.data, folder)))


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def eventually(condition: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """True as soon as the condition holds, False when time is up."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():
            return True
        time.sleep(0.1)
    return False


def status_of(port: int, path: str = "/healthz") -> int | None:
    """The status a page answers with, or None where nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None
