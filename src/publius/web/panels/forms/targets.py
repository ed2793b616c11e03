"""Ranges for every answer people gave, and the limit on those who sat before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from ..actions.targets import Range, tells_answers
from ..models import Feature, Target
from ..queries.features import YES, FeatureValues
from ..queries.targets import PoolCounts, Suggestion

CAP = "most_who_sat_before"
LONG = 8  # lines; a longer list is folded until somebody uses it
Pair = tuple[str, str]  # feature and value


@dataclass(frozen=True)
class Line:
    """One value: its two fields, and what they are set beside."""

    words: str
    least: BoundField
    most: BoundField
    pool: str
    reference: float | None
    suggestion: Suggestion | None


@dataclass(frozen=True)
class Group:
    """All values of one feature, as one part of the page."""

    feature: FeatureValues
    lines: list[Line]
    source: str
    notes: list[str]

    @property
    def is_long(self) -> bool:
        return len(self.lines) > LONG

    @property
    def is_used(self) -> bool:
        """Somebody has typed or saved a range here, so it must not be out of sight."""
        fields = [field for line in self.lines for field in (line.least, line.most)]
        return any(field.errors or field.value() not in (None, "") for field in fields)


@dataclass(frozen=True)
class Beside:
    """What stands beside the fields of each value and each feature."""

    counts: PoolCounts
    population: Mapping[str, Mapping[str, float]]
    sources: Mapping[str, str]
    notes: Mapping[str, list[str]]
    suggested: Mapping[Pair, Suggestion]


class TargetsForm(forms.Form):
    """Two numbers per value; both blank: no target."""

    def __init__(
        self,
        *args: Any,
        features: Iterable[FeatureValues],
        size: int,
        saved: Mapping[Pair, Target],
        starts: Mapping[Pair, Target | Suggestion] | None = None,
        filled_in: Mapping[str, int] | None = None,
        **kwargs: Any,
    ) -> None:
        """`starts` stand in the fields at first, else what is `saved`; `filled_in` before both."""
        super().__init__(*args, initial=dict(filled_in or {}), **kwargs)
        self.features = list(features)
        self.size = size
        starts = saved if starts is None else starts
        for feature in self.features:
            for value, words in feature.values.items():
                self._add_range(feature, value, words, starts.get((feature.key, value)))
        cap = saved.get((Feature.SAT_BEFORE, YES))
        self.fields[CAP] = _number(_("At most how many?"), size, cap.maximum if cap else None)

    def _add_range(
        self, feature: FeatureValues, value: str, words: str, start: Target | Suggestion | None
    ) -> None:
        name = name_of(feature.key, value)
        what = {"feature": feature.title, "value": words}
        least = _("Least for %(feature)s: %(value)s") % what
        most = _("Most for %(feature)s: %(value)s") % what
        self.fields[f"{name}_least"] = _number(least, self.size, start.minimum if start else None)
        self.fields[f"{name}_most"] = _number(most, self.size, start.maximum if start else None)

    def groups(self, beside: "Beside") -> list[Group]:
        """The fields as the page lays them out, beside what they are to be judged by."""
        return [
            Group(
                feature,
                [self._line(feature.key, *value, beside) for value in feature.values.items()],
                beside.sources.get(feature.key, ""),
                beside.notes.get(feature.key, []),
            )
            for feature in self.features
        ]

    def _line(self, feature: str, value: str, words: str, beside: "Beside") -> Line:
        name = name_of(feature, value)
        return Line(
            words=words,
            least=self[f"{name}_least"],
            most=self[f"{name}_most"],
            pool=beside.counts.words(feature, value),
            reference=beside.population.get(feature, {}).get(value),
            suggestion=beside.suggested.get((feature, value)),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for feature in self.features:
            for value, words in feature.values.items():
                self._check_range(name_of(feature.key, value), words)
                self._check_room(feature, value, words)
            self._check_sum(feature)
        return cleaned

    def _check_range(self, name: str, words: str) -> None:
        least, most = self._pair(name)
        if least is not None and most is not None and least > most:
            sentence = _("%(value)s: the least (%(least)d) is above the most (%(most)d).")
            what = {"value": words, "least": least, "most": most}
            self.add_error(f"{name}_least", sentence % what)

    def _check_room(self, feature: FeatureValues, value: str, words: str) -> None:
        """Nobody's answer may follow from being in the group."""
        name = name_of(feature.key, value)
        least, most = self._pair(name)
        wanted = Range(least or 0, self.size if most is None else most)
        if not tells_answers(feature.key, wanted, self.size):
            return
        if wanted.maximum == 0:
            sentence = _(
                "%(value)s: “nobody” would tell what those in the group did not answer. Allow 1 "
                "or more."
            )
            self.add_error(f"{name}_most", sentence % {"value": words})
        else:
            sentence = _(
                "%(value)s: “everybody” would tell what those in the group answered. Ask for "
                "%(most)d or fewer."
            )
            self.add_error(f"{name}_least", sentence % {"value": words, "most": self.size - 1})

    def _check_sum(self, feature: FeatureValues) -> None:
        pairs = {v: self._pair(name_of(feature.key, v)) for v in feature.values}
        least = sum(low or 0 for low, _high in pairs.values())
        if least > self.size:
            sentence = _(
                "%(feature)s: the least numbers add up to %(sum)d, but the group has %(size)d "
                "people. Lower some of them by %(over)d in all."
            )
            what = {
                "feature": feature.title,
                "sum": least,
                "size": self.size,
                "over": least - self.size,
            }
            first = next(v for v, (low, _high) in pairs.items() if low)
            self.add_error(f"{name_of(feature.key, first)}_least", sentence % what)

    def _pair(self, name: str) -> tuple[int | None, int | None]:
        return self.cleaned_data.get(f"{name}_least"), self.cleaned_data.get(f"{name}_most")

    def ranges(self) -> dict[Pair, Range]:
        """What was typed: a blank least is nobody, a blank most is everybody."""
        ranges = {}
        for feature in self.features:
            for value in feature.values:
                least, most = self._pair(name_of(feature.key, value))
                if least is not None or most is not None:
                    ranges[feature.key, value] = Range(
                        least or 0, self.size if most is None else most
                    )
        cap = self.cleaned_data.get(CAP)
        if cap is not None:
            ranges[Feature.SAT_BEFORE, YES] = Range(0, cap)
        return ranges

    def as_typed(self) -> dict[str, int]:
        """Every number that stands in a field, by the field's name."""
        found = {name: self[name].value() for name in self.fields}
        return {name: int(number) for name, number in found.items() if _is_whole(number)}


def name_of(feature: str, value: str) -> str:
    return f"{feature}__{value}"


def field_of(feature: str, value: str, bound: str) -> str:
    """The field with one end of a range."""
    if (feature, value) == (Feature.SAT_BEFORE, YES):
        return CAP
    return f"{name_of(feature, value)}_{'least' if bound == 'minimum' else 'most'}"


def _is_whole(number: Any) -> bool:
    text = str(number)
    return text.isascii() and text.isdigit() and len(text) <= 4


def _number(label: str, size: int, start: int | None) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=size,
        required=False,
        initial=start,
        error_messages={
            "invalid": _("Write a whole number, or leave it empty."),
            "max_value": _("The group has only %(limit_value)s people. Write a smaller number."),
            "min_value": _("Write 0 or more, or leave it empty."),
        },
    )
