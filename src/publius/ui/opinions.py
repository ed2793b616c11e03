"""Circles for groups of opinion: where they stand, as large as they have people."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publius.ui.charts import OpinionChart, OpinionGroup
from publius.ui.drawing import width

LARGEST = 3.2  # radius of the largest circle, in em
HEIGHT = 7.5  # between the highest and the lowest middle, in em


def opinion_circles(chart: OpinionChart) -> list[dict[str, Any]]:
    """Middles in per cent and em, radii in em: the area of a circle stands for its people."""
    most = max((group.people for group in chart.groups), default=0) or 1
    across = _scaled([group.x for group in chart.groups])
    upwards = _scaled([-group.y for group in chart.groups])  # up is up on paper
    return [
        _circle(group, x, LARGEST + 0.6 + HEIGHT * y, LARGEST * (group.people / most) ** 0.5)
        for group, x, y in zip(chart.groups, across, upwards, strict=True)
    ]


def _circle(group: OpinionGroup, x: float, y: float, radius: float) -> dict[str, Any]:
    return {
        "label": group.label,
        "words": circle_words(group),
        "x": width(0.2 + 0.6 * x),
        "y": f"{y:.2f}em",
        "r": f"{radius:.2f}em",
        "text": f"{y + 0.35:.2f}em",
        "below": f"{y + radius + 1.2:.2f}em",
        "is_own": group.is_own,
    }


def circle_words(group: OpinionGroup) -> str:
    people = ngettext("%(n)s person", "%(n)s people", group.people) % {"n": group.people}
    return _("%(people)s, and you") % {"people": people} if group.is_own else people


def _scaled(values: list[float]) -> list[float]:
    """From 0 to 1 between the smallest and the largest; in the middle where they are one."""
    if not values or max(values) - min(values) < 1e-9:
        return [0.5] * len(values)
    least, most = min(values), max(values)
    return [(value - least) / (most - least) for value in values]


def opinion_headers() -> list[str]:
    return [_("Group"), _("People"), _("Votes each, usually")]


def opinion_table(chart: OpinionChart) -> list[list[Any]]:
    return [
        [
            _("%(label)s (yours)") % {"label": group.label} if group.is_own else group.label,
            group.people,
            f"{group.median_votes:g}",
        ]
        for group in chart.groups
    ]


def opinion_height(circles: list[dict[str, Any]]) -> str:
    """Room for the lowest words."""
    return f"{max((float(c['below'][:-2]) for c in circles), default=0.0) + 0.8:.2f}em"
