"""A hidden key in a form, so that a form posted twice does its thing once."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PostedOnceForm(forms.Form):
    """Carries the key of the row it makes or changes; a new form brings a new key."""

    posted_key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("This form was incomplete. Please send it again."),
            "invalid": _("This form was incomplete. Please send it again."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = getattr(self, "instance", None)
        self.initial["posted_key"] = row.posted_key if row and row.pk else uuid.uuid4()

    def facts(self) -> dict[str, Any]:
        """What was typed, without the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "posted_key"}

    @property
    def key(self) -> uuid.UUID:
        return self.cleaned_data["posted_key"]
