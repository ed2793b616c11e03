"""Phase one: everything about a lottery that can be fixed before the draw, in one file."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from publius import __version__
from publius.panels.balance import highest_smallest
from publius.panels.errors import PublicLotteryError
from publius.panels.lottery import ALGORITHM, VERSION, Lottery
from publius.panels.plain import as_plain, canonical_text
from publius.panels.public.bound import can_sit, smallest_chance_bound
from publius.panels.public.codes import codes_for, keyed
from publius.panels.public.document import Document, assemble
from publius.panels.public.entrants import Entrants, Limits, limits_left, read_entrants
from publius.panels.public.figures import counts_of, recount, report_of, rounded, rounded_up
from publius.panels.public.proof import SCALE, Prover
from publius.panels.public.rules import MOMENT, BeaconRule, Rule, round_time
from publius.panels.randomness import digest
from publius.panels.types import Person


def publish(
    lottery: Lottery,
    *,
    rule: Rule,
    salt: str | None = None,
    title: str = "",
    published_at: datetime | None = None,
) -> Document:
    """Make the file to publish before the draw: rules, codes, tickets, chances, proof, draw rule.

    ``salt`` is the secret that turns ids into codes (``new_salt()``; keep it with the pool).
    Without one, the codes follow from the pool itself, which is good enough for trying things
    out: whoever has the whole pool can then find everybody's code. ``published_at`` is written
    down, and a beacon round that is already out by then is refused.

    >>> from publius.panels import Person, Targets, prepare
    >>> from publius.panels.public import SeedRule
    >>> lottery = prepare([Person("ada"), Person("bo")], Targets(), size=1, tickets=10)
    >>> document = publish(lottery, rule=SeedRule(), title="One of two")
    >>> document["phase"], document["sections"]["chances"]
    ('published', [5, 5])
    """
    rule.check(len(lottery.tickets))
    _check_round(rule, published_at)
    secret = salt if salt is not None else _salt_of(lottery)
    codes = codes_of(lottery, salt)
    people = sorted(lottery.request.pool, key=lambda person: codes[person.id])
    sections = {
        "about": _about(lottery, title, published_at),
        "rules": _rules(lottery),
        "people": _people(lottery, people, codes),
        "pool": {"blind": _blind(secret, "pool"), "people": _pool(lottery, people, codes)},
        "tickets": _tickets(lottery, people),
        "draw": rule.as_plain(),
    }
    found = Fraction(highest_smallest(lottery.ideal, lottery.mixture))
    return assemble({**sections, **_worked_out(sections, secret, found)})


def codes_of(lottery: Lottery, salt: str | None = None) -> dict[str, str]:
    """Everybody's code in the file that ``publish`` makes with this salt, by id."""
    ids = [person.id for person in lottery.request.pool]
    return codes_for(ids, salt if salt is not None else _salt_of(lottery))


def _salt_of(lottery: Lottery) -> str:
    return digest("salt", canonical_text(lottery.request.input()))


def _blind(secret: str, section: str) -> str:
    """A number nobody can guess, so that a section cannot be guessed from its hash."""
    return keyed(secret, "blind", section).hex()


def _check_round(rule: Rule, published_at: datetime | None) -> None:
    if published_at is None or not isinstance(rule, BeaconRule):
        return
    moment = round_time(rule.chain, rule.round)
    if moment is not None and moment <= published_at.timestamp():
        raise PublicLotteryError("round-is-out", round=rule.round, at=rule.at)


def _about(lottery: Lottery, title: str, published_at: datetime | None) -> dict[str, Any]:
    moment = None if published_at is None else published_at.astimezone(UTC)
    return {
        "title": title,
        "published_at": None if moment is None else moment.strftime(MOMENT),
        "software": {"name": "publius", "version": __version__},
        "algorithm": {"name": ALGORITHM, "version": VERSION},
        "settings": _without_people(as_plain(lottery.request.parameters())),
    }


