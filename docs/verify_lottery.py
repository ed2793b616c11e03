#!/usr/bin/env python3
"""Check a published Publius lottery without Publius.

    python3 verify_lottery.py lottery.json --commitment 3f2a... --code k7m39x2q

One file, Python 3.8 or later, nothing to install, nothing fetched. It reads lottery.json and
recomputes everything that can be recomputed: hashes, the commitment, that every ticket is a valid
panel, everybody's chance, the figures of fairness, the proof of the best possible chance, the
draw rule, and who was selected. For every check it says: passed, failed, or not checked.

Exit code: 0 nothing failed, 3 something failed, 1 the file cannot be read, 2 wrong call.

It does not check that the people in the pool are real, nor a beacon's BLS signature (that takes
pairing cryptography; ask another mirror of drand for the same round instead).
"""

import argparse
import calendar
import hashlib
import json
import re
import sys
import time
from collections import Counter, deque
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

PASSED, FAILED, NOT_CHECKED = "passed", "failed", "not checked"
PRIVATE = {"pool", "counts", "proof"}  # may be left out of the public file
CHAINS = {  # drand networks: when the first round was (seconds since 1970), seconds per round
    "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce": (1595431050, 30),
    "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971": (1692803367, 3),
}
NEARLY = Fraction(1, 10**6)  # figures this close are taken for equal
UNIT = 10**9  # figures are written with nine places
MOMENT = "%Y-%m-%dT%H:%M:%SZ"
LEFT_OUT = "people's features are left out of this file"


class Broken(Exception):
    """A check found a fault."""


class Unknown(Exception):
    """A check cannot be made from this file."""


def need(condition, fault):
    """Go on only where the condition holds."""
    if not condition:
        raise Broken(fault)


# --- the file ----------------------------------------------------------------------------------


def canonical(value):
    """The one way JSON is written when bytes matter."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(value):
    """SHA-256 of the canonical text, in hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def read(data):
    """Read the file and insist on every byte of it."""
    try:
        document = json.loads(data.decode("ascii"), parse_constant=_refuse)
        text = canonical(document).encode()
    except (ValueError, RecursionError):
        raise Broken("it is not JSON") from None
    need(isinstance(document, dict), "it is not a JSON object")
    need(data in (text, text + b"\n"), "it was written again since it was published")
    return document


def _refuse(name):
    raise ValueError(name)


# --- the form: nothing is believed before it has the right shape ---------------------------------


class Keyed:
    """An object with any keys whose values have one form."""

    def __init__(self, form):
        self.form = form


def count(value):
    """A whole number of at least 0."""
    return type(value) is int and value >= 0


def mark(value):
    """A SHA-256 in hexadecimal."""
    return type(value) is str and re.fullmatch("[0-9a-f]{64}", value) is not None


def code(value):
    """What stands for a person."""
    return type(value) is str and re.fullmatch("[a-z][0-9a-z]{7,49}", value) is not None


def figure(value):
    """A number with nine places."""
    return type(value) is str and re.fullmatch(r"[0-9]+\.[0-9]{9}", value) is not None


def moment(value):
    """A time in UTC, to the second."""
    try:
        time.strptime(value, MOMENT)
    except (ValueError, TypeError):
        return False
    return True


def reason(value, depth=0):
    """Prices for every rule, or two cases each of which has a reason."""
    if fits(value, CASES) and depth < 40:
        return reason(value["upto"], depth + 1) and reason(value["above"], depth + 1)
    return fits(value, LEAF) and len(value["splits"]) == depth


def named(kind):
    """Exactly this word."""
    return lambda value: type(value) is str and value == kind


