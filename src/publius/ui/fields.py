"""What a field's template needs to know: sizes, identifiers, and the drawn control."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publius.ui.problems import messages_of

WIDTHS = {
    "third": "govuk-!-width-one-third",
    "half": "govuk-!-width-one-half",
    "two-thirds": "govuk-!-width-two-thirds",
    "full": "govuk-!-width-full",
}
LAYOUTS = {"inline": ("govuk-radios--inline",), "small": ("govuk-radios--small",)}


def arrange(field: BoundField, look: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Context of ``ui/forms/field.html``: the form's ``looks`` for the field, then the tag's."""
    look = {**getattr(field.form, "looks", {}).get(field.name, {}), **(look or {})}
    limit = length_limit(field, look)
    return {
        "look": look,
        "label": label_of(field, look),
        "size": look.get("size") or ("l" if look.get("heading") else "s"),
        "is_tick": isinstance(field.field.widget, forms.CheckboxInput),
        "is_password": isinstance(field.field.widget, forms.PasswordInput),
        "limit": limit,
        "messages": messages_of(field),
        "control": draw_control(field, look, limit),
    }


def label_of(field: BoundField, look: Mapping[str, Any]) -> str:
    """The label; fields that may be left empty say so, required ones say nothing."""
    label = str(look.get("label") or field.label or "")
    is_plain = look.get("optional", True) and "optional" not in label
    is_single_tick = isinstance(field.field.widget, forms.CheckboxInput)
    if field.field.required or is_single_tick or not is_plain or not label:
        return label
    return _("%(label)s (optional)") % {"label": label}


def length_limit(field: BoundField, look: Mapping[str, Any]) -> dict[str, Any] | None:
    """How much may be written, counted in words or characters; None if nothing counts it."""
    if "words" in look:
        return {"unit": "words", "most": look["words"]}
    most = look.get("characters")
    if most is None and isinstance(field.field.widget, forms.Textarea):
        most = getattr(field.field, "max_length", None)
    return {"unit": "characters", "most": most} if most else None


def draw_control(field: BoundField, look: Mapping[str, Any], limit: Mapping | None) -> SafeString:
    attrs = {"class": classes_of(field, look, limit)}
    if isinstance(field.field.widget, forms.Textarea):
        attrs |= {"rows": look.get("rows", 5), "maxlength": False}
    if limit:
        described = [field.aria_describedby, f"{field.auto_id}-info"]
        attrs["aria-describedby"] = " ".join(filter(None, described))
    return field.as_widget(attrs=attrs)


def classes_of(field: BoundField, look: Mapping[str, Any], limit: Mapping | None) -> str:
    classes = [field.field.widget.attrs.get("class", "")]
    if width := look.get("width"):
        classes.append(WIDTHS.get(str(width)) or f"govuk-input--width-{width}")
    for name, names in LAYOUTS.items():
        if look.get(name):
            classes.extend(names)
    if limit:
        classes.append("govuk-js-character-count")
    return " ".join(filter(None, classes))


def target_of(field: BoundField) -> str:
    """The id of the first control of a field, where a link in the error summary should land."""
    return field.id_for_label or f"{field.auto_id}_0"
