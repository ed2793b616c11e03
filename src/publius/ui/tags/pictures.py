"""Pictures drawn by the server as SVG, each with its figures in words or in a table beside it."""

from itertools import pairwise

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publius.ui import drawing, groups, opinions
from publius.ui.charts import ChanceChart, CurveChart, FunnelChart, GroupChart, OpinionChart
from publius.ui.components import draw
from publius.ui.tags.lists import table
from publius.ui.wording import chance, percent

register = Library()


@register.simple_tag
def group_chart(chart: GroupChart) -> SafeString:
    """Population, target range, pool, group and reserves side by side for every answer."""
    figures = table(chart.title, groups.group_headers(chart), groups.group_table(chart), size="s")
    return draw(
        "group_chart",
        chart=chart,
        features=groups.group_rows(chart),
        columns=groups.columns_of(chart),
        table=figures,
    )


@register.simple_tag
def chance_chart(chart: ChanceChart) -> SafeString:
    """How many people have which chance of being drawn."""
    bins = drawing.chance_bins(chart.chances)
    rows = [[f"{low:.0%} – {high:.0%}", people] for low, high, people in bins]
    figures = table(chart.title, [_("Chance"), _("People")], rows, numeric="2", size="s")
    equal = None
    if chart.equal is not None and bins:
        equal = {"x": drawing.width(chart.equal / bins[-1][1]), "words": chance(chart.equal)}
    return draw(
        "chance_chart",
        chart=chart,
        columns=drawing.chance_columns(bins),
        equal=equal,
        marks=drawing.chance_marks(bins),
        words=drawing.chance_words(chart),
        id=drawing.identifier(chart.title),
        table=figures,
    )


@register.simple_tag
def funnel_chart(chart: FunnelChart) -> SafeString:
    """How many people went from each step to the next."""
    rows = drawing.funnel_rows(chart)
    lines = [[step.label, step.count] for step in chart.steps]
    figures = table(chart.title, [_("Step"), _("People")], lines, numeric="2", size="s")
    return draw(
        "funnel_chart",
        chart=chart,
        rows=rows,
        table=figures,
        id=drawing.identifier(chart.title),
    )


@register.simple_tag
def curve_chart(chart: CurveChart) -> SafeString:
    """What each setting of a dial gives, as a line from one setting to the next."""
    points = drawing.curve_points(chart)
    headers = [chart.setting_title, chart.gives_title]
    rows = [[point["setting"], point["gives"]] for point in points]
    return draw(
        "curve_chart",
        chart=chart,
        points=points,
        lines=list(pairwise(points)),
        table=table(chart.title, headers, rows, numeric="2", size="s"),
        id=drawing.identifier(chart.title),
    )


@register.simple_tag
def opinion_chart(chart: OpinionChart) -> SafeString:
    """Groups of opinion as circles that stand nearer the more alike they vote."""
    circles = opinions.opinion_circles(chart)
    rows = opinions.opinion_table(chart)
    return draw(
        "opinion_chart",
        chart=chart,
        circles=circles,
        height=opinions.opinion_height(circles),
        id=drawing.identifier(chart.title),
        table=table(chart.title, opinions.opinion_headers(), rows, numeric="2,3", size="s"),
    )


@register.simple_tag
def band_bar(reached: int, of: int, label: str) -> SafeString:
    """A small bar in steps: which band somebody reached, never how far inside it."""
    step = 1 / of
    steps = [
        {"x": drawing.width(number * step), "is_reached": number < reached} for number in range(of)
    ]
    return draw("band_bar", steps=steps, width=drawing.width(0.9 * step), label=label)


@register.simple_tag
def chance_bar(value: float, low: float, high: float) -> SafeString:
    """One person's chance on the line from nobody's to certain, with everyone's range."""
    return draw(
        "chance_bar",
        value=drawing.width(value),
        start=drawing.width(low),
        span=drawing.width(high - low),
        words=chance(value),
        share=percent(value),
        smallest=chance(low),
        largest=chance(high),
    )
