"""The published lottery as CSV files for people: every ticket, everybody's chance, the codes."""

import csv
import io
from collections.abc import Mapping
from typing import Any

from publius.panels.certify import in_percent
from publius.panels.errors import PublicLotteryError
from publius.panels.export import FORMULA_STARTS, written
from publius.panels.public.concluding import selected_on


def tickets_csv(document: Mapping[str, Any]) -> str:
    """Every ticket with the codes on it: what can be printed and put on the wall."""
    sections = document["sections"]
    size = sections["rules"]["size"]
    return written(
        ("ticket", *(f"code {n}" for n in range(1, size + 1))),
        ((str(n), *selected_on(sections, n)) for n in range(len(sections["tickets"]))),
    )


def chances_csv(document: Mapping[str, Any]) -> str:
    """Everybody's chance by code, for those who want to look up their own."""
    sections = document["sections"]
    held, number = sections["chances"], len(sections["tickets"])
    return written(
        ("code", "tickets", "of", "chance in %"),
        (
            (code, str(n), str(number), f"{100 * n / number:.2f}")
            for code, n in zip(sections["people"]["codes"], held, strict=True)
        ),
    )


def say_standing(document: Mapping[str, Any], code: str) -> str:
    """How somebody stands who knows their own code: their chance, and how it went."""
    sections, people = document["sections"], document["sections"]["people"]
    if code not in people["codes"]:
        raise PublicLotteryError("code-not-there", mark=code)
    number = people["codes"].index(code)
    held, tickets = sections["chances"][number], len(sections["tickets"])
    if number in dict(people["confirmed"]):
        return f"{code} was confirmed beforehand and is on the panel."
    chance = f"{code} is on {held:,} of {tickets:,} tickets: {in_percent(held / tickets)}."
    if "result" not in document:
        return chance
    went = "drawn" if code in document["result"]["selected"] else "not drawn"
    return f"{chance} It was {went}."


def codes_csv(codes: Mapping[str, str]) -> str:
    """Whose code is whose. Keep it to yourself."""
    return written(("id", "code"), sorted(codes.items()))


def read_codes(data: bytes) -> dict[str, str]:
    """Read ``codes_csv`` back: the code by id.

    >>> read_codes(codes_csv({"=1+1": "abc"}).encode())
    {'=1+1': 'abc'}
    """
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    except (ValueError, csv.Error):
        raise PublicLotteryError("bad-codes") from None
    if not rows or rows[0] != ["id", "code"] or any(len(row) != 2 for row in rows):
        raise PublicLotteryError("bad-codes")
    return {_unguarded(person): code for person, code in rows[1:]}


def _unguarded(cell: str) -> str:
    """A cell as it was before a spreadsheet was kept from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA_STARTS) else cell


def ids_of(document: Mapping[str, Any], codes: Mapping[str, str]) -> list[str]:
    """The ids of those who were selected, from the private list of codes."""
    people = {code: person for person, code in codes.items()}
    selected = document["result"]["selected"]
    missing = [code for code in selected if code not in people]
    if missing:
        raise PublicLotteryError("code-unknown", mark=missing[0])
    return sorted(people[code] for code in selected)
