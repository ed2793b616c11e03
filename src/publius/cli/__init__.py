"""The ``publius`` command. Sub-commands import lazily, so that ``publius --help`` is instant."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from publius import __version__

# command name -> (module, one line for the overview)
COMMANDS = {
    "prepare": ("publius.cli.prepare", "Make the database and static files ready."),
    "serve": ("publius.cli.run", "Run the web server alone."),
    "worker": ("publius.cli.run", "Run the background worker alone."),
    "tick": ("publius.cli.run", "Do the periodic work once and rescue stale tasks."),
    "demo": ("publius.cli.demo", "Fill an empty installation with the demo place, Arden Vale."),
    "match": ("publius.cli.match", "Rank people for needs, from files, with reasons."),
    "assign": ("publius.cli.assign", "Assign people to several seats at once, from files."),
    "vocabulary": ("publius.cli.vocabulary", "Check and export the words matching knows."),
    "panel": ("publius.cli.panel", "Draw a fair panel from a pool and targets, from files."),
    "opinion": ("publius.cli.opinion", "Map opinions: groups, common ground, what divides."),
    "check": ("publius.cli.check", "Check settings and the state of this installation."),
    "backup": ("publius.cli.backup", "Write one file that holds everything."),
    "restore": ("publius.cli.backup", "Restore a backup into an empty installation."),
    "manage": ("publius.cli.manage", "Django's own management commands."),
}


class LazyGroup(click.Group):
    """Imports a sub-command's module only when that sub-command is used.

    ``table`` says for every name the module that holds the command and a line for the overview.
    """

    def __init__(self, *args: Any, table: Mapping[str, tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.table:
            return None
        module, _ = self.table[cmd_name]
        return getattr(import_module(module), cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in self.table.items()])


@click.group(cls=LazyGroup, table=COMMANDS, invoke_without_command=True)
@click.version_option(__version__, prog_name="publius")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Find the people who know, form a fair group, and show what changed.

    Without a sub-command, starts everything on this machine: prepares the database,
    then runs the web server and one background worker until you press Ctrl-C.
    """
    if ctx.invoked_subcommand is None:
        from publius.cli.run import run_everything

        run_everything()
