"""A total time that nothing can stretch: not slow names, nor answers that drip byte by byte."""

import io
import socket
import threading
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


class Clock:
    """Counts down from the moment it is made.

    >>> Clock(60).left() > 59
    True
    """

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds that are left; raise TimeoutError when there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def wait_for(self, work: Callable[[], Result]) -> Result:
        """The result of work that knows no time limit of its own, such as asking name servers.

        >>> Clock(60).wait_for(lambda: 7)
        7
        """
        done: list[Result] = []
        failed: list[BaseException] = []

        def run() -> None:
            try:
                done.append(work())
            except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
                failed.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(self.left())
        if failed:
            raise failed[0]
        if not done:
            raise TimeoutError
        return done[0]


class TimedSocket:
    """What http.client reads from: every read gets only the time that is left in total."""

    def __init__(self, connection: socket.socket, clock: Clock) -> None:
        self._reader = _TimedReader(connection, clock)

    def makefile(self, mode: str) -> io.BufferedReader:
        """The one stream there is."""
        return io.BufferedReader(self._reader)


class _TimedReader(io.RawIOBase):
    def __init__(self, connection: socket.socket, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    def readable(self) -> bool:
        return True

    def readinto(self, into: "memoryview | bytearray") -> int:  # type: ignore[override]
        self._connection.settimeout(self._clock.left())
        return self._connection.recv_into(into)