def _without_people(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Settings without what they say about single people, such as how well each fits."""
    return {
        name: _single(value) if isinstance(value, Mapping) else value
        for name, value in parameters.items()
    }


def _single(values: Mapping[str, Any]) -> dict[str, Any]:
    return {n: v for n, v in values.items() if not isinstance(v, (Mapping, list))}


def _rules(lottery: Lottery) -> dict[str, Any]:
    request = lottery.request
    return {
        "size": request.size,
        "targets": [
            {"feature": t.feature, "value": t.value, "minimum": t.minimum, "maximum": t.maximum}
            for t in request.targets.targets
        ],
        "seats": as_plain(request.targets.seats),
        "one_per_household": request.targets.one_per_household,
        "apart": len(request.targets.apart),
    }


def _people(lottery: Lottery, people: Sequence[Person], codes: Mapping[str, str]) -> dict[str, Any]:
    number = {person.id: index for index, person in enumerate(people)}
    held = sorted((number[place.person], place.seat) for place in lottery.request.confirmed)
    return {
        "codes": [codes[person.id] for person in people],
        "confirmed": [list(each) for each in held],
        "unavailable": sorted(number[person] for person in lottery.request.unavailable),
    }


def _pool(
    lottery: Lottery, people: Sequence[Person], codes: Mapping[str, str]
) -> list[dict[str, Any]]:
    """What the rules ask about everybody, and nothing else that is known about them."""
    targets = lottery.request.targets
    asked: dict[str, set[str]] = {}
    for target in targets.targets:
        asked.setdefault(target.feature, set()).add(target.value)
    homes = _numbered_homes(people) if targets.one_per_household else {}
    return [
        {
            "code": codes[person.id],
            "features": _asked_features(person, asked),
            "seats": sorted(person.seats),
            "household": homes.get(person.household) if person.household is not None else None,
            "apart": [n for n, group in enumerate(targets.apart) if person.id in group],
        }
        for person in people
    ]


def _asked_features(person: Person, asked: Mapping[str, set[str]]) -> dict[str, str | list[str]]:
    """The values that some target counts: one as text, several as a list."""
    features: dict[str, str | list[str]] = {}
    for feature, values in asked.items():
        held = sorted(value for value in values if person.holds(feature, value))
        if held:
            features[feature] = held[0] if len(held) == 1 else held
    return features


def _numbered_homes(people: Sequence[Person]) -> dict[str, int]:
    """Numbers for households that several people share, in the order of their codes."""
    shared: dict[str, int] = {}
    for person in people:
        if person.household is not None:
            shared[person.household] = shared.get(person.household, 0) + 1
    several = [home for home, count in shared.items() if count > 1]
    return {home: number for number, home in enumerate(several)}


def _tickets(lottery: Lottery, people: Sequence[Person]) -> list[list[int]]:
    number = {person.id: index for index, person in enumerate(people)}
    place = [number[person] for person in lottery.ids]
    return [sorted(place[index] for index in ticket) for ticket in lottery.tickets.tolist()]


def _worked_out(sections: Mapping[str, Any], secret: str, found: Fraction) -> dict[str, Any]:
    """The sections that follow from the others: chances, report, counts and the proof."""
    entrants = read_entrants(sections)
    limits = limits_left(sections["rules"], entrants)
    tickets = sections["tickets"]
    held = recount(tickets, len(entrants.counted), list(entrants.confirmed))
    prover = Prover(entrants, limits)
    unselectable, reasons = _out_of_reach(prover, entrants, limits, held)
    selectable = sorted(set(entrants.asked) - set(unselectable))
    weights, reason = prover.smallest_chance(selectable, tickets, found)
    bound = rounded_up(smallest_chance_bound(entrants, limits, weights, reason))
    return {
        "chances": held,
        "report": report_of(tickets, held, entrants.asked, unselectable, (bound, rounded(found))),
        "counts": {
            "blind": _blind(secret, "counts"),
            **counts_of(entrants, sections["rules"], tickets),
        },
        "proof": {
            "blind": _blind(secret, "proof"),
            "scale": SCALE,
            "weights": weights,
            "reason": reason,
            "unselectable": reasons,
        },
    }


def _out_of_reach(
    prover: Prover, entrants: Entrants, limits: Limits, held: Sequence[int]
) -> tuple[list[int], list[dict[str, Any]]]:
    """Who can be in no valid panel, with the reasons that prove it where any do."""
    out = [n for n in entrants.asked if not can_sit(entrants, limits, n)]
    reasons = []
    for number, people in enumerate(prover.classes):
        if any(held[person] for person in people):
            continue
        never, reason = prover.out_of_reach(number)
        if never:
            out += people
        if reason is not None:
            reasons.append({"people": list(people), "reason": reason})
    return sorted(out), reasons
