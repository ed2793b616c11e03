"""Finding calls and narrowing lists of matches. A search that makes no sense finds everything."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.web.people.models import Area, Kind

MOST_WORDS = 8  # of a search


class LenientForm(forms.Form):
    """A form of a page that is only read: what cannot be understood is left out."""

    def said(self) -> dict[str, Any]:
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class FindCallsForm(LenientForm):
    words = forms.CharField(label=_("Words"), max_length=100, required=False)
    kind = forms.ChoiceField(
        label=_("How you know"),
        choices=[("", _("Any way")), *Kind.choices],
        required=False,
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Area"),
        to_field_name="slug",
        empty_label=_("Any area"),
        required=False,
    )

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas

    def said(self) -> dict[str, str]:
        given = super().said()
        words = (given["words"] or "").split()[:MOST_WORDS]
        return {
            "words": " ".join(words),
            "kind": given["kind"] or "",
            "area": given["area"].slug if given["area"] else "",
        }


class NarrowMatchesForm(LenientForm):
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Lives in"),
        to_field_name="slug",
        empty_label=_("Any area"),
        required=False,
    )
    confirmed = forms.BooleanField(label=_("Something is confirmed by others"), required=False)
    little = forms.BooleanField(label=_("Show those of whom too little is known"), required=False)

    def __init__(self, *args: Any, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas

    def said(self) -> dict[str, Any]:
        given = super().said()
        return {
            "area": given["area"].slug if given["area"] else "",
            "confirmed": bool(given["confirmed"]),
            "enough": not given["little"],
        }
