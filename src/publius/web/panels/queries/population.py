"""What the population looks like, and how alike a pool or a group is to it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from publius.ui.wording import percent
from publius.web.calls.models import Call

from ..models import PopulationShare

Shares = Mapping[str, float]


def population_of(call: Call) -> dict[str, dict[str, float]]:
    """By feature: the share of the population that holds each value."""
    shares: dict[str, dict[str, float]] = {}
    for row in PopulationShare.objects.filter(call=call):
        shares.setdefault(row.feature, {})[row.value] = row.share
    return shares


def sources_of(call: Call) -> dict[str, str]:
    """By feature: where its shares were read."""
    rows = PopulationShare.objects.filter(call=call).exclude(source="")
    return dict(rows.values_list("feature", "source"))


def similarity(population: Shares, counts: Mapping[str, float]) -> float | None:
    """1 minus the total variation distance between two distributions; None without anybody.

    It is the share of the people who could stay if as few as possible were exchanged for others
    until the shares are those of the population.

    >>> round(similarity({"woman": 0.5, "man": 0.5}, {"woman": 30, "man": 10}), 2)
    0.75
    """
    whole = sum(counts.values())
    if not whole or not population:
        return None
    values = population.keys() | counts.keys()
    apart = sum(abs(population.get(v, 0.0) - counts.get(v, 0.0) / whole) for v in values)
    return 1 - apart / 2


def similarity_words(who: str, alike: float | None) -> str:
    """What a similarity means, for one group of people and one feature."""
    if alike is None:
        return ""
    sentence = _(
        "%(who)s: about %(share)s like the population. To mirror it, about %(change)s would have "
        "to be other people."
    )
    return sentence % {"who": who, "share": percent(alike), "change": percent(1 - alike)}
