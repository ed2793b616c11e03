"""``publius panel``: draw a fair panel from files, and everything before and after the draw.

Without the name of a sub-command it draws: ``publius panel PEOPLE TARGETS`` is short for
``publius panel draw PEOPLE TARGETS``.
"""

from collections.abc import Sequence
from pathlib import Path

import click

from publius.cli import LazyGroup
from publius.panels.nearest import did_you_mean

# sub-command name -> (module, one line for the overview)
COMMANDS = {
    "draw": ("publius.cli.panel.draw", "Draw a panel; what happens when no command is named."),
    "check": ("publius.cli.panel.check", "Say whether a panel is possible, and what would help."),
    "price": ("publius.cli.panel.price", "Show what it costs to prefer people of high fit."),
    "replace": ("publius.cli.panel.replace", "Fill the places of people who dropped out."),
    "reserves": ("publius.cli.panel.reserves", "List whom to call at the last minute."),
    "tables": ("publius.cli.panel.tables", "Seat people at break-out tables that are alike."),
    "invite": ("publius.cli.panel.invite", "Draw the addresses that letters go to."),
    "publish": ("publius.cli.panel.publish", "Fix a lottery and its rule before the draw."),
    "conclude": ("publius.cli.panel.conclude", "Draw a published lottery by its own rule."),
    "verify": ("publius.cli.panel.verify", "Check a published lottery; needs nothing else."),
}
HELP = ("--help",)


class PanelGroup(LazyGroup):
    """Takes whatever is not the name of a sub-command as what to draw from."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in (*self.table, *HELP):
            self._refuse_misspelt(args[:1])
            args = ["draw", *args]
        return super().parse_args(ctx, args)

    def _refuse_misspelt(self, first: Sequence[str]) -> None:
        """A word that is no file and nearly a command was not meant as something to draw from."""
        for word in first:
            meant = did_you_mean(word, self.table)
            if meant and not Path(word).exists():
                raise click.UsageError(f"There is no command or file “{word}”{meant}")

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show how to draw, and the other commands below."""
        draw = self.get_command(ctx, "draw")
        if draw is not None:
            draw.format_help(ctx, formatter)
        self.format_commands(ctx, formatter)


@click.group(cls=PanelGroup, table=COMMANDS)
def panel() -> None:
    """Draw a fair panel from a pool and targets, and do what comes before and after."""
