"""Many people doing the same thing in the same moment, each over a connection of their own."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connection


def all_at_once(doers: Sequence[Callable[[], object]]) -> list[object]:
    """Start every doer in the same moment; return what each returned or raised, in order."""
    gate = threading.Barrier(len(doers))

    def do(doer: Callable[[], object]) -> object:
        try:
            connection.ensure_connection()
            gate.wait(30)
            return doer()
        except Exception as error:  # noqa: BLE001 - the test judges what was raised
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doers)) as together:
        return list(together.map(do, doers))


def raised(results: Sequence[object]) -> list[str]:
    """The types of what was raised, for a message one can read."""
    return [type(each).__name__ for each in results if isinstance(each, Exception)]
