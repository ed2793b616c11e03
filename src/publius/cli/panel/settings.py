"""The option that takes its defaults from the settings file of other selection tools."""

from pathlib import Path

import click

from publius.cli.panel.screen import plain_errors
from publius.panels.settingsfile import read_settings


def _take_defaults(context: click.Context, parameter: click.Parameter, name: str | None) -> None:
    """Let the file decide what the command line leaves open; say what of it is not used."""
    if name is None:
        return
    with plain_errors():
        settings = read_settings(Path(name))
    keep = settings.columns_to_keep
    wanted = {
        "id_column": settings.id_column,
        "address_columns": ",".join(settings.address_columns) or None,
        "method": settings.method,
        "seed": settings.seed,
        "keep": None if keep is None else ",".join([*keep, *settings.address_columns]),
    }
    context.default_map = {key: value for key, value in wanted.items() if value is not None}
    for note in settings.notes:
        click.echo(f"{name}: {note}", err=True)


settings_option = click.option(
    "--settings",
    metavar="FILE",
    is_eager=True,
    expose_value=False,
    callback=_take_defaults,
    help="A settings file (TOML) of other selection tools; options given here come first.",
)
