"""What the worker does: every sweep of every app, in lanes that do not wait for each other."""

from collections.abc import Callable
from functools import wraps
from importlib import import_module

from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

Sweep = Callable[[], int]

# A sweep does what is due in its app and returns how many rows it did. Sweeps of one lane
# take turns in one thread; a long draw must not keep a sign-in code waiting.
LANE_NAMES: dict[str, tuple[str, ...]] = {
    "messages": ("notify.tasks.send_due_messages",),
    "matching": ("calls.tasks.run_due_matches", "calls.tasks.refresh_changed_people"),
    "panels": (
        "panels.tasks.run_due_draws",
        "panels.tasks.lapse_invitations",
        "panels.tasks.fill_vacant_places",
    ),
}


def unless_read_only(sweep: Sweep) -> Sweep:
    """While a host has stopped every change, the work waits too; messages still go out."""

    @wraps(sweep)
    def held() -> int:
        return 0 if is_on(Brake.READ_ONLY) else sweep()

    return held


def _found(dotted: str) -> Sweep | None:
    module, _, name = dotted.rpartition(".")
    try:
        return getattr(import_module(f"publius.web.{module}"), name)
    except (ImportError, AttributeError):
        return None


LANES: dict[str, list[Sweep]] = {
    lane: [
        sweep if lane == "messages" else unless_read_only(sweep)
        for dotted in names
        if (sweep := _found(dotted))
    ]
    for lane, names in LANE_NAMES.items()
}
SWEEPS: list[Sweep] = [sweep for lane in LANES.values() for sweep in lane]