PLAIN = (str, int, float, bool, None)
PRICES = {"size": int, "targets": [int], "seats": [int], "apart": [int], "households": [int]}
LEAF = {"prices": PRICES, "splits": [int]}
CASES = {"people": [count], "most": count, "upto": dict, "above": dict}
FORMS = {
    "about": {
        "title": str, "published_at": (moment, None),
        "software": {"name": str, "version": str}, "algorithm": {"name": str, "version": str},
        "settings": Keyed((*PLAIN, Keyed((*PLAIN, Keyed(PLAIN))))),
    },
    "rules": {
        "size": count, "one_per_household": bool, "apart": count,
        "targets": [{"feature": str, "value": str, "minimum": count, "maximum": count}],
        "seats": [{"id": str, "title": str, "minimum": count, "maximum": count}],
    },
    "people": {"codes": [code], "confirmed": [[(count, str, None)]], "unavailable": [count]},
    "pool": {"blind": mark, "people": [{
        "code": code, "features": Keyed((str, [str])), "seats": [str],
        "household": (count, None), "apart": [count],
    }]},
    "tickets": [[int]],
    "chances": [count],
    "report": {
        "people": count, "measured": count, "tickets": count, "panels": count,
        "smallest": figure, "largest": figure, "gini": figure, "geometric_mean": figure,
        "bound": figure, "found": figure, "unselectable": [count],
    },
    "counts": {
        "blind": mark, "seats": [count],
        "targets": [{"pool": count, "fewest": count, "most": count}],
    },
    "proof": {
        "blind": mark, "scale": count, "weights": [count], "reason": reason,
        "unselectable": [{"people": [count], "reason": reason}],
    },
    "draw": (
        {"kind": named("seed")},
        {"kind": named("dice"), "dice": count, "sides": count, "lowest": count},
        {"kind": named("beacon"), "chain": mark, "round": count, "at": (str, None)},
    ),
}  # fmt: skip
OUTER = {
    "schema": str, "version": int, "phase": str, "sections": dict,
    "hashes": dict.fromkeys(FORMS, mark), "commitment": mark,
}  # fmt: skip
DRAWN = {
    "outcome": (
        {"kind": named("seed"), "seed": int},
        {"kind": named("dice"), "throws": [[int]]},
        {"kind": named("beacon"), "responses": [{"url": str, "body": str, "fetched_at": str}]},
    ),
    "result": {"ticket": count, "selected": [code]},
    "seal": mark,
}


def fits(value, form):
    """Whether a value has a form: a type, None, alternatives, a list, an object, or a test."""
    if isinstance(form, type):
        return type(value) is form
    if form is None:
        return value is None
    if isinstance(form, tuple):
        return any(fits(value, each) for each in form)
    if isinstance(form, list):
        if type(value) is list and form == [int]:
            return set(map(type, value)) <= {int}
        return type(value) is list and all(fits(each, form[0]) for each in value)
    if isinstance(form, Keyed):
        return type(value) is dict and all(
            type(name) is str and fits(each, form.form) for name, each in value.items()
        )
    if isinstance(form, dict):
        return (
            type(value) is dict
            and value.keys() == form.keys()
            and all(fits(value[name], part) for name, part in form.items())
        )
    return form(value)


def check_form(document):
    """Raise Broken unless this is a published lottery as far as its shape goes."""
    need(document.get("phase") in ("published", "drawn"), "it names no phase")
    drawn = document["phase"] == "drawn"
    need(fits(document, dict(OUTER, **(DRAWN if drawn else {}))), "it is no lottery")
    known = (document["schema"], document["version"]) == ("publius-lottery", 1)
    need(known, "it is not publius-lottery version 1")
    sections = document["sections"]
    left_out = set(FORMS) - set(sections)
    need(set(sections) <= set(FORMS) and left_out in (set(), PRIVATE), "sections are missing")
    for name, section in sections.items():
        need(fits(section, FORMS[name]), "the section %s is not as it should be" % name)
    _check_people(sections)
    if not left_out:
        _check_pool(sections)


