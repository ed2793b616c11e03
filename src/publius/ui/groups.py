"""Draws target, pool, group and reserves side by side: one band and up to three bars an answer."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from publius.ui.charts import GroupChart, GroupFeature, GroupValue
from publius.ui.drawing import identifier, share_of, width
from publius.ui.wording import percent


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One answer, drawn: a band for the target, a mark for the population, bars for people."""

    label: str
    figures: str
    sentence: str
    band_start: str
    band_width: str
    band_end: str
    pool: str | None
    panel: str | None
    reserves: str | None
    reference: str | None


@dataclass(frozen=True, slots=True)
class Scale:
    """The whole each kind of bar is a share of, and the share that fills the width."""

    pool: int
    panel: int
    reserves: int
    full: float

    def bar(self, count: int | None, whole: int) -> str | None:
        return None if count is None else width(share_of(count, whole) / self.full)


def group_rows(chart: GroupChart) -> list[dict[str, Any]]:
    full = largest_share(chart)
    return [
        {
            "title": feature.title,
            "id": identifier(chart.title, feature.title),
            "notes": feature.notes,
            "rows": [group_row(value, scale_of(chart, feature, full)) for value in feature.values],
        }
        for feature in chart.features
    ]


def scale_of(chart: GroupChart, feature: GroupFeature, full: float) -> Scale:
    pool = chart.pool_size if feature.pool_size is None else feature.pool_size
    return Scale(pool, chart.panel_size, chart.reserves_size or 0, full)


def largest_share(chart: GroupChart) -> float:
    """The share that fills the whole width, so that all bars of a chart can be compared."""
    shares = [
        share
        for feature in chart.features
        for value in feature.values
        for share in shares_of(value, scale_of(chart, feature, 1.0))
    ]
    return min(1.0, max(shares, default=0.0)) or 1.0


def shares_of(value: GroupValue, scale: Scale) -> list[float]:
    return [
        share_of(value.pool or 0, scale.pool),
        share_of(value.maximum, scale.panel),
        share_of(value.panel or 0, scale.panel),
        share_of(value.reserves or 0, scale.reserves),
        value.reference or 0.0,
    ]


def group_row(value: GroupValue, scale: Scale) -> GroupRow:
    low = share_of(value.minimum, scale.panel) / scale.full
    high = min(1.0, share_of(value.maximum, scale.panel) / scale.full)
    figures = group_figures(value, scale)
    return GroupRow(
        label=value.label,
        figures=figures,
        sentence=f"{value.label}: {figures}.",
        band_start=width(low),
        band_width=width(high - low),
        band_end=width(high),
        pool=scale.bar(value.pool, scale.pool),
        panel=scale.bar(value.panel, scale.panel),
        reserves=scale.bar(value.reserves, scale.reserves),
        reference=None if value.reference is None else width(value.reference / scale.full),
    )


def group_figures(value: GroupValue, scale: Scale) -> str:
    parts = [_("target %(range)s") % {"range": target_range(value)}]
    if value.reference is not None:
        parts.insert(0, _("population %(share)s") % {"share": percent(value.reference)})
    if value.pool is not None or value.pool_words:
        share = value.pool_words or percent(share_of(value.pool or 0, scale.pool))
        parts.append(_("pool %(share)s") % {"share": share})
    if value.panel is not None or value.panel_words:
        parts.append(_("group %(count)s") % {"count": value.panel_words or value.panel})
    if value.reserves is not None or value.reserves_words:
        count = value.reserves_words or value.reserves
        parts.append(_("reserves %(count)s") % {"count": count})
    return ", ".join(parts)


def target_range(value: GroupValue) -> str:
    if value.minimum == value.maximum:
        return str(value.minimum)
    return _("%(least)s to %(most)s") % {"least": value.minimum, "most": value.maximum}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns the table of a chart has: only those that say something."""

    reference: bool
    panel: bool
    reserves: bool


def columns_of(chart: GroupChart) -> Columns:
    values = [value for feature in chart.features for value in feature.values]
    return Columns(
        reference=any(value.reference is not None for value in values),
        panel=any(value.panel is not None or value.panel_words for value in values),
        reserves=any(value.reserves is not None or value.reserves_words for value in values),
    )


def group_headers(chart: GroupChart) -> list[str]:
    columns = columns_of(chart)
    return [
        _("Answer"),
        *([_("Population")] if columns.reference else []),
        _("Target"),
        _("Pool"),
        _("Group"),
        *([_("Reserves")] if columns.reserves else []),
    ]


def group_table(chart: GroupChart) -> list[list[Any]]:
    columns = columns_of(chart)
    return [
        table_row(f"{feature.title}: {value.label}", value, scale_of(chart, feature, 1.0), columns)
        for feature in chart.features
        for value in feature.values
    ]


def table_row(label: str, value: GroupValue, scale: Scale, columns: Columns) -> list[Any]:
    return [
        label,
        *([told(value.reference, percent)] if columns.reference else []),
        target_range(value),
        value.pool_words or pool_figure(value, scale),
        value.panel_words or (_("not drawn yet") if value.panel is None else value.panel),
        *([value.reserves_words or told(value.reserves, str)] if columns.reserves else []),
    ]


def pool_figure(value: GroupValue, scale: Scale) -> str:
    if value.pool is None:
        return _("not told")
    return f"{value.pool} ({percent(share_of(value.pool, scale.pool))})"


def told(figure: Any, words: Any) -> str:
    return _("not told") if figure is None else words(figure)
