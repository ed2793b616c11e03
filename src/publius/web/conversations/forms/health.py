"""The seven questions of the health check."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from publius.ui.forms import RadioSelect

from ..models import Condition, HealthAnswer, Score


class HealthForm(forms.Form):
    """Five steps for each condition and a few words; every question can be left out."""

    looks = {
        key: look
        for condition in Condition.values
        for key, look in (
            (f"{condition}_score", {"inline": True, "small": True, "optional": False}),
            (f"{condition}_words", {"width": "full", "optional": False}),
        )
    }

    def __init__(self, *args: Any, answers: Mapping[str, HealthAnswer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for condition in Condition:
            known = answers.get(condition)
            self.fields[f"{condition}_score"] = forms.TypedChoiceField(
                label=condition.label,
                choices=Score.choices,
                coerce=int,
                empty_value=None,
                widget=RadioSelect,
                required=False,
                initial=known.score if known else None,
            )
            self.fields[f"{condition}_words"] = forms.CharField(
                label=_("In your words, if you like"),
                max_length=500,
                required=False,
                initial=known.words if known else "",
            )

    def clean(self) -> dict[str, Any]:
        super().clean()
        for condition in Condition.values:
            said = self.cleaned_data.get(f"{condition}_words")
            if said and self.cleaned_data.get(f"{condition}_score") is None:
                self.add_error(
                    f"{condition}_score", _("Choose how far it holds, so that your words count.")
                )
        if not self.errors and not self.answers():
            raise forms.ValidationError(_("Answer at least one of the questions."))
        return self.cleaned_data

    def answers(self) -> dict[str, dict[str, Any]]:
        """By condition: the score and the words, where a score was given."""
        return {
            condition: {
                "score": self.cleaned_data[f"{condition}_score"],
                "words": self.cleaned_data.get(f"{condition}_words", ""),
            }
            for condition in Condition.values
            if self.cleaned_data.get(f"{condition}_score") is not None
        }
