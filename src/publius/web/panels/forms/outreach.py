"""Printing letters, and what a caller notes after ringing somebody."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import CheckboxSelectMultiple, RadioSelect
from publius.web.calls.forms.posting import PostedOnceForm

from ..models import DeclineReason, PhoneOutcome, Place
from .interest import InterestForm

LARGE = _("All of them in large print (18 point), also for those who did not ask for it")


class PrintForm(PostedOnceForm):
    large_print = forms.BooleanField(label=LARGE, required=False)


class PrintAgainForm(PostedOnceForm):
    reason = forms.CharField(
        label=_("Why once more?"),
        help_text=_("For example: the printer jammed. It stays on record."),
        max_length=300,
        error_messages={"required": _("Say why this letter is printed once more.")},
    )
    large_print = forms.BooleanField(label=_("In large print (18 point)"), required=False)
    field_order = ["reason", "large_print", "posted_key"]


class AttemptForm(PostedOnceForm):
    """What came of ringing somebody, when it was neither a yes nor a no."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=[
            (PhoneOutcome.NO_ANSWER, PhoneOutcome.NO_ANSWER.label),
            (PhoneOutcome.CALL_BACK, PhoneOutcome.CALL_BACK.label),
            (PhoneOutcome.WRONG_NUMBER, PhoneOutcome.WRONG_NUMBER.label),
        ],
        widget=RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )
    call_back_at = forms.DateTimeField(
        label=_("When should somebody ring again?"),
        help_text=_("Only if they asked for it. For example 4/12/2026 18:30."),
        required=False,
        input_formats=["%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"],
        error_messages={"invalid": _("Enter a day and an hour, for example 4/12/2026 18:30.")},
    )
    looks = {"outcome": {"small": True}, "call_back_at": {"width": 20}}
    field_order = ["outcome", "call_back_at", "posted_key"]

    def clean(self) -> dict:
        wants = self.cleaned_data.get("outcome") == PhoneOutcome.CALL_BACK
        if (
            wants
            and not self.cleaned_data.get("call_back_at")
            and "call_back_at" not in self.errors
        ):
            self.add_error("call_back_at", _("Enter when they would like to be rung again."))
        return self.cleaned_data


class YesForm(PostedOnceForm):
    """A yes on the phone to a place: what was read out was heard."""

    heard = forms.BooleanField(
        label=_("I read out the offer and the warning about benefits, and they said yes."),
        error_messages={"required": _("Read it out first, then tick the box.")},
    )


class InterestedForm(InterestForm, PostedOnceForm):
    """A yes on the phone to a pool: which seats, and what was read out and agreed to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["keep"]
        agrees = self.fields["agrees"]
        agrees.label = _("I read this out, and they said yes: “%(words)s”") % {
            "words": agrees.label
        }
        agrees.error_messages["required"] = _("Read it out first, then tick the box.")


class NoForm(PostedOnceForm):
    reason = forms.ChoiceField(
        label=_("Which reason did they give?"),
        help_text=_("Do not press for one: the last line says nothing about them."),
        choices=DeclineReason.choices,
        widget=RadioSelect,
        error_messages={"required": _("Choose a reason. The last one says nothing about them.")},
    )
    looks = {"reason": {"small": True}}


class AttendanceForm(forms.Form):
    """Who came: everybody who accepted, to be ticked."""

    came = forms.MultipleChoiceField(
        label=_("Who came?"),
        help_text=_("To at least one of the meetings. It is counted, and shown to nobody else."),
        required=False,
        widget=CheckboxSelectMultiple,
    )
    looks = {"came": {"optional": False}}

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = list(places)
        self.fields["came"].choices = [(str(p.number), str(p.person)) for p in places]
        self.initial["came"] = [str(p.number) for p in places if p.came]

    @property
    def numbers(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["came"]]
