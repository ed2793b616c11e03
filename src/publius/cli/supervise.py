"""Running the server and the worker side by side, and stopping both cleanly."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

SUPERVISED = "PUBLIUS_SUPERVISOR"  # the supervisor's process id, for its children
PATIENCE = 20.0  # seconds a child gets to finish what it is doing
LONGEST_PAUSE = 30.0


@dataclass
class Child:
    """One of our own commands in a process of its own."""

    arguments: list[str]
    environment: dict[str, str]
    process: subprocess.Popen | None = None
    restarts: int = 0
    restart_at: float = field(default=0.0)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the supervisor alone, which then asks nicely.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "publius", *self.arguments],
            env={**self.environment, SUPERVISED: str(os.getpid())},
            start_new_session=True,
        )

    @property
    def has_died(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def restart_when_due(self, now: float) -> bool:
        """Start a dead child again, each time after a longer pause; True when it was started."""
        if not self.has_died:
            return False
        if not self.restart_at:
            self.restart_at = now + min(2.0**self.restarts, LONGEST_PAUSE)
        if now < self.restart_at:
            return False
        self.restarts, self.restart_at = self.restarts + 1, 0.0
        self.start()
        return True

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait(self, until: float) -> None:
        try:
            if self.process:
                self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class Supervisor:
    """Keeps the worker alive as long as the server runs; ends when the server ends."""

    server: Child
    worker: Child
    say: Callable[[str], None]
    stopping: threading.Event = field(default_factory=threading.Event)

    def run(self, *, when_up: Callable[[], bool]) -> int:
        """Start both, call `when_up` until it is true, watch until told to stop."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._asked_to_stop)
        self.server.start()
        self.worker.start()
        is_up = False
        while not self.stopping.wait(0.2):
            if self.server.has_died:
                break
            is_up = is_up or when_up()
            if self.worker.restart_when_due(time.monotonic()):
                self.say("The worker had stopped; it was started again. Nothing was lost.")
        return self._stop_both()

    def _asked_to_stop(self, number: int, frame: object) -> None:
        if self.stopping.is_set():  # a second Ctrl-C: do not wait
            for child in (self.server, self.worker):
                if child.process:
                    child.process.kill()
        self.stopping.set()

    def _stop_both(self) -> int:
        if self.stopping.is_set():
            self.say("Stopping: finishing what is being done ...")
        until = time.monotonic() + PATIENCE
        for child in (self.server, self.worker):
            child.stop()
        for child in (self.server, self.worker):
            child.wait(until)
        return 0 if self.stopping.is_set() else (self.server.process.returncode or 1)


def stop_when_orphaned() -> None:
    """End this process when the supervisor that started it is gone, however it went."""
    supervisor = os.environ.get(SUPERVISED)
    if supervisor and int(supervisor) == os.getppid():
        threading.Thread(target=_watch_parent, args=(int(supervisor),), daemon=True).start()


def _watch_parent(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
