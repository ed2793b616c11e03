"""One answer to one statement, and what one thinks others answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import DateField

from ..models import Answer, Unsure, Vote


def _words(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=500,
        widget=forms.Textarea,
        error_messages={
            "max_length": _("Use at most 500 characters. What you wrote is still in the box.")
        },
    )


class VoteForm(forms.Form):
    """The button that was pressed, and the words beside it."""

    answer = forms.TypedChoiceField(
        choices=Answer.choices,
        coerce=int,
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Choose agree, disagree or unsure. Nothing was counted yet."),
            "invalid_choice": _("Choose agree, disagree or unsure. Nothing was counted yet."),
        },
    )
    unsure = forms.ChoiceField(
        choices=[("", ""), *Unsure.choices],
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Choose one of the three reasons, or none.")},
    )
    why = _words(
        _("Why?"),
        _("Those who run this conversation read it without your name. Leave out who you are."),
    )
    changed_mind = _words(_("What changed your mind?"))
    from_queue = forms.BooleanField(required=False, widget=forms.HiddenInput)
    turn = forms.CharField(required=False, widget=forms.HiddenInput)  # the sealed choice
    looks = {"why": {"rows": 2}, "changed_mind": {"rows": 2}}

    @classmethod
    def about(cls, vote: Vote | None, **kwargs: Any) -> "VoteForm":
        """The form with what was said before."""
        return cls(initial={"why": vote.why if vote else ""}, **kwargs)


class TakeBackForm(forms.Form):
    """Removing a vote."""

    changed_mind = _words(_("What changed your mind?"))
    looks = {"changed_mind": {"rows": 2}}


PER_CENT = _("Enter a whole number from 0 to 100.")


class GuessForm(forms.Form):
    """How many in a hundred agree, as one guesses it."""

    guessed = forms.IntegerField(
        label=_("Out of 100 of them, how many do you think agreed?"),
        min_value=0,
        max_value=100,
        error_messages={
            "required": PER_CENT,
            "invalid": PER_CENT,
            "min_value": PER_CENT,
            "max_value": PER_CENT,
        },
    )
    looks = {"guessed": {"width": 3}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guessed"].widget.attrs["inputmode"] = "numeric"


class MapOfDayForm(forms.Form):
    """The day whose map one wants to see again."""

    day = DateField(
        label=_("What did we show on this day?"),
        help_text=_("For example 3 5 2027"),
        error_messages={"required": _("Enter a day, for example 3 5 2027.")},
    )
