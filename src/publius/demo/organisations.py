"""The organisations of the borough, and who controls each."""

from __future__ import annotations

from functools import cache

from publius.demo.reading import content
from publius.demo.types import DemoOrganisation


@cache
def organisations() -> dict[str, DemoOrganisation]:
    """All organisations by key."""
    rows = content("organisations")["organisation"]
    return {row["key"]: _organisation(row) for row in rows}


def _organisation(row: dict) -> DemoOrganisation:
    return DemoOrganisation(
        key=row["key"],
        name=row["name"],
        kind=row["kind"],
        about=row["about"],
        controlled_by=row["controlled_by"],
        user_led=row["kind"] == "user_led",
        reaches=tuple(row.get("reaches", ())),
    )
