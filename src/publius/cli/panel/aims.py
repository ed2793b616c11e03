"""The options that say what a lottery aims at; draws and published lotteries share them."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from publius.panels import METHODS, Objective
from publius.panels.io import PoolFile

SHARE = click.FloatRange(0, 1)
COLUMNS = {"relevance": "fit", "given": "wanted"}  # what each method reads from a column


@dataclass(frozen=True, slots=True)
class Aim:
    """What the command line said; the columns are still to be read."""

    method: str | None
    floor: float
    cap: float
    alpha: float | None
    fit: str | None
    wanted: str | None

    def objective(self, pool: PoolFile) -> Objective:
        """The objective with everybody's numbers from the pool's file."""
        name = self.method or self._implied()
        for method, column in COLUMNS.items():
            given = getattr(self, column)
            if name == method and given is None:
                raise click.UsageError(f"--method {name} needs --{column}-column NAME.")
            if name != method and given is not None:
                raise click.UsageError(f"--{column}-column goes with --method {method} only.")
        if self.alpha is not None and name != "relevance":
            raise click.UsageError("--alpha goes with --fit-column only.")
        return Objective(
            name,
            floor=self.floor,
            cap=self.cap,
            fit=pool.numbers(self.fit) if self.fit else {},
            wanted=pool.numbers(self.wanted) if self.wanted else {},
            **({} if self.alpha is None else {"alpha": self.alpha}),
        )

    def _implied(self) -> str:
        given = (method for method, column in COLUMNS.items() if getattr(self, column))
        return next(given, METHODS[0])


OPTIONS = (
    click.option(
        "--method",
        type=click.Choice(METHODS),
        help=f"What to aim at; {METHODS[0]}, unless a column below says otherwise.",
    ),
    click.option("--fit-column", metavar="NAME", help="How well people fit, 0 to 1: relevance."),
    click.option(
        "--alpha", type=SHARE, help="The part of their fairest chance that all keep (0.8)."
    ),
    click.option("--wanted-column", metavar="NAME", help="Wanted chances, on any scale: given."),
    click.option("--floor", type=SHARE, default=0.0, help="No chance below this."),
    click.option("--cap", type=SHARE, default=1.0, help="No chance above this."),
)


def aim_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options; the command gets all of them as one ``aim``."""

    @functools.wraps(command)
    def with_aim(
        *,
        method: str | None,
        fit_column: str | None,
        alpha: float | None,
        wanted_column: str | None,
        floor: float,
        cap: float,
        **others: Any,
    ) -> None:
        command(aim=Aim(method, floor, cap, alpha, fit_column, wanted_column), **others)

    for option in reversed(OPTIONS):
        with_aim = option(with_aim)
    return with_aim
