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
    """The messages for the summary of a page; general ones with the field's name before them."""
    return [
        f"{_name_before(field)} {message}".strip() if is_general(error, field) else message
        for error in field.errors.as_data()
        for message in plain(error, field)
    ]


def _name_before(field: BoundField) -> str:
    label = str(field.label or "")
    # "Whom do you need?" ends its own sentence; "Pay" wants a colon.
    return label if not label or label[-1] in ".?!:" else f"{label}:"


def is_general(error: ValidationError, field: BoundField) -> bool:
    """True for messages any field of its kind could have; what a form wrote stands by itself."""
    general = {str(original) for original, _better in PLAIN} | {str(REQUIRED)}
    for kind in type(field.field).__mro__:
        general |= {str(words) for words in getattr(kind, "default_error_messages", {}).values()}
    general |= {str(getattr(check, "message", "")) for check in field.field.validators}
    return str(error.message) in general
