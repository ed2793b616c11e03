"""Reads the list of addresses that letters are drawn from, and writes the chosen ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publius.panels.csvfile import Source, Table, read_table
from publius.panels.export import written
from publius.panels.sampling import Address, Sample

IDS = ("id", "address_id", "uprn", "unique_id")
ADDED = ("stratum", "inclusion_probability", "weight")


@dataclass(frozen=True, slots=True)
class AddressFile:
    """A list of addresses as read: what to draw from, and the rows, to be written out again."""

    addresses: tuple[Address, ...]
    header: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]


def read_addresses(
    source: Source,
    *,
    id_column: str | None = None,
    strata: str | None = None,
    one_per: Sequence[str] = (),
) -> AddressFile:
    """Read addresses: an id (else the row number), and anything else.

    ``strata`` is the column that says which stratum a row belongs to; rows that agree in all
    columns of ``one_per`` (case and spacing aside) are one household.
    """
    table = read_table(source)
    asked = [name for name in (id_column, strata) if name]
    columns = table.find([*asked, *one_per])
    where = columns[id_column] if id_column else _id_column(table)
    stratum = columns[strata] if strata else None
    home = [columns[name] for name in one_per]
    addresses: list[Address] = []
    rows: dict[str, tuple[str, ...]] = {}
    problems: list[tuple[int, str]] = []
    for number, (line, row) in enumerate(table.rows, start=1):
        name = str(number) if where is None else row[where].strip()
        part = "" if stratum is None else row[stratum].strip()
        problem = _problem(name, part, rows, strata)
        if problem is not None:
            problems.append((line, problem))
            continue
        rows[name] = row
        addresses.append(Address(name, part, _home(row, home)))
    table.refuse(problems)
    return AddressFile(tuple(addresses), table.header, rows)


def _problem(
    name: str, part: str, rows: Mapping[str, tuple[str, ...]], strata: str | None
) -> str | None:
    if not name:
        return "the id is blank"
    if name in rows:
        return f"the id “{name}” is there already, further up"
    if strata is not None and not part:
        return f"{strata} is blank"
    return None


def _home(row: Sequence[str], columns: Sequence[int]) -> str | None:
    parts = [" ".join(row[column].casefold().split()) for column in columns]
    return "\x1f".join(parts) if any(parts) else None


def _id_column(table: Table) -> int | None:
    titles = [title.casefold() for title in table.header]
    return next((titles.index(name) for name in IDS if name in titles), None)


def invited_csv(sample: Sample, file: AddressFile) -> str:
    """The chosen addresses in the order drawn: what they stand for, then their columns."""
    part = {address.id: address.stratum for address in file.addresses}
    return written(
        ("address", *ADDED, *file.header),
        (
            (
                name,
                part[name],
                f"{sample.inclusion[name]:.9g}",
                f"{sample.weight(name):.9g}",
                *file.rows[name],
            )
            for name in sample.chosen
        ),
    )
