"""Searching the directory, adding colleagues, asking for a confirmation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import RadioSelect

from .models import OrganisationKind, RoleName

ROLE_HINTS = {
    RoleName.CONVENER: _("Opens engagements and calls, sees who fits, forms groups, adds people."),
    RoleName.FACILITATOR: _("Keeps conversations constructive."),
    RoleName.MODERATOR: _("Keeps conversations safe."),
    RoleName.CALLER: _("Rings people who asked to be reached by phone, and notes their answers."),
    RoleName.MEMBER: _("Belongs to the organisation, without rights."),
}


class SearchForm(forms.Form):
    words = forms.CharField(
        label=_("Words"),
        help_text=_("For example: carers, wheelchair, housing"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("All kinds")), *OrganisationKind.choices],
        required=False,
    )
    looks = {
        "words": {"width": "full", "optional": False},
        "kind": {"optional": False},
    }


class ColleagueForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of your colleague"),
        help_text=_("We write to it. They sign in with a code; there is no password."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter an e-mail address."),
            "invalid": _("Enter an e-mail address in the form name@example.org."),
        },
    )
    role = forms.ChoiceField(
        label=_("What may they do?"),
        choices=RoleName.choices,
        widget=RadioSelect(hints=ROLE_HINTS),
        error_messages={"required": _("Choose what they may do.")},
    )
    looks = {"email": {"width": "two-thirds"}}


class OrganisationForm(forms.Form):
    """What an organisation says about itself."""

    about = forms.CharField(
        label=_("What does it do?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Say in a sentence or two what it does.")},
    )
    controlled_by = forms.CharField(
        label=_("Who controls it?"),
        help_text=_(
            "For example: a board of disabled people elected by the members. "
            "People ask this before they trust an organisation."
        ),
        max_length=200,
        required=False,
    )
    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter a whole web address, for example https://example.org")},
    )
    looks = {"about": {"characters": 2000}}


class AskForm(forms.Form):
    """Which organisation knows about it?"""

    organisation = forms.ModelChoiceField(
        label=_("Which organisation knows about it?"),
        queryset=None,
        empty_label=_("Choose one"),
        error_messages={
            "required": _("Choose an organisation, or go back without asking."),
            "invalid_choice": _("This organisation cannot be asked. Choose another one."),
        },
    )
    agrees = forms.BooleanField(
        label=_("I agree that its conveners see my name and this text."),
        error_messages={
            "required": _("They can only answer if they know who asks. Tick the box, or go back.")
        },
    )

    def __init__(self, *args, organisations, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
