"""How high the smallest chance can be: a bound that follows from the file by adding up.

Weak duality of linear programming (for instance Chvátal, "Linear programming", 1983, chapter 5).
Give every person a weight of at least 0 and every rule a price. For any panel that keeps the
rules, the weights of its people add up to at most

    sum over rules of  price x limit  (its most where the price is positive, its least where not)
  + sum over people of whatever their weight exceeds the prices of the rules that count them.

So the weighted chances of any lottery add up to at most that, and its smallest chance to at most
that divided by all weights. Whole numbers throughout: no rounding can lift the bound unseen.

Panels are whole. Where that matters, a reason splits into cases: panels with at most so many of
some people, and panels with more of them. Each case is a further rule, which has its own price.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from publius.panels.public.entrants import Entrants, Limits, Range

Split = tuple[frozenset[int], int, int]  # of these people at least and at most so many
Reason = Mapping[str, Any]


def heaviest_panel(
    entrants: Entrants,
    limits: Limits,
    weights: Sequence[int],
    reason: Reason,
    splits: tuple[Split, ...] = (),
) -> int:
    """What the weights of any valid ticket's people cannot exceed, for this reason."""
    if "prices" in reason:
        priced = list(zip(splits, reason["splits"], strict=True))
        return _priced(entrants, limits, weights, reason["prices"], priced)
    people, most = frozenset(reason["people"]), reason["most"]
    cases = {"upto": (people, 0, most), "above": (people, most + 1, limits.size)}
    return max(
        heaviest_panel(entrants, limits, weights, reason[name], (*splits, case))
        for name, case in cases.items()
    )


def _priced(
    entrants: Entrants,
    limits: Limits,
    weights: Sequence[int],
    prices: Mapping[str, Any],
    splits: Sequence[tuple[Split, int]],
) -> int:
    total = prices["size"] * limits.size
    for name, ranges in _limits(limits, len(prices["households"])).items():
        total += sum(_paid(price, *both) for price, both in zip(prices[name], ranges, strict=True))
    total += sum(_paid(price, least, most) for (_, least, most), price in splits)
    for person, weight in enumerate(weights):
        if can_sit(entrants, limits, person):
            cost = _cheapest(entrants, limits, prices, person)
            cost += sum(price for (people, _, _), price in splits if person in people)
            total += max(0, weight - cost)
    return int(total)


def _paid(price: int, least: int, most: int) -> int:
    return price * (most if price > 0 else least)


def smallest_chance_bound(
    entrants: Entrants, limits: Limits, weights: Sequence[int], reason: Reason
) -> Fraction:
    """The bound on anybody's smallest chance among those with a weight; 1 where nobody has one."""
    if not sum(weights):
        return Fraction(1)
    heaviest = heaviest_panel(entrants, limits, weights, reason)
    return min(Fraction(1), Fraction(heaviest, sum(weights)))


def kept_out(
    entrants: Entrants, limits: Limits, people: Sequence[int], reason: Reason, scale: int
) -> bool:
    """Whether a reason proves that each of these people is in no valid panel.

    Where no panel reaches the weight that one of them brings along, none holds any of them.
    """
    weights = [0] * len(entrants.counted)
    for person in people:
        weights[person] = scale
    return heaviest_panel(entrants, limits, weights, reason) < scale


def can_sit(entrants: Entrants, limits: Limits, person: int) -> bool:
    """Whether there is a place at all that somebody could take."""
    return entrants.free[person] and bool(
        limits.general or any(limits.seats[seat][1] for seat in entrants.seats[person])
    )


def _limits(limits: Limits, households: int) -> dict[str, Sequence[Range]]:
    return {
        "targets": limits.targets,
        "seats": limits.seats,
        "apart": limits.apart,
        "households": [(0, 1)] * households,
    }


def _cheapest(entrants: Entrants, limits: Limits, prices: Mapping[str, Any], person: int) -> int:
    """The prices of the rules that count a person, in the place where they come to least."""
    places = [prices["seats"][s] for s in entrants.seats[person] if limits.seats[s][1]]
    if limits.general:
        places.append(0)
    home = entrants.household[person]
    return int(
        prices["size"]
        + sum(prices["targets"][n] for n in entrants.counted[person])
        + sum(prices["apart"][n] for n in entrants.apart[person])
        + (prices["households"][home] if home is not None and prices["households"] else 0)
        + min(places)
    )
