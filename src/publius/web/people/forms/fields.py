"""Fields that several forms about people use."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class ListField(forms.CharField):
    """A few short phrases typed in one line with commas between them."""

    default_error_messages = {
        "too_many": _("Enter at most %(most)s. Keep those that matter most."),
        "too_long": _("“%(item)s…” is too long. Use at most %(length)s characters for each."),
    }

    def __init__(self, *, most: int = 12, longest: int = 60, **kwargs: Any) -> None:
        self.most = most
        self.longest = longest
        super().__init__(max_length=most * (longest + 2) * 2, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Sequence[str]:
        items = [" ".join(item.split()) for item in super().to_python(value).split(",")]
        return list(dict.fromkeys(item for item in items if item))

    def validate(self, value: Sequence[str]) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise self._error("too_many", most=self.most)
        for item in value:
            if len(item) > self.longest:
                raise self._error("too_long", item=item[:20], length=self.longest)

    def run_validators(self, value: Sequence[str]) -> None:
        super().run_validators(", ".join(value))

    def _error(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)
