"""Which files a command reads, and the files it writes."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from publius.panels import Targets
from publius.panels.csvfile import Source
from publius.panels.io import PoolFile, read_pool, read_seats, read_targets


def find_sources(
    people: str | None, targets: str | None, size: int | None
) -> tuple[Source, Source, int]:
    """The two files and the size, from the arguments or from a folder."""
    if people is None:
        raise click.UsageError("Name a file of people and a file of targets, or a folder.")
    if targets is None:
        folder = Path(people)
        if not folder.is_dir():
            raise click.UsageError("Name a file of targets too, or a folder that holds both.")
        return folder / "respondents.csv", folder / "categories.csv", size or _size_of(folder)
    if size is None:
        raise click.UsageError("Say how many people the panel has: --size 30.")
    if people == targets == "-":
        raise click.UsageError("Only one of the two can come from standard input.")
    return as_source(people), as_source(targets), size


def _size_of(folder: Path) -> int:
    named = re.search(r"_(\d{1,6})$", folder.resolve().name)
    if named is None or int(named[1]) == 0:
        raise click.UsageError("The folder's name says no size (NAME_35): add --size 30.")
    return int(named[1])


def as_source(name: str) -> Source:
    """A file by its name, or standard input for ``-``."""
    return sys.stdin.buffer if name == "-" else Path(name)


def read_files(
    people: Source,
    targets: Source,
    id_column: str | None,
    address_columns: str | None,
    seats_file: str | None,
) -> tuple[Targets, PoolFile]:
    """Read the rules first, then the pool that has to fit them."""
    addresses = [name.strip() for name in (address_columns or "").split(",") if name.strip()]
    seats = read_seats(Path(seats_file)) if seats_file else ()
    rules = Targets(read_targets(targets).targets, seats, one_per_household=bool(addresses))
    return rules, read_pool(people, rules, id_column=id_column, address_columns=addresses)


def write_file(path: Path, text: str) -> None:
    """Write one text to a file and say so on standard error."""
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise click.ClickException(
            f"{path}: the file cannot be written ({error.strerror}). Choose another --out."
        ) from None
    click.echo(f"Wrote {path}.", err=True)


def write_files(out: Path, files: Mapping[str, str]) -> None:
    """Write these texts to a folder, all or none, and say so on standard error."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (out / f"{name}.part").write_text(text, encoding="utf-8", newline="")
        for name in files:
            (out / f"{name}.part").replace(out / name)
    except OSError as error:
        raise click.ClickException(
            f"{out}: the files cannot be written ({error.strerror}). Choose another --out."
        ) from None
    click.echo(f"Wrote {', '.join(files)} to {out}.", err=True)
