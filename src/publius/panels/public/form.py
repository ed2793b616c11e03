"""The form of the file, checked before anything in it is believed.

A form is a type, None, a list with the form of its items, a tuple of alternatives, a dict with
exactly these keys, ``Anything`` with the form of every value, or a function that says yes or no.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from publius.panels.public.document import (
    DRAWN,
    PRIVATE,
    PUBLISHED,
    SCHEMA,
    SCHEMA_VERSION,
    SECTIONS,
)
from publius.panels.public.rules import MOMENT

DEEPEST = 40  # cases within cases


class Mapped:
    """A JSON object with any keys; every value has the same form."""

    def __init__(self, value: Any) -> None:
        self.value = value


def is_count(value: object) -> bool:
    """A whole number of at least 0."""
    return type(value) is int and value >= 0


def is_hash(value: object) -> bool:
    """A SHA-256 in lower-case hexadecimal."""
    return type(value) is str and len(value) == 64 and set(value) <= set("0123456789abcdef")


def is_code(value: object) -> bool:
    """A code as the lottery makes them; nothing else may stand for a person."""
    return type(value) is str and re.fullmatch(r"[a-z][0-9a-z]{7,49}", value) is not None


def is_figure(value: object) -> bool:
    """A number with nine places, as figures of fairness are written."""
    return type(value) is str and re.fullmatch(r"[0-9]+\.[0-9]{9}", value) is not None


def is_moment(value: object) -> bool:
    """A time to the second, in UTC."""
    try:
        datetime.strptime(str(value), MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return False
    return type(value) is str


def is_reason(value: object, depth: int = 0) -> bool:
    """Prices for every rule, or two cases each of which has a reason."""
    if fits(value, SPLIT) and isinstance(value, dict) and depth < DEEPEST:
        return is_reason(value["upto"], depth + 1) and is_reason(value["above"], depth + 1)
    return fits(value, LEAF) and isinstance(value, dict) and len(value["splits"]) == depth


def named(kind: str) -> Callable[[object], bool]:
    """Exactly this word."""
    return lambda value: type(value) is str and value == kind


SCALAR = (str, int, float, bool, None)
PRICES = {"size": int, "targets": [int], "seats": [int], "apart": [int], "households": [int]}
LEAF = {"prices": PRICES, "splits": [int]}
SPLIT = {"people": [is_count], "most": is_count, "upto": dict, "above": dict}
FORMS: dict[str, Any] = {
    "about": {
        "title": str,
        "published_at": (is_moment, None),
        "software": {"name": str, "version": str},
        "algorithm": {"name": str, "version": str},
        "settings": Mapped((*SCALAR, Mapped((*SCALAR, Mapped(SCALAR))))),
    },
    "rules": {
        "size": is_count,
        "targets": [{"feature": str, "value": str, "minimum": is_count, "maximum": is_count}],
        "seats": [{"id": str, "title": str, "minimum": is_count, "maximum": is_count}],
        "one_per_household": bool,
        "apart": is_count,
    },
    "people": {
        "codes": [is_code],
        "confirmed": [[(is_count, str, None)]],
        "unavailable": [is_count],
    },
    "pool": {
        "blind": is_hash,
        "people": [
            {
                "code": is_code,
                "features": Mapped((str, [str])),
                "seats": [str],
                "household": (is_count, None),
                "apart": [is_count],
            }
        ],
    },
    "tickets": [[int]],
    "chances": [is_count],
    "report": {
        **dict.fromkeys(("people", "measured", "tickets", "panels"), is_count),
        **dict.fromkeys(
            ("smallest", "largest", "gini", "geometric_mean", "bound", "found"), is_figure
        ),
        "unselectable": [is_count],
    },
    "counts": {
        "blind": is_hash,
        "targets": [{"pool": is_count, "fewest": is_count, "most": is_count}],
        "seats": [is_count],
    },
    "proof": {
        "blind": is_hash,
        "scale": is_count,
        "weights": [is_count],
        "reason": is_reason,
        "unselectable": [{"people": [is_count], "reason": is_reason}],
    },
    "draw": (
        {"kind": named("seed")},
        {"kind": named("dice"), "dice": is_count, "sides": is_count, "lowest": is_count},
        {"kind": named("beacon"), "chain": is_hash, "round": is_count, "at": (str, None)},
    ),
}
OUTCOME = (
    {"kind": named("seed"), "seed": int},
    {"kind": named("dice"), "throws": [[int]]},
    {"kind": named("beacon"), "responses": [{"url": str, "body": str, "fetched_at": str}]},
)
ENVELOPE = {
    "schema": str,
    "version": int,
    "phase": str,
    "sections": dict,
    "hashes": dict.fromkeys(SECTIONS, is_hash),
    "commitment": is_hash,
}
RESULT = {
    "outcome": OUTCOME,
    "result": {"ticket": is_count, "selected": [is_code]},
    "seal": is_hash,
}


def fits(value: Any, form: Any) -> bool:
    """Whether a value has a form."""
    if isinstance(form, type):
        return type(value) is form
    if form is None:
        return value is None
    if isinstance(form, tuple):
        return any(fits(value, each) for each in form)
    if isinstance(form, Mapped):
        return type(value) is dict and all(
            type(name) is str and fits(each, form.value) for name, each in value.items()
        )
    if isinstance(form, list):
        return type(value) is list and _items_fit(value, form[0])
    if isinstance(form, dict):
        return (
            type(value) is dict
            and value.keys() == form.keys()
            and all(fits(value[name], part) for name, part in form.items())
        )
    return bool(form(value))


def _items_fit(values: list[Any], form: Any) -> bool:
    if form is int:  # long lists of numbers, at the speed of C
        return set(map(type, values)) <= {int}
    return all(fits(each, form) for each in values)


def fault_of_form(document: Any) -> str | None:
    """What stops something from being a published lottery, or None."""
    if type(document) is not dict or document.get("phase") not in (PUBLISHED, DRAWN):
        return "it names no phase"
    drawn = document["phase"] == DRAWN
    if not fits(document, {**ENVELOPE, **RESULT} if drawn else ENVELOPE):
        return "its outermost parts are not those of a lottery"
    if (document["schema"], document["version"]) != (SCHEMA, SCHEMA_VERSION):
        return f"it is not {SCHEMA} version {SCHEMA_VERSION}"
    return _fault_of_sections(document["sections"])


def _fault_of_sections(sections: Mapping[str, Any]) -> str | None:
    left_out = set(SECTIONS) - set(sections)
    if set(sections) - set(SECTIONS) or left_out not in (set(), set(PRIVATE)):
        return "its sections are not those of a lottery"
    for name, section in sections.items():
        if not fits(section, FORMS[name]):
            return f"the section “{name}” is not as it should be"
    return _fault_of_people(sections) or (_fault_of_pool(sections) if not left_out else None)


def _fault_of_people(sections: Mapping[str, Any]) -> str | None:
    people, rules = sections["people"], sections["rules"]
    codes, seats = people["codes"], {seat["id"] for seat in rules["seats"]}
    if sorted(set(codes)) != codes:
        return "its codes are not in order, or one is there twice"
    held = [each[0] for each in people["confirmed"] if _is_place(each, seats)]
    settled = [*held, *people["unavailable"]]
    if len(held) < len(people["confirmed"]) or len(set(settled)) < len(settled):
        return "its confirmed or unavailable people are unclear"
    named = {*settled, *sections["report"]["unselectable"]}
    if len(held) > rules["size"] or not named <= set(range(len(codes))):
        return "it names people who are not among its codes, or too many"
    if not sections["tickets"]:
        return "it has no tickets"
    if any(t and (min(t) < 0 or max(t) >= len(codes)) for t in sections["tickets"]):
        return "a ticket names somebody who is not among its codes"
    return None


def _is_place(held: list[Any], seats: set[str]) -> bool:
    return len(held) == 2 and type(held[0]) is int and (held[1] is None or held[1] in seats)


def _fault_of_pool(sections: Mapping[str, Any]) -> str | None:
    pool, rules, proof = sections["pool"]["people"], sections["rules"], sections["proof"]
    seats = {seat["id"] for seat in rules["seats"]}
    if [person["code"] for person in pool] != sections["people"]["codes"]:
        return "its pool and its codes differ"
    if not all(set(p["seats"]) <= seats for p in pool):
        return "its pool names seats that the rules do not"
    groups = [person["apart"] for person in pool]
    if any(sorted(set(g)) != g or g[-1:] >= [rules["apart"]] for g in groups):
        return "its pool names groups that the rules do not"
    if not rules["one_per_household"] and any(p["household"] is not None for p in pool):
        return "its pool names households although several people from one may sit"
    homes = max((p["household"] + 1 for p in pool if p["household"] is not None), default=0)
    sizes = {
        "targets": len(rules["targets"]),
        "seats": len(rules["seats"]),
        "apart": rules["apart"],
        "households": homes,
    }
    reasons = [proof["reason"], *(each["reason"] for each in proof["unselectable"])]
    lists = [prices for reason in reasons for prices in _prices_in(reason)]
    if any(len(prices[name]) != size for prices in lists for name, size in sizes.items()):
        return "its proof does not have a price for every rule"
    named = {number for each in proof["unselectable"] for number in each["people"]}
    if len(proof["weights"]) != len(pool) or not named <= set(range(len(pool))):
        return "its proof is about other people than its pool"
    return None


def _prices_in(reason: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The prices of every case."""
    if "prices" in reason:
        return [reason["prices"]]
    return [*_prices_in(reason["upto"]), *_prices_in(reason["above"])]
