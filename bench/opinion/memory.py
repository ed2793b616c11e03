"""How much more memory a piece of work needed than the process already had."""

import resource
from pathlib import Path

STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")


class Peak:
    """The highest resident memory since it was made, beyond what was resident then, in MB.

    Linux can forget an earlier peak; elsewhere the peak of the whole process has to do.
    """

    def __init__(self) -> None:
        if CLEAR.exists():
            CLEAR.write_text("5")
        self._before = _highest()

    def extra(self) -> float:
        """MB beyond what there was at the start."""
        return _highest() - self._before


def _highest() -> float:
    if STATUS.exists():
        line = next(row for row in STATUS.read_text().splitlines() if row.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
