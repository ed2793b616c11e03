"""How many people to ask, and whom a convener asks about."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.web.calls.forms.posting import PostedOnceForm

from ..actions.invitations import MOST_A_DAY
from ..queries.absences import Named

FROM_TO = _("Enter a number from 1 to %(most)s.") % {"most": MOST_A_DAY}


class SuggestForm(PostedOnceForm):
    """How many people Publius should suggest."""

    size = forms.IntegerField(
        label=_("How many people should be asked?"),
        help_text=_("You can ask up to %(most)s people in a day.") % {"most": MOST_A_DAY},
        min_value=1,
        max_value=MOST_A_DAY,
        error_messages={
            "required": _("Enter how many people should be asked."),
            "invalid": FROM_TO,
            "min_value": FROM_TO,
            "max_value": FROM_TO,
        },
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
