"""A date typed as day, month and year: three small fields, no calendar to fight with."""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
KEYPAD = {"inputmode": "numeric", "autocomplete": "off"}
PARTS = (_("day"), _("month"), _("year"))


class TypedDate(str):
    """What somebody typed, part by part, so that a wrong date comes back exactly as it was."""

    parts: tuple[str, str, str]

    def __new__(cls, day: str, month: str, year: str) -> "TypedDate":
        text = super().__new__(cls, f"{year}-{month_number(month)}-{day}")
        text.parts = (day, month, year)
        return text


def month_number(text: str) -> str:
    """``"March"``, ``"mar"`` and ``"3"`` are all the third month; other text stays as it is.

    >>> month_number("March"), month_number("3"), month_number("Frimaire")
    ('3', '3', 'Frimaire')
    """
    start = text.strip().lower()[:3]
    return str(MONTHS.index(start) + 1) if start in MONTHS else text.strip()


class DateInput(forms.MultiWidget):
    """Three text fields for a date; gives back text that any date field understands."""

    template_name = "ui/forms/date.html"

    def __init__(self, attrs: Mapping | None = None) -> None:
        names = ("day", "month", "year")
        widgets = {name: forms.TextInput(attrs=dict(KEYPAD)) for name in names}
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[str]:
        if isinstance(value, TypedDate):
            return list(value.parts)
        if isinstance(value, datetime.date):
            return [str(value.day), str(value.month), str(value.year)]
        if isinstance(value, str) and value.count("-") == 2:
            year, month, day = value.split("-")
            return [day, month, year]
        return ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: Mapping | None) -> dict:
        context = super().get_context(name, value, attrs)
        parts = context["widget"]["subwidgets"]
        for widget, label, width in zip(parts, PARTS, (2, 2, 4), strict=True):
            widget["label"] = label
            widget["attrs"]["class"] = f"govuk-date-input__input govuk-input--width-{width}"
        return context

    def value_from_datadict(self, data: Mapping, files: Mapping, name: str) -> TypedDate | None:
        typed = [(text or "").strip() for text in super().value_from_datadict(data, files, name)]
        return TypedDate(*typed) if any(typed) else None


class DateField(forms.DateField):
    """A date; says which part is missing or wrong."""

    widget = DateInput
    default_error_messages = {
        "required": _("Enter a date."),
        "missing": _("The date must include a %(part)s."),
        "year": _("The year must have four figures."),
        "invalid": _("This date does not exist. Check the day and the month."),
    }

    def to_python(self, value: Any) -> datetime.date | None:
        if not isinstance(value, TypedDate):
            return super().to_python(value)
        for part, text in zip(PARTS, value.parts, strict=True):
            if not text:
                raise self.error("missing", part=part)
        return self.real_date(*value.parts)

    def real_date(self, day: str, month: str, year: str) -> datetime.date:
        if len(year) != 4 or not year.isdecimal():
            raise self.error("year")
        try:
            return datetime.date(int(year), int(month_number(month)), int(day))
        except (ValueError, OverflowError) as wrong:
            raise self.error("invalid") from wrong

    def error(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)
