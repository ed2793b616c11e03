"""Telling somebody how far a draw has come; raising from ``step`` cancels it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from publius.panels.errors import TimeLimitError


class Progress(Protocol):
    """Hears about each piece of work that is done.

    >>> class Printed:
    ...     def step(self, done: int, total: int, message: str) -> None:
    ...         print(f"{done}/{total} {message}")
    >>> Printed().step(1, 2, "Making panels")
    1/2 Making panels
    """

    def step(self, done: int, total: int, message: str) -> None:
        """Report that ``done`` of about ``total`` pieces are finished."""


class NullProgress:
    """Hears everything and says nothing.

    >>> NullProgress().step(1, 2, "Making panels")
    """

    def step(self, done: int, total: int, message: str) -> None:
        """Do nothing."""


class Deadline:
    """Passes progress on until the time is up, then stops the draw.

    A late draw is refused rather than cut short, because a result that depends on the speed of
    the machine could not be replayed. While it is ``watched``, solvers stop at it too.
    """

    _watched: ContextVar["Deadline | None"] = ContextVar("watched", default=None)

    def __init__(self, seconds: float, listener: Progress) -> None:
        self.seconds = seconds
        self._ends = time.monotonic() + seconds
        self._listener = listener

    def step(self, done: int, total: int, message: str) -> None:
        """Pass the report on, or raise TimeLimitError."""
        if self.left() <= 0:
            raise TimeLimitError(seconds=self.seconds)
        self._listener.step(done, total, message)

    def left(self) -> float:
        """The seconds that are left, at least 0."""
        return max(0.0, self._ends - time.monotonic())

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Let long solves inside this block end when the time is up."""
        token = self._watched.set(self)
        try:
            yield
        finally:
            self._watched.reset(token)

    @classmethod
    def current(cls) -> "Deadline | None":
        """The deadline that is being watched, if any."""
        return cls._watched.get()