def _check_people(sections):
    people, rules = sections["people"], sections["rules"]
    codes, seats = people["codes"], {seat["id"] for seat in rules["seats"]}
    need(sorted(set(codes)) == codes, "its codes are not in order")
    for held in people["confirmed"]:
        place = len(held) == 2 and type(held[0]) is int
        need(place and (held[1] is None or held[1] in seats), "a confirmed place is unclear")
    settled = [held[0] for held in people["confirmed"]] + people["unavailable"]
    need(len(set(settled)) == len(settled), "somebody is settled twice")
    numbers = set(settled) | set(sections["report"]["unselectable"])
    need(numbers <= set(range(len(codes))), "it names people who are not among its codes")
    need(len(people["confirmed"]) <= rules["size"], "more people are confirmed than places")
    need(sections["tickets"], "it has no tickets")
    known = all(not t or (min(t) >= 0 and max(t) < len(codes)) for t in sections["tickets"])
    need(known, "a ticket names people who are not among its codes")


def _check_pool(sections):
    rules, proof, pool = sections["rules"], sections["proof"], sections["pool"]["people"]
    seats = {seat["id"] for seat in rules["seats"]}
    need([p["code"] for p in pool] == sections["people"]["codes"], "pool and codes differ")
    need(all(set(p["seats"]) <= seats for p in pool), "the pool names unknown seats")
    for group in (person["apart"] for person in pool):
        known = sorted(set(group)) == group and group[-1:] < [rules["apart"]]
        need(known, "the pool names unknown groups")
    homes = [p["household"] for p in pool if p["household"] is not None]
    need(rules["one_per_household"] or not homes, "the pool names households for no reason")
    sizes = {
        "targets": len(rules["targets"]), "seats": len(rules["seats"]),
        "apart": rules["apart"], "households": max(homes, default=-1) + 1,
    }  # fmt: skip
    for prices in prices_in([proof] + proof["unselectable"]):
        same = all(len(prices[name]) == size for name, size in sizes.items())
        need(same, "the proof does not have a price for every rule")
    numbers = {number for each in proof["unselectable"] for number in each["people"]}
    right = len(proof["weights"]) == len(pool) and numbers <= set(range(len(pool)))
    need(right, "the proof is about other people")


def prices_in(parts):
    """The prices of every case of every reason in these parts of the proof."""
    waiting = [part["reason"] for part in parts]
    while waiting:
        one = waiting.pop()
        if "prices" in one:
            yield one["prices"]
        else:
            waiting += [one["upto"], one["above"]]


# --- what the rules leave for the tickets --------------------------------------------------------


class File:
    """A lottery being checked, with what several checks need."""

    def __init__(self, document, expected):
        self.document, self.expected = document, expected
        self.sections = sections = document["sections"]
        self.rules, people = sections["rules"], sections["people"]
        self.codes, self.tickets = people["codes"], sections["tickets"]
        self.confirmed = {held[0]: held[1] for held in people["confirmed"]}
        self.settled = set(self.confirmed) | set(people["unavailable"])
        self.asked = [n for n in range(len(self.codes)) if n not in self.settled]
        self.size = self.rules["size"] - len(self.confirmed)
        held = Counter()
        for ticket in self.tickets:
            held.update(ticket)
        held.update(dict.fromkeys(self.confirmed, len(self.tickets)))
        self.held = [held[n] for n in range(len(self.codes))]
        self.whole = "pool" in sections
        if self.whole:
            self._read_pool(sections["pool"]["people"])

    def _read_pool(self, pool):
        rules = self.rules
        self.targets = [counted_by(person["features"], rules["targets"]) for person in pool]
        number = {seat["id"]: n for n, seat in enumerate(rules["seats"])}
        self.seats = [tuple(sorted(number[seat] for seat in p["seats"])) for p in pool]
        self.apart = [tuple(person["apart"]) for person in pool]
        self.home = [person["household"] for person in pool]
        full = {self.home[n] for n in self.confirmed} - {None}
        self.free = [n not in self.settled and self.home[n] not in full for n in range(len(pool))]
        taken = Counter(t for n in self.confirmed for t in self.targets[n])
        seated = Counter(number[seat] for seat in self.confirmed.values() if seat is not None)
        grouped = Counter(g for n in self.confirmed for g in self.apart[n])
        self.limits = {
            "targets": [left(rule, taken[n]) for n, rule in enumerate(rules["targets"])],
            "seats": [left(rule, seated[n]) for n, rule in enumerate(rules["seats"])],
            "apart": [(0, max(0, 1 - grouped[n])) for n in range(rules["apart"])],
            "households": [(0, 1)] * (max((h for h in self.home if h is not None), default=-1) + 1),
        }
        self.general = sum(seat["maximum"] for seat in rules["seats"]) < rules["size"]

    def places(self, person):
        """The seats (None: a general place) that somebody could take."""
        if not self.free[person]:
            return []
        open_seats = [s for s in self.seats[person] if self.limits["seats"][s][1] > 0]
        return open_seats + ([None] if self.general else [])


