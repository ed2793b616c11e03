"""The forms of those who draft an outcome, one for each thing it needs."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publius.ui.forms import DateField, RadioSelect
from publius.web.calls.forms.posting import PostedOnceForm

from ..models import Option, Outcome, OutcomeKind, Statement, Use

NOT_USED = ""


def later_day(day: Any) -> Any:
    """A day that is still to come."""
    if day is not None and day <= timezone.localdate():
        raise forms.ValidationError(_("This day is over or is today. Give one that is to come."))
    return day


class OutcomeForm(PostedOnceForm, forms.ModelForm):
    """What was concluded, and when it is looked at again."""

    kind = forms.ChoiceField(
        label=gettext_lazy("How far did you get?"),
        choices=OutcomeKind.choices,
        widget=RadioSelect(
            hints={
                "decided": gettext_lazy("One way was chosen."),
                "enough": gettext_lazy("No right answer, but one that some can live with."),
                "not_yet": gettext_lazy("You need to know something first. That is an outcome."),
            }
        ),
    )
    title = forms.CharField(
        label=gettext_lazy("The outcome in one sentence"),
        max_length=160,
        error_messages={"required": gettext_lazy("Say in one sentence what was concluded.")},
    )
    conclusion = forms.CharField(
        label=gettext_lazy("What was concluded, and why"),
        help_text=gettext_lazy("Plain words. Everybody who reads the conversation reads this."),
        widget=forms.Textarea,
        max_length=5000,
        error_messages={"required": gettext_lazy("Say what was concluded, and why.")},
    )
    review_on = DateField(
        label=gettext_lazy("When will you look at it again?"),
        help_text=gettext_lazy("No outcome is for ever. For example 27 3 2028"),
        error_messages={"required": gettext_lazy("Give the day on which it is looked at again.")},
    )
    looks = {"conclusion": {"rows": 8}}
    field_order = ["kind", "title", "conclusion", "review_on", "posted_key"]

    class Meta:
        model = Outcome
        fields = ["kind", "title", "conclusion", "review_on"]

    def clean_review_on(self) -> Any:
        return later_day(self.cleaned_data["review_on"])


class ForWhomForm(forms.ModelForm):
    """Nobody wins everything: who is better off, who is worse off, who can live with it."""

    better_for = forms.CharField(
        label=gettext_lazy("Better for"), widget=forms.Textarea, max_length=1000, required=False
    )
    worse_for = forms.CharField(
        label=gettext_lazy("Worse for"), widget=forms.Textarea, max_length=1000, required=False
    )
    enough_for = forms.CharField(
        label=gettext_lazy("Good enough for"),
        widget=forms.Textarea,
        max_length=1000,
        required=False,
    )
    looks = {name: {"rows": 3} for name in ("better_for", "worse_for", "enough_for")}

    class Meta:
        model = Outcome
        fields = ["better_for", "worse_for", "enough_for"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not any(cleaned.get(name) for name in self.Meta.fields):
            raise forms.ValidationError(_("Fill in at least one of the three."))
        return cleaned


class OptionForm(PostedOnceForm, forms.ModelForm):
    """One way that was weighed, with who gains and who bears it."""

    text = forms.CharField(
        label=gettext_lazy("The option"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what could be done.")},
    )
    who_gains = forms.CharField(
        label=gettext_lazy("Who gains by it, and what?"),
        widget=forms.Textarea,
        max_length=1000,
        error_messages={"required": gettext_lazy("Say who gains by it.")},
    )
    who_bears = forms.CharField(
        label=gettext_lazy("Who bears it, and what does it cost them?"),
        widget=forms.Textarea,
        max_length=1000,
        error_messages={"required": gettext_lazy("Say who bears it. Somebody always does.")},
    )
    is_chosen = forms.BooleanField(label=gettext_lazy("This is what was chosen"), required=False)
    looks = {"who_gains": {"rows": 3}, "who_bears": {"rows": 3}}
    field_order = ["text", "who_gains", "who_bears", "is_chosen", "posted_key"]

    class Meta:
        model = Option
        fields = ["text", "who_gains", "who_bears", "is_chosen"]


class UsesForm(forms.Form):
    """Which statements the outcome rests on; one choice for each that is shown."""

    def __init__(
        self, *args: Any, statements: Iterable[Statement], uses: dict[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.statements = {row.number: row for row in statements}
        choices = [(NOT_USED, _("Not used")), *Use.choices]
        for number, row in self.statements.items():
            self.fields[f"use_{number}"] = forms.ChoiceField(
                label=f"{number}. {row.text}",
                choices=choices,
                required=False,
                widget=RadioSelect(),
                initial=uses.get(row.pk, NOT_USED),
            )
            self.looks[f"use_{number}"] = {"inline": True, "small": True, "optional": False}

    @property
    def looks(self) -> dict[str, dict]:
        return self.__dict__.setdefault("_looks", {})

    def uses(self) -> dict[Statement, str]:
        chosen = {
            row: self.cleaned_data[f"use_{number}"] for number, row in self.statements.items()
        }
        return {row: use for row, use in chosen.items() if use}


class AnswerDissentForm(forms.Form):
    """What the body says to a disagreement it quotes."""

    answer = forms.CharField(
        label=gettext_lazy("What do you answer?"),
        help_text=gettext_lazy(
            "Say what you do about it or why you do not. It stands beside the outcome, with your "
            "name."
        ),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Answer it: a quote alone is no answer.")},
    )
    looks = {"answer": {"rows": 5}}
