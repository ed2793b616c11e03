"""How somebody wants to be reached: the way they choose decides what has to be filled in."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import RadioSelect

from ..consents import wording_for
from ..contact import Contact
from ..models import ContactRoute, Purpose

BY_NUMBER = (ContactRoute.SMS, ContactRoute.PHONE)
NUMBER = re.compile(r"\+?[0-9]{9,15}")
MOST_LINES = 6  # more would not show in the window of an envelope


class ContactForm(forms.Form):
    route = forms.ChoiceField(
        label=_("How should we reach you about calls?"),
        choices=ContactRoute.choices,
        widget=RadioSelect(
            hints={
                ContactRoute.EMAIL: _("To the address you sign in with."),
                ContactRoute.SMS: _("A short text with a link. You need a mobile phone."),
                ContactRoute.LETTER: _("With a code to answer on the web, and whom to ask."),
                ContactRoute.PHONE: _("Somebody from the body that asks rings you."),
            }
        ),
    )
    number = forms.CharField(
        label=_("Phone number"),
        help_text=_("For a text message or the phone. With the country code if it is foreign."),
        max_length=25,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    name = forms.CharField(
        label=_("Your name, as it should be on the envelope or said on the phone"),
        help_text=_("For a letter or the phone."),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    address = forms.CharField(
        label=_("Postal address"),
        help_text=_("For a letter: one line for each part, at most six."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"autocomplete": "street-address"}),
    )
    large_print = forms.BooleanField(label=_("Send letters in large print"), required=False)
    agrees = forms.BooleanField(
        label=wording_for(Purpose.OTHER_ROUTES).statement,
        required=False,
    )
    looks = {
        "number": {"width": 20, "optional": False},
        "name": {"optional": False},
        "address": {"rows": 4, "optional": False},
    }

    def __init__(self, *args, known: Contact, **kwargs) -> None:
        initial = {"route": known.route, **known.details()}
        initial["agrees"] = known.route != ContactRoute.EMAIL
        super().__init__(*args, initial=initial, **kwargs)

    def clean_number(self) -> str:
        return re.sub(r"[\s().-]", "", self.cleaned_data["number"])

    def clean_address(self) -> str:
        lines = [line.strip() for line in self.cleaned_data["address"].splitlines()]
        return "\n".join(line for line in lines if line)

    def clean(self) -> dict:
        route = self.cleaned_data.get("route")
        if route in BY_NUMBER and not NUMBER.fullmatch(self.cleaned_data.get("number", "")):
            self.add_error("number", _("Enter a phone number, for example 07700 900 123."))
        if route in (ContactRoute.LETTER, ContactRoute.PHONE):
            self._needs("name", _("Enter the name."))
        if route == ContactRoute.LETTER:
            self._needs("address", _("Enter the address, one line for each part."))
            if len(self.cleaned_data.get("address", "").splitlines()) > MOST_LINES:
                self.add_error("address", _("Use at most six lines, or some would not show."))
        if route not in ("", None, ContactRoute.EMAIL):
            self._needs(
                "agrees", _("Tick the box to agree, or choose e-mail: nothing has been saved.")
            )
        return self.cleaned_data

    def _needs(self, field: str, sentence: str) -> None:
        if not self.cleaned_data.get(field):
            self.add_error(field, sentence)

    @property
    def contact(self) -> Contact:
        facts = {key: self.cleaned_data[key] for key in Contact().details()}
        return Contact(route=ContactRoute(self.cleaned_data["route"]), **facts)
