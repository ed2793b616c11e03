"""How high the smallest chance can be: a bound that follows from the file by adding up.

Weak duality of linear programming (for instance Chvátal, "Linear programming", 1983, chapter 5).
Give every person a weight of at least 0 and every rule a price. For any panel that keeps the
rules, the weights of its people add up to at most

    sum over rules of  price x limit  (its most where the price is positive, its least where not)
  + sum over people of whatever their weight exceeds the prices of the rules that count them.

So the weighted chances of any lottery add up to at most that, and its smallest chance to at most
that divided by all weights. Whole numbers throughout: no rounding can lift the bound unseen.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from publius.panels.public.entrants import Entrants, Limits, Range

PRICES = ("targets", "seats", "apart", "households")


def heaviest_panel(
    entrants: Entrants, limits: Limits, weights: Sequence[int], prices: Mapping[str, Any]
) -> int:
    """What the weights of any valid ticket's people cannot exceed, given these prices."""
    total = prices["size"] * limits.size
    for name, ranges in _limits(limits, len(prices["households"])).items():
        total += sum(
            price * (most if price > 0 else least)
            for price, (least, most) in zip(prices[name], ranges, strict=True)
        )
    return int(
        total
        + sum(
            max(0, weights[n] - _cheapest(entrants, limits, prices, n))
            for n in range(len(weights))
            if can_sit(entrants, limits, n)
        )
    )


def smallest_chance_bound(
    entrants: Entrants, limits: Limits, weights: Sequence[int], prices: Mapping[str, Any]
) -> Fraction:
    """The bound on anybody's smallest chance among those with a weight; 1 where nobody has one."""
    if not sum(weights):
        return Fraction(1)
    return min(
        Fraction(1), Fraction(heaviest_panel(entrants, limits, weights, prices), sum(weights))
    )


def kept_out(
    entrants: Entrants,
    limits: Limits,
    people: Sequence[int],
    prices: Mapping[str, Any],
    scale: int,
) -> bool:
    """Whether these prices prove that each of these people is in no valid panel.

    Somebody whose own weight (``scale``) cannot be reached by any panel is in none of them.
    """
    without = heaviest_panel(entrants, limits, [0] * len(entrants.counted), prices)
    for person in people:
        if can_sit(entrants, limits, person):
            price = _cheapest(entrants, limits, prices, person)
            if without - max(0, -price) + max(0, scale - price) >= scale:
                return False
    return True


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
