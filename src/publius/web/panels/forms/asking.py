"""How many people to ask, and whom a convener asks about."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.web.calls.forms.posting import PostedOnceForm

from ..actions.invitations import MOST_A_DAY


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
