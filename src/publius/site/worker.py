"""The worker: calls every sweep again and again until it is told to stop."""

import os
import platform
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog
from django.db import close_old_connections, connection

from publius.site.sweeps import LANES, SWEEPS, Sweep
from publius.site.upkeep import do_upkeep
from publius.web.switches.actions import note_worker_alive

log = structlog.get_logger("publius.worker")

PAUSE = 0.5  # seconds between looks when nothing was due
LONGEST_PAUSE = 60.0  # between tries of a sweep that keeps failing
BEAT = 10.0  # seconds between two signs of life
UPKEEP = 3600.0
ROUNDS = 10_000  # of one sweep in one tick; a sweep that is never done is a fault


@dataclass
class Turn:
    """One sweep and its own patience: after a failure it waits longer before the next try."""

    sweep: Callable[[], object]
    every: float = 0.0
    failures: int = 0
    not_before: float = 0.0

    @property
    def name(self) -> str:
        return f"{self.sweep.__module__}.{self.sweep.__name__}"

    def take(self, now: float) -> int:
        """Call the sweep if it may be called; return how many rows it did. Never raises."""
        if now < self.not_before:
            return 0
        try:
            done = self.sweep()
        except Exception:
            self.failures += 1
            self.not_before = now + min(2.0**self.failures, LONGEST_PAUSE)
            log.exception("sweep_failed", sweep=self.name, failures=self.failures)
            return 0
        self.failures, self.not_before = 0, now + self.every
        return done if isinstance(done, int) else 0


@dataclass
class Worker:
    """One thread per lane; each finishes the row it holds before the process ends."""

    lanes: dict[str, list[Sweep]] = field(default_factory=lambda: dict(LANES))
    stopping: threading.Event = field(default_factory=threading.Event)

    def run_until_stopped(self) -> None:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: self.stopping.set())
        log.info("worker_started", lanes=list(self.lanes))
        threads = [
            threading.Thread(target=self._run_lane, args=(turns,), name=name)
            for name, turns in self._turns().items()
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        log.info("worker_stopped")

    def _turns(self) -> dict[str, list[Turn]]:
        turns = {name: [Turn(sweep) for sweep in sweeps] for name, sweeps in self.lanes.items()}
        upkeep = [Turn(_sign_of_life, every=BEAT), Turn(do_upkeep, every=UPKEEP)]
        return {**turns, "upkeep": upkeep}

    def _run_lane(self, turns: list[Turn]) -> None:
        while not self.stopping.is_set():
            close_old_connections()
            done = 0
            for turn in turns:
                if not self.stopping.is_set():
                    done += turn.take(time.monotonic())
            if not done:
                self.stopping.wait(PAUSE)
        connection.close()


def _sign_of_life() -> int:
    note_worker_alive(worker=f"{platform.node()}:{os.getpid()}")
    return 0


def do_all_once() -> dict[str, int]:
    """Call each sweep until nothing is due, then the upkeep; return what was done by name."""
    counts: dict[str, int] = {}
    for sweep in SWEEPS:
        turn = Turn(sweep)
        counts[turn.name] = _until_done(turn)
    counts.update(do_upkeep())
    return counts


def _until_done(turn: Turn) -> int:
    total = 0
    for _ in range(ROUNDS):
        done = turn.take(time.monotonic())
        total += done
        if not done:
            break
    return total
