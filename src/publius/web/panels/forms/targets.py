"""Ranges for every answer people gave, and the limit on those who sat before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from ..actions.targets import Range
from ..models import Feature, Target
from ..queries.features import YES, FeatureValues
from ..queries.targets import Suggestion

CAP = "most_who_sat_before"
LONG = 8  # lines; a longer list is folded until somebody uses it
Pair = tuple[str, str]  # feature and value


@dataclass(frozen=True)
class Line:
    """One value: its two fields, and what the pool suggests."""

    words: str
    least: BoundField
    most: BoundField
    pool: str
    suggestion: Suggestion | None


@dataclass(frozen=True)
class Group:
    """All values of one feature, as one part of the page."""

    feature: FeatureValues
    lines: list[Line]

    @property
    def is_long(self) -> bool:
        return len(self.lines) > LONG

    @property
    def is_used(self) -> bool:
        """Somebody has typed or saved a range here, so it must not be out of sight."""
        fields = [field for line in self.lines for field in (line.least, line.most)]
        return any(field.errors or field.value() not in (None, "") for field in fields)


class TargetsForm(forms.Form):
    """Two numbers per value; both blank: no target."""

    def __init__(
        self,
        *args: Any,
        features: Iterable[FeatureValues],
        size: int,
        saved: Mapping[Pair, Target],
        suggested: Mapping[Pair, Suggestion],
        fill_in: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.features = list(features)
        self.size = size
        self.suggested = suggested
        starts: Mapping[Pair, Target | Suggestion] = suggested if fill_in else saved
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

    def groups(self, shown: Mapping[Pair, str]) -> list[Group]:
        """The fields as the page lays them out; `shown` says what the pool offers."""
        return [
            Group(feature, [self._line(feature, *value, shown) for value in feature.values.items()])
            for feature in self.features
        ]

    def _line(
        self, feature: FeatureValues, value: str, words: str, shown: Mapping[Pair, str]
    ) -> Line:
        name = name_of(feature.key, value)
        return Line(
            words=words,
            least=self[f"{name}_least"],
            most=self[f"{name}_most"],
            pool=shown.get((feature.key, value), "0"),
            suggestion=self.suggested.get((feature.key, value)),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for feature in self.features:
            for value, words in feature.values.items():
                self._check_range(name_of(feature.key, value), words)
            self._check_sum(feature)
        return cleaned

    def _check_range(self, name: str, words: str) -> None:
        least, most = self._pair(name)
        if least is not None and most is not None and least > most:
            sentence = _("%(value)s: the least (%(least)d) is above the most (%(most)d).")
            what = {"value": words, "least": least, "most": most}
            self.add_error(f"{name}_least", sentence % what)

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


def name_of(feature: str, value: str) -> str:
    return f"{feature}__{value}"


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