def counted_by(features, targets):
    """The numbers of the targets that count somebody with these features."""
    index = {(t["feature"], t["value"]): n for n, t in enumerate(targets)}
    found = set()
    for feature, values in features.items():
        for value in [values] if isinstance(values, str) else values:
            found.add(index.get((feature, value)))
    return tuple(sorted(found - {None}))


def left(rule, taken):
    """The least and the most that remain once confirmed people are counted."""
    return max(0, rule["minimum"] - taken), max(0, rule["maximum"] - taken)


# --- the checks ----------------------------------------------------------------------------------


def check_hashes(file):
    """Every section has the hash that the commitment was made over."""
    hashes = file.document["hashes"]
    wrong = [name for name, part in file.sections.items() if sha256(part) != hashes[name]]
    need(not wrong, "changed: " + ", ".join(wrong))
    return "every section is as it was when it was hashed"


def check_commitment(file):
    """The commitment follows from the hashes."""
    mark_ = sha256({"schema": "publius-lottery", "version": 1, "hashes": file.document["hashes"]})
    need(mark_ == file.document["commitment"], "it does not follow from the hashes")
    return file.document["commitment"]


def check_published(file):
    """The commitment is the one that was published before the draw."""
    if file.expected is None:
        raise Unknown("give the commitment that was published before the draw: --commitment")
    need(file.expected == file.document["commitment"], "it is not the one that was published")
    return "it is the one that was published before the draw"


def check_tickets(file):
    """Every ticket is a panel that keeps every rule."""
    free, seen_seats = set(file.asked), {}
    check_rules = packed_rules(file) if file.whole else lambda ticket: None
    for number, ticket in enumerate(file.tickets):
        where = "ticket %d " % number
        need(len(ticket) == file.size, where + "has the wrong size")
        need(sorted(set(ticket)) == ticket, where + "has somebody twice or is not in order")
        need(free.issuperset(ticket), where + "holds somebody who cannot be drawn")
        fault = check_rules(ticket)
        need(fault is None, where + str(fault))
        if file.whole and file.rules["seats"]:
            fits_ = tuple(sorted(file.seats[n] for n in ticket))
            if fits_ not in seen_seats:
                seen_seats[fits_] = can_be_seated(file, Counter(fits_))
            need(seen_seats[fits_], where + "cannot fill the seats")
    if not file.whole:
        raise Unknown(LEFT_OUT)
    return "each of the %d tickets keeps every rule" % len(file.tickets)


def packed_rules(file):
    """A quick test of targets, groups and households: all counts are added up in one number."""
    limits = file.limits["targets"] + file.limits["apart"]
    shift = len(file.limits["targets"])
    width = max(file.size, 1).bit_length() + 1
    fields = [list(t) + [shift + g for g in a] for t, a in zip(file.targets, file.apart)]
    numbers = [sum(1 << width * field for field in held) for held in fields]
    verdicts = {}

    def fault(ticket):
        if not all(file.free[n] for n in ticket):
            return "holds somebody who cannot be drawn"
        homes = [file.home[n] for n in ticket if file.home[n] is not None]
        if len(set(homes)) < len(homes):
            return "has two people from one household"
        total = sum(map(numbers.__getitem__, ticket))
        if total not in verdicts:
            counts = [total >> width * n & (1 << width) - 1 for n in range(len(limits))]
            fine = all(least <= c <= most for c, (least, most) in zip(counts, limits))
            verdicts[total] = None if fine else "breaks a target or a group"
        return verdicts[total]

    return fault


