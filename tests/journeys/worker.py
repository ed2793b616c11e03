"""The worker of a journey, who comes when called instead of every second."""

from publius.site.sweeps import SWEEPS


def the_worker_goes_round() -> None:
    """Every sweep until nothing is due, as the worker does within seconds."""
    while sum(sweep() for sweep in SWEEPS):
        pass
