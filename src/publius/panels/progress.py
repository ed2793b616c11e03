"""Telling somebody how far a draw has come; raising from ``step`` cancels it."""

import time
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
    the machine could not be replayed.
    """

    def __init__(self, seconds: float, listener: Progress) -> None:
        self._seconds = seconds
        self._ends = time.monotonic() + seconds
        self._listener = listener

    def step(self, done: int, total: int, message: str) -> None:
        """Pass the report on, or raise TimeLimitError."""
        if time.monotonic() > self._ends:
            raise TimeLimitError(seconds=self._seconds)
        self._listener.step(done, total, message)
