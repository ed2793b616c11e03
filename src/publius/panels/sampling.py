"""Draws the addresses that are invited to register: the first of the two lotteries.

Stratified simple random sampling without replacement (Cochran, "Sampling techniques", 1977,
chapter 5): letters are shared out over strata, and inside a stratum all addresses, and all
pairs of addresses, have the same chance.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from scipy.special import betainc

from publius.panels.checks import is_whole
from publius.panels.errors import PoolError, SettingError
from publius.panels.nearest import did_you_mean
from publius.panels.randomness import Noise, digest


@dataclass(frozen=True, slots=True)
class Address:
    """Somewhere a letter could go, or somebody it could go to.

    ``stratum`` is the part of the list it belongs to (a ward, a decile of deprivation). With a
    ``household``, at most one address or person of it is chosen.

    >>> Address("12 Mill Lane", stratum="1").household is None
    True
    """

    id: str
    stratum: str = ""
    household: str | None = None


@dataclass(frozen=True, slots=True)
class Stratum:
    """How many letters go to one part of the list.

    ``units`` are households where one each is chosen, addresses otherwise; ``chance`` is that of
    a unit, letters divided by units. ``answers`` are to be expected, where a rate is given.

    >>> Stratum("1", addresses=200, units=200, letters=50, chance=0.25).answers is None
    True
    """

    name: str
    addresses: int
    units: int
    letters: int
    chance: float
    answers: float | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """Who is invited: ids in the order in which they were drawn, stratum by stratum.

    ``inclusion`` is the probability with which every address on the list could have been chosen;
    a chosen address stands for one divided by that many. Letters can go out in waves: any first
    part of a stratum's ids is a simple random sample too.

    >>> sample_invitations([Address("a"), Address("b")], count=1, seed=0).inclusion
    {'a': 0.5, 'b': 0.5}
    """

    chosen: tuple[str, ...]
    inclusion: Mapping[str, float]
    strata: tuple[Stratum, ...]
    seed: int

    def weight(self, address: str) -> float:
        """How many addresses a chosen one stands for."""
        return 1.0 / self.inclusion[address]


def sample_invitations(
    addresses: Sequence[Address],
    *,
    count: int,
    weights: Mapping[str, float] | None = None,
    rates: Mapping[str, float] | None = None,
    seed: int,
) -> Sample:
    """Choose ``count`` addresses so that everybody's chance is known.

    Every stratum gets letters in proportion to its size times its weight (1 where ``weights`` does
    not name it), by largest remainders; a stratum smaller than its share is asked whole and the
    others share the rest. Where a stratum would get no letter at all, remainders are drawn by lot
    instead, so that nobody is left without a chance. ``rates`` are the shares of letters that are
    answered, by stratum. The same seed chooses the same addresses, in whatever order they come.

    >>> homes = [Address(f"{ward} {n}", ward) for ward in ("East", "West") for n in range(100)]
    >>> drawn = sample_invitations(homes, count=30, weights={"West": 2}, seed=4)
    >>> [(stratum.name, stratum.letters, stratum.chance) for stratum in drawn.strata]
    [('East', 10, 0.1), ('West', 20, 0.2)]
    """
    units = _units(addresses)
    sizes = {name: len(homes) for name, homes in units.items()}
    _check(count, sizes, weights or {}, rates or {}, seed)
    noise = Noise(digest("invitations", str(seed)))
    shares = shares_of_letters(count, sizes, weights or {})
    letters, expected = _whole(shares, sizes, noise)
    chosen: list[str] = []
    inclusion: dict[str, float] = {}
    for name, homes in units.items():
        chance = float(expected[name] / len(homes))
        turns = np.argsort(noise.uniform(len(homes)), kind="stable")[: letters[name]]
        within = noise.uniform(letters[name])
        for home in homes:
            inclusion.update(dict.fromkeys(home, chance / len(home)))
        for turn, lot in zip(turns.tolist(), within.tolist(), strict=True):
            chosen.append(homes[turn][int(lot * len(homes[turn]))])
    strata = tuple(
        _stratum(name, homes, letters[name], expected[name], (rates or {}).get(name))
        for name, homes in units.items()
    )
    return Sample(tuple(chosen), inclusion, strata, seed)


def _stratum(
    name: str,
    homes: Sequence[Sequence[str]],
    letters: int,
    expected: Fraction,
    rate: float | None,
) -> Stratum:
    answers = None if rate is None else letters * rate
    chance = float(expected / len(homes))
    return Stratum(name, sum(map(len, homes)), len(homes), letters, chance, answers)


def _units(addresses: Sequence[Address]) -> dict[str, list[tuple[str, ...]]]:
    """By stratum, the ids among which one is chosen at most; all in the order of their ids."""
    ordered = sorted(addresses, key=lambda address: address.id)
    for one, other in pairwise(ordered):
        if one.id == other.id:
            raise PoolError("duplicate-address", id=one.id)
    if ordered and not ordered[0].id.strip():
        raise PoolError("blank-address")
    units: dict[str, list[tuple[str, ...]]] = {
        name: [] for name in sorted({address.stratum for address in ordered}, key=_as_counted)
    }
    homes: dict[str, list[Address]] = defaultdict(list)
    for address in ordered:
        if address.household is None:
            units[address.stratum].append((address.id,))
        else:
            homes[address.household].append(address)
    for home in homes.values():
        if any(address.stratum != home[0].stratum for address in home):
            raise PoolError("household-in-two-strata", id=home[0].id)
        units[home[0].stratum].append(tuple(address.id for address in home))
    return units


def _as_counted(name: str) -> tuple[bool, int, str]:
    """Numbers in their own order, before other names."""
    number = int(name) if name.isascii() and name.isdigit() and len(name) < 10 else None
    return (number is None, number or 0, name)


def shares_of_letters(
    count: int, sizes: Mapping[str, int], weights: Mapping[str, float]
) -> dict[str, Fraction]:
    """Exact shares by size times weight; what a stratum cannot take goes to the others.

    >>> {name: float(share) for name, share in
    ...  shares_of_letters(11, {"a": 100, "b": 2, "c": 100}, {"b": 50}).items()}
    {'a': 4.5, 'b': 2.0, 'c': 4.5}
    """
    pull = {name: Fraction(weights.get(name, 1)) * size for name, size in sizes.items()}
    shares: dict[str, Fraction] = {name: Fraction(0) for name in sizes}
    open_names = [name for name in sizes if pull[name]]
    left = Fraction(count)
    while open_names:
        total = sum((pull[name] for name in open_names), Fraction(0))
        full = [name for name in open_names if left * pull[name] >= sizes[name] * total]
        for name in full or open_names:
            shares[name] = Fraction(sizes[name]) if full else left * pull[name] / total
        if not full:
            break
        left -= sum(sizes[name] for name in full)
        open_names = [name for name in open_names if name not in full]
    return shares


def _whole(
    shares: Mapping[str, Fraction], sizes: Mapping[str, int], noise: Noise
) -> tuple[dict[str, int], dict[str, Fraction]]:
    """Whole letters per stratum, and how many it was to expect before any lot was drawn."""
    letters = {name: math.floor(share) for name, share in shares.items()}
    left = int(sum(shares.values()) - sum(letters.values()))
    order = sorted(shares, key=lambda name: (letters[name] - shares[name], -sizes[name], name))
    lucky = order[:left]
    if any(share and not letters[name] and name not in lucky for name, share in shares.items()):
        for name in _by_lot({name: shares[name] - letters[name] for name in shares}, noise):
            letters[name] += 1
        return letters, dict(shares)
    for name in lucky:
        letters[name] += 1
    return letters, {name: Fraction(number) for name, number in letters.items()}


def _by_lot(remainders: Mapping[str, Fraction], noise: Noise) -> list[str]:
    """Names that come with a probability of exactly their remainder (systematic sampling)."""
    names = list(remainders)
    turns = np.argsort(noise.uniform(len(names)), kind="stable").tolist()
    start = Fraction(float(noise.uniform(1)[0]))
    reached, chosen = -start, []
    for name in (names[turn] for turn in turns):
        before, reached = reached, reached + remainders[name]
        if math.floor(before) < math.floor(reached):
            chosen.append(name)
    return chosen


def letters_needed(answers: int, *, rate: float, certainty: float = 0.9) -> int:
    """How many letters it takes to get so many answers, with this certainty.

    ``rate`` is the share of letters that are answered, each on its own.

    >>> letters_needed(100, rate=0.03), letters_needed(100, rate=0.03, certainty=0.5)
    (3760, 3322)
    """
    _check_rate("rate", rate)
    if not (is_whole(answers) and answers >= 0):
        raise SettingError("bad-answers", answers=answers)
    if not 0.0 < certainty < 1.0 or rate == 0.0:
        raise SettingError("never-certain", rate=rate, certainty=certainty)
    if answers == 0:
        return 0
    low, high = answers - 1, answers
    while _probability(answers, high, rate) < certainty:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        enough = _probability(answers, middle, rate) >= certainty
        low, high = (low, middle) if enough else (middle, high)
    return high


def _probability(answers: int, letters: int, rate: float) -> float:
    """Of at least so many answers to so many letters (the binomial tail as a beta integral)."""
    return float(betainc(answers, letters - answers + 1, rate))


def _check(
    count: int,
    sizes: Mapping[str, int],
    weights: Mapping[str, float],
    rates: Mapping[str, float],
    seed: int,
) -> None:
    if not is_whole(seed):
        raise SettingError("bad-seed", seed=seed)
    for name in (*weights, *rates):
        if name not in sizes:
            known, meant = ", ".join(list(sizes)[:10]), did_you_mean(name, sizes) or "."
            raise SettingError("unknown-stratum", stratum=name, known=known, meant=meant)
    for name, weight in weights.items():
        if not (isinstance(weight, (int, float)) and math.isfinite(weight) and weight >= 0):
            raise SettingError("bad-stratum-weight", stratum=name, weight=weight)
    for name, rate in rates.items():
        _check_rate(name, rate)
    there = sum(size for name, size in sizes.items() if weights.get(name, 1))
    if not there:
        raise SettingError("no-addresses")
    if not (is_whole(count) and 1 <= count <= there):
        raise SettingError("bad-letters", count=count, there=there)


def _check_rate(name: str, rate: float) -> None:
    if not (isinstance(rate, (int, float)) and 0.0 <= rate <= 1.0):
        raise SettingError("bad-rate", name=name, rate=rate)
