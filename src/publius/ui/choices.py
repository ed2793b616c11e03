"""Radio buttons and tick boxes whose choices can carry a line of explanation each."""

from collections.abc import Mapping
from typing import Any

from django import forms


class HintedChoices:
    """Adds ``hints``: choice value -> a short explanation shown under its label."""

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        return option


class RadioSelect(HintedChoices, forms.RadioSelect):
    """One choice of several, all visible."""


class CheckboxSelectMultiple(HintedChoices, forms.CheckboxSelectMultiple):
    """Any number of choices, all visible."""
