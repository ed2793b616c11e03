"""What is wrong with a field, in words that say what to do.

Django's own messages are reworded; messages that a form wrote itself are left as they are.
"""

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

REQUIRED = forms.Field.default_error_messages["required"]
TOO_LONG = validators.MaxLengthValidator.message
TOO_SHORT = validators.MinLengthValidator.message
TOO_SMALL = validators.MinValueValidator.message
TOO_LARGE = validators.MaxValueValidator.message

PLAIN = [
    (TOO_LONG, _("Write at most %(limit_value)s characters. You wrote %(show_value)s.")),
    (TOO_SHORT, _("Write at least %(limit_value)s characters. You wrote %(show_value)s.")),
    (TOO_SMALL, _("Enter %(limit_value)s or more.")),
    (TOO_LARGE, _("Enter %(limit_value)s or less.")),
]
MISSING = [
    (forms.CheckboxInput, _("Tick this box to go on.")),
    (forms.FileInput, _("Choose a file.")),
    (forms.CheckboxSelectMultiple, _("Choose at least one.")),
    (forms.SelectMultiple, _("Choose at least one.")),
    (forms.Select, _("Choose one.")),
    (forms.RadioSelect, _("Choose one.")),
]


def messages_of(field: BoundField) -> list[str]:
    """The messages to show beside a field."""
    return [message for error in field.errors.as_data() for message in plain(error, field)]


def plain(error: ValidationError, field: BoundField) -> list[str]:
    if error.message is REQUIRED:
        return [missing(field)]
    for original, better in PLAIN:
        if error.message is original:
            return [str(better) % (error.params or {})]
    return list(error.messages)


def missing(field: BoundField) -> str:
    widget = field.field.widget
    for kind, words in MISSING:
        if isinstance(widget, kind):
            return str(words)
    return str(_("Fill this in."))


def summary_of(field: BoundField) -> list[str]:
    """The same messages with the field's name before them, for the summary of a page."""
    label = str(field.label or "")
    # "Whom do you need?" ends its own sentence; "Pay" wants a colon.
    start = label if not label or label[-1] in ".?!:" else f"{label}:"
    return [f"{start} {message}".strip() for message in messages_of(field)]
