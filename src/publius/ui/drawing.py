"""Turns the data of ``charts`` into positions: widths in per cent, heights in em.

Per cent and em, not pixels: the picture is as wide as the phone and grows with the letters.
"""

import hashlib
from itertools import pairwise
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publius.ui.charts import ChanceChart, CurveChart, FunnelChart, FunnelStep
from publius.ui.wording import chance, percent

BIN_WIDTHS = (0.01, 0.02, 0.05, 0.1)
MOST_BINS = 12
COLUMN_HEIGHT = 8.0


def identifier(*words: str) -> str:
    """A short id for the parts of one picture, the same at every visit."""
    return "chart-" + hashlib.sha256("\n".join(words).encode()).hexdigest()[:10]


def width(share: float) -> str:
    return f"{max(0.0, min(1.0, share)) * 100:.2f}%"


def share_of(count: int, whole: int) -> float:
    return count / whole if whole else 0.0


def chance_bins(chances: tuple[float, ...]) -> list[tuple[float, float, int]]:
    """From, to, people - in steps people can read, at most twelve of them.

    >>> chance_bins((0.1, 0.14, 0.2))[-2:]
    [(0.18, 0.2, 0), (0.2, 0.22, 1)]
    """
    if not chances:
        return []
    top = max(chances)
    step = next((w for w in BIN_WIDTHS if int(top / w + 1e-9) < MOST_BINS), BIN_WIDTHS[-1])
    last = min(int(top / step + 1e-9), round(1 / step) - 1)
    counts = [0] * (last + 1)
    for value in chances:
        counts[min(last, int(value / step + 1e-9))] += 1
    edges = [round(place * step, 4) for place in range(last + 2)]
    return [(low, high, n) for (low, high), n in zip(pairwise(edges), counts, strict=True)]


def chance_columns(bins: list[tuple[float, float, int]]) -> list[dict[str, str | int]]:
    tallest = max((people for *_edges, people in bins), default=0) or 1
    each = 100 / max(1, len(bins))
    columns = []
    for place, (_low, _high, people) in enumerate(bins):
        height = COLUMN_HEIGHT * people / tallest
        columns.append(
            {
                "people": people,
                "x": f"{each * place + each * 0.08:.2f}%",
                "width": f"{each * 0.84:.2f}%",
                "middle": f"{each * (place + 0.5):.2f}%",
                "y": f"{1.6 + COLUMN_HEIGHT - height:.2f}em",
                "height": f"{height:.2f}em",
                "above": f"{1.3 + COLUMN_HEIGHT - height:.2f}em",
            }
        )
    return columns


def chance_marks(bins: list[tuple[float, float, int]]) -> list[dict[str, str]]:
    """Labels under the axis: at most six, so that they never touch on a phone."""
    edges = [low for low, *_ in bins] + [bins[-1][1]] if bins else [0.0]
    every = -(-len(edges) // 6)
    end = edges[-1] or 1.0
    return [
        {"x": width(edge / end), "text": f"{edge:.0%}", "anchor": anchor_at(edge / end)}
        for edge in edges[::every]
    ]


def anchor_at(place: float) -> str:
    if place <= 0.02:
        return "start"
    return "end" if place >= 0.98 else "middle"


def chance_words(chart: ChanceChart) -> str:
    if not chart.chances:
        return _("Nobody is in the pool yet.")
    words = {
        "smallest": chance(min(chart.chances)),
        "largest": chance(max(chart.chances)),
        "middle": chance(median(chart.chances)),
        "people": len(chart.chances),
    }
    return (
        _(
            "%(people)s people. The smallest chance is %(smallest)s, the largest %(largest)s; "
            "half of the people have %(middle)s or more."
        )
        % words
    )


def funnel_rows(chart: FunnelChart) -> list[dict[str, str | int]]:
    most = max((step.count for step in chart.steps), default=0)
    before = [None, *chart.steps[:-1]]
    return [
        {
            "label": step.label,
            "width": width(share_of(step.count, most)),
            "figures": funnel_figures(step, last),
            "count": step.count,
        }
        for step, last in zip(chart.steps, before, strict=True)
    ]


def funnel_figures(step: FunnelStep, before: FunnelStep | None) -> str:
    people = ngettext("%(n)s person", "%(n)s people", step.count) % {"n": step.count}
    if before is None or not step.count or step.count > before.count:
        return people
    share = percent(share_of(step.count, before.count))
    return _("%(people)s, %(share)s of the step before") % {"people": people, "share": share}


def curve_points(chart: CurveChart) -> list[dict[str, str]]:
    """The points from left to right, with room at both edges for their words."""
    top = max((point.gives for point in chart.points), default=0.0) or 1.0
    return [
        {
            "x": width(0.08 + 0.84 * point.setting),
            "y": f"{1.6 + COLUMN_HEIGHT * (1 - point.gives / top):.2f}em",
            "above": f"{1.1 + COLUMN_HEIGHT * (1 - point.gives / top):.2f}em",
            "setting": percent(point.setting),
            "gives": percent(point.gives),
        }
        for point in sorted(chart.points, key=lambda point: point.setting)
    ]