def can_be_seated(file, kinds):
    """Whether all must-have places can be filled and, without general places, all are seated."""
    least = [low for low, _ in file.limits["seats"]]
    most = [high for _, high in file.limits["seats"]]
    if flow(kinds, least) < sum(least):
        return False
    return file.general or flow(kinds, most) == sum(kinds.values())


def flow(kinds, room):
    """How many people can be seated at once: each new one may move others along a path."""
    room, sitting, total = list(room), [Counter() for _ in room], 0
    for kind, people in kinds.items():
        for _ in range(people):
            came, end = path_to_room(kind, room, sitting)
            if end is None:
                break
            room[end] -= 1
            total += 1
            while end is not None:
                who, origin = came[end]
                sitting[end][who] += 1
                if origin is not None:
                    sitting[origin][who] -= 1
                end = origin
    return total


def path_to_room(kind, room, sitting):
    """Where the path comes from at each seat, and the free seat at its end (None: no path)."""
    came, queue = {}, deque([(kind, None)])
    while queue:
        who, origin = queue.popleft()
        for seat in who:
            if seat in came:
                continue
            came[seat] = (who, origin)
            if room[seat] > 0:
                return came, seat
            queue.extend((other, seat) for other, n in sitting[seat].items() if n)
    return came, None


def check_chances(file):
    """Everybody's chance is the number of tickets they are on."""
    need(file.held == file.sections["chances"], "somebody is on another number of tickets")
    return "everybody's chance is the number of tickets they are on"


def check_report(file):
    """The figures of fairness follow from the chances."""
    report, number = file.sections["report"], len(file.tickets)
    out = set(report["unselectable"])
    ranked = sorted(file.held[n] for n in file.asked if n not in out)
    again = {
        "people": len(file.codes), "measured": len(ranked), "tickets": number,
        "panels": len(set(map(tuple, file.tickets))),
        "smallest": rounded(Fraction(ranked[0] if ranked else number, number)),
        "largest": rounded(Fraction(ranked[-1] if ranked else 0, number)),
        "gini": rounded(gini(ranked)), "geometric_mean": geometric_mean(ranked, number),
    }  # fmt: skip
    wrong = [name for name, value in again.items() if value != report[name]]
    need(not wrong, "not as recounted: " + ", ".join(wrong))
    return "the smallest chance is %s, the largest %s" % (report["smallest"], report["largest"])


