"""Answers to an invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import RadioSelect
from publius.web.calls.forms.posting import PostedOnceForm

from ..models import DeclineReason
from ..short_codes import is_code, tidy


class DeclineForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why not, this time?"),
        help_text=_("The reasons are counted, without names, so that the next call can do better."),
        choices=DeclineReason.choices,
        widget=RadioSelect,
        error_messages={"required": _("Choose a reason. The last one says nothing about you.")},
    )
    words = forms.CharField(
        label=_("Anything they should know?"),
        widget=forms.Textarea,
        max_length=1000,
        required=False,
    )
    looks = {"reason": {"small": True}, "words": {"rows": 3}}


class CodeForm(forms.Form):
    """The code that stands on a letter."""

    code = forms.CharField(
        label=_("The code on your letter"),
        help_text=_("Twelve letters and figures, for example K7QM-2XFA-9TRB."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocapitalize": "characters", "autocomplete": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Type the code that stands on your letter.")},
    )
    looks = {"code": {"width": 20}}

    def clean_code(self) -> str:
        typed = self.cleaned_data["code"]
        if not is_code(typed):
            raise forms.ValidationError(
                _(
                    "This cannot be a code: it has twelve letters and figures, and never the "
                    "letters O, I or L or the figures 0 and 1. Look at the letter again."
                )
            )
        signs = tidy(typed)
        return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


class QuestionForm(PostedOnceForm):
    text = forms.CharField(
        label=_("What would you like to know before you answer?"),
        help_text=_(
            "The answer comes by e-mail, and stands on this page. Your invitation stays open "
            "meanwhile."
        ),
        widget=forms.Textarea,
        max_length=1000,
        error_messages={"required": _("Write your question.")},
    )
    looks = {"text": {"rows": 3}}


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("It goes by e-mail to the person who asked."),
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": _("Write an answer.")},
    )
    looks = {"answer": {"rows": 4}}
