"""Writing everything into one file, and bringing it back."""

from pathlib import Path

import click

from publius.cli.installation import open_installation, reach_database, require_prepared
from publius.cli.stops import BadBackup


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--without-keys", is_flag=True, help="Leave the keys out; keep them elsewhere.")
def backup(file: Path, without_keys: bool) -> None:
    """Write database, keys and files people sent into FILE, while Publius goes on running.

    Whoever has the file has everything, the keys to protected answers included, unless you leave
    them out: keep it where nobody else can read it.
    """
    open_installation()
    require_prepared()
    from publius.site.backups.manifest import BackupError
    from publius.site.backups.whole import back_up

    try:
        manifest = back_up(file.resolve(), with_keys=not without_keys)
    except BackupError as error:
        raise BadBackup(str(error)) from error
    size = file.stat().st_size / 1e6
    click.echo(f"{file}: {sum(manifest.rows.values())} rows, {size:.1f} MB.")
    if not without_keys:
        click.echo("It holds the keys too: keep it where nobody else can read it.", err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def restore(file: Path) -> None:
    """Restore FILE into an empty installation; everything is checked before anything is written."""
    open_installation()
    reach_database()
    from publius.site.backups.manifest import BackupError
    from publius.site.backups.whole import restore as bring_back

    try:
        restored = bring_back(file.resolve())
    except BackupError as error:
        raise BadBackup(str(error)) from error
    rows = sum(restored.manifest.rows.values())
    click.echo(f"Restored {rows} rows, backed up on {restored.manifest.made_at[:16]} UTC.")
    for warning in restored.warnings:
        click.echo(warning, err=True)
    click.echo("Next: publius prepare, then publius check", err=True)
