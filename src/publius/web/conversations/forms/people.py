"""Joining a conversation, its team, and removing somebody."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publius.ui.forms import RadioSelect
from publius.web.calls.models import Seat

from ..models import Conversation, Part
from ..queries.people import PART_OF_ROLE


class JoinForm(forms.Form):
    """The agreement first, then what one is here for."""

    seat = forms.ChoiceField(label=gettext_lazy("What are you here for?"), widget=RadioSelect)
    agrees = forms.BooleanField(
        label=gettext_lazy("I agree to this."),
        error_messages={
            "required": gettext_lazy("Tick the box if you agree. Without it you can only read.")
        },
    )
    field_order = ["agrees", "seat"]

    def __init__(
        self, *args: Any, conversation: Conversation, seats: list[Seat], own: Seat | None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._seats = {str(seat.pk): seat for seat in seats}
        if not seats:
            del self.fields["seat"]
            return
        self.fields["seat"].choices = [
            *((key, seat.title) for key, seat in self._seats.items()),
            ("none", _("None of these: I just want to take part")),
        ]
        self.fields["seat"].initial = str(own.pk) if own else "none"

    def chosen_seat(self) -> Seat | None:
        return self._seats.get(self.cleaned_data.get("seat", ""))


class TeamForm(forms.Form):
    """Somebody of the organisation who is to run the conversation or to moderate it."""

    role = forms.ChoiceField(label=gettext_lazy("Who?"), widget=RadioSelect)

    def __init__(self, *args: Any, roles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._roles = {str(role.pk): role for role in roles}
        self.fields["role"].choices = [
            (key, f"{role.person}: {Part(PART_OF_ROLE[role.role]).label}")
            for key, role in self._roles.items()
        ]

    def clean_role(self) -> Any:
        return self._roles[self.cleaned_data["role"]]


class PublishedReasonForm(forms.Form):
    """A reason that those concerned read."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea,
        max_length=1000,
        error_messages={"required": gettext_lazy("Give a reason. Those concerned read it.")},
    )
    looks = {"reason": {"rows": 4}}
