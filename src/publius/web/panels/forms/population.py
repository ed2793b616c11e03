"""What the population looks like: typed number by number, or from a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publius.ui.forms import RadioSelect

from ..census import Census, CensusError, as_shares, read_census
from ..queries.features import FeatureValues
from .targets import name_of

PERCENT, COUNT = "percent", "count"
UNITS = [(PERCENT, gettext_lazy("Per cent")), (COUNT, gettext_lazy("Numbers of people"))]


class PopulationForm(forms.Form):
    """One number per value; a feature left empty has no reference."""

    unit = forms.ChoiceField(
        label=gettext_lazy("What do the numbers below count?"),
        choices=UNITS,
        widget=RadioSelect,
        initial=PERCENT,
    )
    source = forms.CharField(
        label=gettext_lazy("Where did you find them?"),
        help_text=gettext_lazy("With the year, for example “Census 2021, Arden Vale”"),
        max_length=200,
    )

    def __init__(
        self,
        *args: Any,
        features: Sequence[FeatureValues],
        saved: Mapping[str, Mapping[str, float]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.features = list(features)
        for feature in self.features:
            for value, words in feature.values.items():
                share = saved.get(feature.key, {}).get(value)
                self.fields[name_of(feature.key, value)] = forms.FloatField(
                    label=words,
                    min_value=0,
                    required=False,
                    initial=None if share is None else f"{round(share * 100, 1):g}",
                    widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                    error_messages={
                        "invalid": _("Write a number, or leave it empty."),
                        "min_value": _("Write 0 or more, or leave it empty."),
                    },
                )

    def groups(self) -> list[tuple[FeatureValues, list[BoundField]]]:
        return [(f, [self[name_of(f.key, value)] for value in f.values]) for f in self.features]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.shares: dict[str, dict[str, float]] = {}
        for feature in self.features:
            typed = self._typed(feature)
            if typed:
                self._keep(feature, typed, 100.0 if cleaned.get("unit") == PERCENT else None)
        return cleaned

    def _typed(self, feature: FeatureValues) -> dict[str, float]:
        found = {v: self.cleaned_data.get(name_of(feature.key, v)) for v in feature.values}
        return {value: number for value, number in found.items() if number is not None}

    def _keep(self, feature: FeatureValues, typed: dict[str, float], whole: float | None) -> None:
        shares = as_shares(typed, whole)
        if shares is not None:
            self.shares[feature.key] = shares
            return
        if whole is None:
            sentence = _("%(feature)s: the numbers are all 0.")
        else:
            sentence = _("%(feature)s: the percentages add up to %(sum)s, not to 100.")
        what = {"feature": feature.title, "sum": f"{sum(typed.values()):g}"}
        self.add_error(name_of(feature.key, next(iter(typed))), sentence % what)


class CensusFileForm(forms.Form):
    """A file with one row per value."""

    file = forms.FileField(label=gettext_lazy("A CSV file"))
    file_source = forms.CharField(
        label=gettext_lazy("Where is the file from?"),
        help_text=gettext_lazy("With the year, for example “Census 2021, Arden Vale”"),
        max_length=200,
    )

    def __init__(self, *args: Any, features: Sequence[FeatureValues], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.features = features
        self.census = Census()

    def clean_file(self):
        try:
            self.census = read_census(self.cleaned_data["file"], self.features)
        except CensusError as error:
            raise forms.ValidationError(error.sentences) from None
        return self.cleaned_data["file"]
