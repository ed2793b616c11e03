"""Finding calls and narrowing lists of matches. A search that makes no sense finds everything."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.web.people.models import Area, Kind

from ..words import Domain

MOST_WORDS = 8  # of a search
DISTANCES = (2, 5, 10, 20, 50)  # km


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


class FindWordsForm(LenientForm):
    words = forms.CharField(
        label=_("A word, or a sentence as you would say it"), max_length=300, required=False
    )
    domain = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *args: Any, domains: Iterable[Domain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(domain.key, domain.title) for domain in domains]
        self.fields["domain"].choices = [("", _("Everything")), *titles]

    def said(self) -> dict[str, str]:
        given = super().said()
        return {"words": (given["words"] or "").strip(), "domain": given["domain"] or ""}


class NarrowMatchesForm(LenientForm):
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Lives in"),
        to_field_name="slug",
        empty_label=_("Any area"),
        required=False,
    )
    km = forms.TypedChoiceField(
        label=_("Lives within"), coerce=int, empty_value=None, required=False
    )
    language = forms.ChoiceField(label=_("Speaks"), required=False)
    confirmed = forms.BooleanField(label=_("Something is confirmed by others"), required=False)
    little = forms.BooleanField(label=_("Show those of whom too little is known"), required=False)

    def __init__(
        self, *args: Any, areas: Any, languages: Iterable[str], middle: Area | None, **kwargs: Any
    ) -> None:
        """`middle` is the area distances are measured from; without one nothing is near."""
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = areas
        spoken = [(language, language) for language in languages]
        self.fields["language"].choices = [("", _("Any language")), *spoken]
        if middle is None or not middle.is_on_the_map:
            del self.fields["km"]
            return
        distance = _("%(km)s km of the middle of %(area)s")
        near = [(km, distance % {"km": km, "area": middle}) for km in DISTANCES]
        self.fields["km"].choices = [("", _("Any distance")), *near]

    def said(self) -> dict[str, Any]:
        given = super().said()
        return {
            "area": given["area"].slug if given["area"] else "",
            "language": given["language"] or "",
            "km": given.get("km"),
            "confirmed": bool(given["confirmed"]),
            "enough": not given["little"],
        }
