"""Django's own management commands, on this installation."""

import click

from publius.cli.installation import open_installation


@click.command(
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's management commands, for example: publius manage shell."""
    open_installation()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["publius manage", *arguments])
