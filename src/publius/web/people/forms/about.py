"""What people say about themselves: name, age, place, languages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..consents import wording_for
from ..models import Purpose
from ..queries import areas
from .fields import ListField


def name_field() -> forms.CharField:
    return forms.CharField(
        label=_("What should we call you?"),
        help_text=_(
            "Your name, or the name you like to be called. Public bodies see it only when you "
            "say that you are interested in one of their calls."
        ),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Enter a name to call you by.")},
    )


def area_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=_("Which area do you live in?"),
        help_text=_("Some calls look for people from one place."),
        queryset=areas(),
        required=False,
        empty_label=_("I prefer not to say"),
    )


class StartForm(forms.Form):
    """The three questions of the first visit."""

    display_name = name_field()
    area = area_field()
    adult = forms.BooleanField(
        label=_("I am 18 or over"),
        error_messages={
            "required": _("You need to be 18 or over to take part. Tick the box if you are.")
        },
    )
    alerts = forms.BooleanField(
        label=wording_for(Purpose.CALL_ALERTS).statement,
        required=False,
    )
    looks = {
        "display_name": {"width": "two-thirds"},
        "area": {"optional": True},
    }


class AboutForm(forms.Form):
    display_name = name_field()
    area = area_field()
    languages = ListField(
        label=_("Which languages do you use?"),
        help_text=_(
            "The one you use most first, with commas between. For example: BSL, English. Public "
            "bodies can look for people who use a language; it never makes you fit more or less."
        ),
        required=False,
        most=8,
    )
    looks = {"display_name": {"width": "two-thirds"}, "languages": {"width": "two-thirds"}}
