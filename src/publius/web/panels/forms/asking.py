"""How many people to ask, and whom a convener asks about."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.web.calls.forms.posting import PostedOnceForm

from ..actions.invitations import MOST_A_DAY
from ..queries.absences import Named


class SuggestForm(PostedOnceForm):
    """How many people Publius should suggest."""

    size = forms.IntegerField(
        label=_("How many people should be asked?"),
        help_text=_("From 1 to %(most)s.") % {"most": MOST_A_DAY},
        min_value=1,
        max_value=MOST_A_DAY,
        error_messages={"required": _("Enter how many people should be asked.")},
    )
    looks = {"size": {"width": 3}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["size"].widget.attrs["inputmode"] = "numeric"


class WhyNotForm(forms.Form):
    """About whom: one of those a convener may ask about."""

    person = forms.ChoiceField(
        label=_("Who?"),
        help_text=_(
            "People who said that they are interested in this call, or were asked about it."
        ),
        error_messages={
            "required": _("Choose a person."),
            "invalid_choice": _("Choose a person from the list."),
        },
    )

    def __init__(self, *args: Any, people: Iterable[Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "")] + [(each.key, each.words) for each in people]
