"""What a convener chooses before people are shared out over several calls."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from publius.ui.forms import CheckboxSelectMultiple
from publius.web.calls.models import Call

MOST_PLACES = 10


class AssignmentForm(forms.Form):
    """Which calls, how many places for one person, and what has to be kept."""

    calls = forms.MultipleChoiceField(
        label=_("For which calls?"),
        widget=CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one call.")},
    )
    most_places = forms.IntegerField(
        label=_("How many places may one person take at most?"),
        help_text=_("Places in groups of this engagement that are formed already count too."),
        min_value=1,
        max_value=MOST_PLACES,
        initial=1,
        error_messages={"required": _("Enter how many places one person may take.")},
    )
    keeps_targets = forms.BooleanField(
        label=_("Keep the calls’ targets about areas and about people who sat on a panel before"),
        required=False,
        initial=True,
    )
    looks = {"most_places": {"width": 2}}

    def __init__(self, *args: Any, calls: Sequence[Call], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._calls = {call.slug: call for call in calls}
        self.fields["calls"].choices = [(call.slug, call.title) for call in calls]
        self.fields["calls"].initial = list(self._calls)
        self.fields["most_places"].widget.attrs["inputmode"] = "numeric"

    def clean_calls(self) -> list[Call]:
        return [self._calls[slug] for slug in self.cleaned_data["calls"]]
