"""What the commands show while they work, and how they refuse."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import Progress as Bar

from publius.panels import InfeasibleError, PanelsError

BAD_INPUT, DIFFERS, INFEASIBLE = 1, 3, 4
NOTHING_DRAWN = "Nothing was drawn; no file was changed."


@contextmanager
def plain_errors(kept: str = NOTHING_DRAWN) -> Iterator[None]:
    """Turn the library's refusals into sentences and exit codes; ``kept`` says what is unharmed."""
    try:
        yield
    except InfeasibleError as error:
        lines = "\n".join(f"  {sentence}" for sentence in error.conflict.sentences)
        click.echo(f"No panel satisfies these targets.\n{lines}\nNothing was drawn.", err=True)
        sys.exit(INFEASIBLE)
    except PanelsError as error:
        click.echo(f"Error: {error}\n{kept}", err=True)
        sys.exit(BAD_INPUT)


class _OnScreen:
    """Shows the library's progress on standard error."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task = bar.add_task("Reading", total=None)

    def step(self, done: int, total: int, message: str) -> None:
        self._bar.update(self._task, description=message, completed=done, total=total)


@contextmanager
def progress_bar() -> Iterator[_OnScreen]:
    """A progress bar on standard error, where somebody is looking."""
    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        yield _OnScreen(bar)