def rounded(value):
    """Nine places, halves upwards."""
    return written((2 * value.numerator * UNIT + value.denominator) // (2 * value.denominator))


def written(units):
    """A whole number of billionths, as it is written."""
    return "%d.%09d" % divmod(units, UNIT)


def gini(ranked):
    """How unequal numbers in rising order are (Gini, 1912)."""
    total, size = sum(ranked), len(ranked)
    if not total:
        return Fraction(0)
    return Fraction(sum((2 * n - size + 1) * each for n, each in enumerate(ranked)), size * total)


def geometric_mean(ranked, number):
    """To nine places; logarithms in decimal are the same on every machine."""
    if not ranked or not ranked[0]:
        return rounded(Fraction(0))
    with localcontext() as context:
        context.prec, context.rounding = 40, ROUND_HALF_EVEN
        logs = sum((n * Decimal(each).ln() for each, n in Counter(ranked).items()), Decimal(0))
        return str(((logs / len(ranked)).exp() / number).quantize(Decimal("0.000000001")))


def check_counts(file):
    """What is said about every target follows from the pool and the tickets."""
    if not file.whole:
        raise Unknown(LEFT_OUT)
    counts, width = file.sections["counts"], len(file.codes).bit_length() + 1
    numbers = [sum(1 << width * t for t in counted) for counted in file.targets]
    before = sum(numbers[n] for n in file.confirmed)
    totals = {before + sum(map(numbers.__getitem__, ticket)) for ticket in file.tickets}
    pool = Counter(t for counted in file.targets for t in counted)
    fitting = Counter(seat for seats in file.seats for seat in seats)
    again = []
    for n in range(len(file.rules["targets"])):
        held = [total >> width * n & (1 << width) - 1 for total in totals]
        again.append({"pool": pool[n], "fewest": min(held), "most": max(held)})
    need(again == counts["targets"], "a target has other counts")
    right = [fitting[n] for n in range(len(file.rules["seats"]))] == counts["seats"]
    need(right, "a seat has another count")
    return "the counts follow from the pool and the tickets"


def heaviest(file, weights, why, splits=()):
    """What the weights of no valid ticket's people can exceed, by weak duality.

    A reason that goes into cases holds where it holds in each: panels with at most so many of
    some people, and panels with more of them.
    """
    if "prices" not in why:
        people, most = frozenset(why["people"]), why["most"]
        upto = heaviest(file, weights, why["upto"], (*splits, (people, 0, most)))
        above = heaviest(file, weights, why["above"], (*splits, (people, most + 1, file.size)))
        return max(upto, above)
    prices = why["prices"]
    total = prices["size"] * file.size
    paid = [pair for name in file.limits for pair in zip(prices[name], file.limits[name])]
    paid += [(price, split[1:]) for price, split in zip(why["splits"], splits)]
    for price, (least, most) in paid:
        total += price * (most if price > 0 else least)
    for n, weight in enumerate(weights):
        cost = price_of(file, n, prices)
        if cost is not None:
            cost += sum(p for p, split in zip(why["splits"], splits) if n in split[0])
            total += max(0, weight - cost)
    return total


def price_of(file, person, prices):
    """The prices of the rules that count somebody, in their cheapest place; None: no place."""
    places = file.places(person)
    if not places:
        return None
    cost = min(0 if seat is None else prices["seats"][seat] for seat in places) + prices["size"]
    cost += sum(prices["targets"][t] for t in file.targets[person])
    cost += sum(prices["apart"][g] for g in file.apart[person])
    home = file.home[person]
    return cost + (0 if home is None else prices["households"][home])


def check_bound(file):
    """The prices prove how high the smallest chance can be, whoever found them."""
    if not file.whole:
        raise Unknown(LEFT_OUT)
    report, proof = file.sections["report"], file.sections["proof"]
    weights, out = proof["weights"], set(report["unselectable"])
    need(not any(weights[n] for n in out), "it counts people who can be in no panel")
    bound = Fraction(1)
    if sum(weights):
        bound = min(bound, Fraction(heaviest(file, weights, proof["reason"]), sum(weights)))
    up = written(-(-bound.numerator * UNIT // bound.denominator))
    need(up == report["bound"], "the proof gives %s, not %s" % (up, report["bound"]))
    smallest, found, near = Fraction(report["smallest"]), Fraction(report["found"]), NEARLY
    possible = max(smallest, found) <= bound + near and smallest <= found + near
    need(possible, "the smallest chance is above what is said to be possible")
    if found < bound - near:
        raise Unknown("proven up to %s, but not for %s" % (report["bound"], report["found"]))
    return "no lottery under these rules gives everybody more than " + report["bound"]


def check_unselectable(file):
    """Those who are said to be in no panel are on no ticket, and reasons prove why."""
    out = file.sections["report"]["unselectable"]
    need(sorted(set(out)) == out, "the people are not in order")
    need(not any(file.held[n] for n in out), "somebody of them is on a ticket")
    if not file.whole:
        if out:
            raise Unknown(LEFT_OUT)
        return "nobody is said to be in no valid panel"
    scale = file.sections["proof"]["scale"]
    proven = {n for n in out if not file.places(n)}
    for part in file.sections["proof"]["unselectable"]:
        people = set(part["people"])
        weights = [scale if n in people else 0 for n in range(len(file.codes))]
        held = heaviest(file, weights, part["reason"]) < scale
        need(scale > 0 and held, "a proof does not hold")
        proven |= people
    need(proven <= set(out), "somebody is proven to be in no panel and not reported")
    if len(proven) < len(out):
        raise Unknown("not proven for %d of %d people" % (len(out) - len(proven), len(out)))
    return "proven for each of %d people" % len(out)


def check_rule(file):
    """The rule can pick any ticket, and what it waits for was still to come."""
    rule, tickets = file.sections["draw"], len(file.tickets)
    if rule["kind"] == "dice":
        dice, sides = rule["dice"], rule["sides"]
        need(1 <= dice <= 100 and 2 <= sides <= 1000, "these dice cannot be thrown")
        need(rule["lowest"] == (0 if sides == 10 else 1), "the dice are unclear")
        need(sides**dice >= tickets, "the dice cannot reach every ticket")
        return "%d dice with %d sides" % (dice, sides)
    if rule["kind"] == "beacon":
        need(1 <= rule["round"] < 2**32, "there is no such round")
        published = file.sections["about"]["published_at"]
        if rule["chain"] not in CHAINS:
            need(rule["at"] is None, "the time of the round cannot be known")
            return "round %d of an unknown chain" % rule["round"]
        genesis, period = CHAINS[rule["chain"]]
        seconds = genesis + (rule["round"] - 1) * period
        told = time.strftime(MOMENT, time.gmtime(seconds))
        need(rule["at"] == told, "the time of the round is another")
        early = published is None or calendar.timegm(time.strptime(published, MOMENT)) < seconds
        need(early, "the round was out before the lottery was published")
        return "round %d of the beacon, due at %s" % (rule["round"], told)
    return "a number that somebody states, who can have tried several"


def check_outcome(file):
    """The published rule was followed, and the ticket is the one it gives."""
    followed = {"dice": thrown, "beacon": beacon, "seed": stated}
    rule, outcome = file.sections["draw"], file.document["outcome"]
    need(rule["kind"] == outcome["kind"], "the draw used another rule")
    ticket = followed[rule["kind"]](file, rule, outcome)
    told = file.document["result"]["ticket"]
    need(ticket == told, "the rule gives ticket %d, not %d" % (ticket, told))
    more = "; ask any mirror of the beacon and compare" if rule["kind"] == "beacon" else ""
    return "the published rule gives ticket %d%s" % (ticket, more)


def thrown(file, rule, outcome):
    """The ticket that dice show; a throw above the last fair number is thrown again."""
    need(outcome["throws"], "there is no throw")
    dice, sides, lowest = rule["dice"], rule["sides"], 0 if rule["sides"] == 10 else 1
    tickets = len(file.tickets)
    need(dice <= 1000 and sides**dice >= tickets, "the dice cannot reach every ticket")
    number = ceiling = sides**dice - sides**dice % tickets
    for throw in outcome["throws"]:
        need(number >= ceiling, "a throw that counts is followed by another")
        right = len(throw) == dice and all(lowest <= n < lowest + sides for n in throw)
        need(right, "these dice cannot show this")
        number = 0
        for shown in throw:
            number = number * sides + shown - lowest
    need(number < ceiling, "the last throw has to be thrown again")
    return number % tickets


def beacon(file, rule, outcome):
    """The ticket that follows from the round, once all mirrors agree."""
    answers = set()
    for response in outcome["responses"]:
        try:
            answer = json.loads(response["body"][:4096])
            signature = bytes.fromhex(answer["signature"])
            answers.add((answer["round"], type(answer["round"]), signature))
            randomness = hashlib.sha256(signature).hexdigest()
            need(signature and answer["randomness"] == randomness, "the randomness is not its hash")
        except (ValueError, TypeError, KeyError, RecursionError):
            raise Broken("an answer is not a drand round") from None
    need(len(answers) == 1, "the mirrors disagree")
    number, kind, signature = answers.pop()
    need(kind is int and number == rule["round"], "it is another round")
    return ticket_from(file, hashlib.sha256(signature).hexdigest())


def stated(file, rule, outcome):
    """The ticket that follows from the number that was stated."""
    need(abs(outcome["seed"]) < 2**256, "the number is too long")
    return ticket_from(file, str(outcome["seed"]))


def ticket_from(file, source):
    """SHA-256(source:commitment:turn), the first below the largest multiple of the tickets."""
    tickets, turn = len(file.tickets), 0
    while True:
        text = "%s:%s:%d" % (source, file.document["commitment"], turn)
        number = int(hashlib.sha256(text.encode()).hexdigest(), 16)
        if number < 2**256 - 2**256 % tickets:
            return number % tickets
        turn += 1


def check_selected(file):
    """The people selected are those on the ticket."""
    result = file.document["result"]
    need(result["ticket"] < len(file.tickets), "there is no such ticket")
    people = sorted(file.tickets[result["ticket"]] + list(file.confirmed))
    need([file.codes[n] for n in people] == result["selected"], "others are on the ticket")
    return "the people selected are those on ticket %d" % result["ticket"]


def check_seal(file):
    """No letter of what the draw added was changed."""
    names = ("commitment", "outcome", "result")
    seal = sha256({name: file.document[name] for name in names})
    need(seal == file.document["seal"], "what the draw added was changed afterwards")
    return "what the draw added is as it was"


BEFORE = (
    check_hashes, check_commitment, check_published, check_tickets, check_chances, check_report,
    check_counts, check_bound, check_unselectable, check_rule,
)  # fmt: skip
AFTER = (check_outcome, check_selected, check_seal)


def verify(data, commitment=None):
    """Give (name, verdict, sentence) for every check of the bytes of a file."""
    try:
        document = read(data)
        check_form(document)
    except Broken as fault:
        return [("form", FAILED, str(fault))]
    found = [("form", PASSED, "this is a published lottery")]
    file = File(document, None if commitment is None else commitment.strip().lower())
    for check in BEFORE + (AFTER if document["phase"] == "drawn" else ()):
        name = check.__name__.replace("check_", "")
        try:
            found.append((name, PASSED, check(file)))
        except Broken as fault:
            found.append((name, FAILED, str(fault)))
        except Unknown as reason:
            found.append((name, NOT_CHECKED, str(reason)))
    return found


def standing(document, wanted):
    """How somebody stands who knows their own code."""
    sections, people = document["sections"], document["sections"]["people"]
    if wanted not in people["codes"]:
        return "There is no such code in this lottery."
    held, tickets = sections["chances"][people["codes"].index(wanted)], len(sections["tickets"])
    chance = "%s is on %d of %d tickets: %.2f %%." % (wanted, held, tickets, 100 * held / tickets)
    if "result" not in document:
        return chance
    drawn = wanted in document["result"]["selected"]
    return chance + (" It was drawn." if drawn else " It was not drawn.")


def main():
    """Check the file named on the command line and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", help="lottery.json, or - for standard input")
    parser.add_argument("--commitment", help="the commitment that was published before the draw")
    parser.add_argument("--code", help="say how the person with this code stands")
    given = parser.parse_args()
    try:
        if given.file == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(given.file, "rb") as source:
                data = source.read()
    except OSError as error:
        print("%s cannot be read: %s" % (given.file, error.strerror), file=sys.stderr)
        return 1
    found = verify(data, given.commitment)
    for name, verdict, sentence in found:
        print("%-12s %-12s %s" % (verdict, name, sentence))
    broken = any(verdict == FAILED for _, verdict, _ in found)
    print("Something is wrong with this lottery." if broken else "Nothing is wrong with it.")
    if given.code and not broken:
        print(standing(read(data), given.code.strip().lower()))
    return 3 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
