"""The forms of minority reports, open questions and commitments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from publius.ui.forms import DateField
from publius.web.calls.forms.posting import PostedOnceForm

from ..models import Commitment, MinorityReport, Unknown
from .outcomes import later_day


class ReportForm(PostedOnceForm, forms.ModelForm):
    """What some members want to stand beside the outcome."""

    title = forms.CharField(
        label=gettext_lazy("What you see otherwise, in one sentence"),
        max_length=160,
        error_messages={"required": gettext_lazy("Say in one sentence what you see otherwise.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Your report"),
        help_text=gettext_lazy(
            "What is wrong or missing, for whom, and what would change your mind. It is published "
            "as you write it."
        ),
        widget=forms.Textarea,
        max_length=5000,
        error_messages={"required": gettext_lazy("Write the report. What you typed is kept.")},
    )
    looks = {"text": {"rows": 12}}
    field_order = ["title", "text", "posted_key"]

    class Meta:
        model = MinorityReport
        fields = ["title", "text"]


class WithholdForm(forms.Form):
    """The reason everybody reads in the place of a report that is against the law."""

    reason = forms.CharField(
        label=gettext_lazy("What in it is against the law?"),
        help_text=gettext_lazy("This is published where the text would be, with your name."),
        widget=forms.Textarea,
        max_length=1000,
        error_messages={"required": gettext_lazy("Give the reason. Everybody reads it.")},
    )
    looks = {"reason": {"rows": 4}}


class UnknownForm(PostedOnceForm, forms.ModelForm):
    """What is not known, who finds out and by when."""

    text = forms.CharField(
        label=gettext_lazy("What do you need to know?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what you need to know.")},
    )
    owner = forms.CharField(
        label=gettext_lazy("Who finds out?"),
        help_text=gettext_lazy("A named person or office, for example “Head of transport”."),
        max_length=120,
        error_messages={"required": gettext_lazy("Name an owner: what nobody owns stays open.")},
    )
    due_on = DateField(
        label=gettext_lazy("By when?"),
        help_text=gettext_lazy("For example 27 3 2028"),
        error_messages={"required": gettext_lazy("Give the day by which it is known.")},
    )
    field_order = ["text", "owner", "due_on", "posted_key"]

    class Meta:
        model = Unknown
        fields = ["text", "owner", "due_on"]

    def clean_due_on(self) -> Any:
        return later_day(self.cleaned_data["due_on"])


class AnswerUnknownForm(forms.Form):
    """What was found out."""

    answer = forms.CharField(
        label=gettext_lazy("What was found?"),
        help_text=gettext_lazy("Say where it comes from. “It cannot be known” is an answer too."),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": gettext_lazy("Write what was found.")},
    )
    looks = {"answer": {"rows": 5}}


class OwnCommitmentForm(PostedOnceForm, forms.ModelForm):
    """What a member will do themselves."""

    what = forms.CharField(
        label=gettext_lazy("What will you do?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what you will do.")},
    )
    due_on = DateField(
        label=gettext_lazy("By when?"),
        help_text=gettext_lazy("For example 27 3 2028"),
        error_messages={"required": gettext_lazy("Give the day by which it is done.")},
    )
    field_order = ["what", "due_on", "posted_key"]

    class Meta:
        model = Commitment
        fields = ["what", "due_on"]

    def clean_due_on(self) -> Any:
        return later_day(self.cleaned_data["due_on"])


class BodyCommitmentForm(OwnCommitmentForm):
    """What somebody of the body will do."""

    what = forms.CharField(
        label=gettext_lazy("What will be done?"),
        max_length=300,
        error_messages={"required": gettext_lazy("Say what will be done.")},
    )
    who = forms.CharField(
        label=gettext_lazy("Who does it?"),
        help_text=gettext_lazy("A named person or office, for example “Head of transport”."),
        max_length=120,
        error_messages={"required": gettext_lazy("Name who does it.")},
    )
    field_order = ["what", "who", "due_on", "posted_key"]

    class Meta:
        model = Commitment
        fields = ["what", "who", "due_on"]
