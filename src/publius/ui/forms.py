"""How forms are drawn. Ordinary Django forms; the renderer gives them their look.

A form may say how single fields should look, without touching the template::

    class SeatForm(forms.Form):
        looks = {"title": {"width": "two-thirds"}, "need": {"words": 200}}

The README of this package lists every option.
"""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting

from publius.ui.choices import CheckboxSelectMultiple, RadioSelect
from publius.ui.dates import DateField, DateInput
from publius.ui.fields import arrange

__all__ = ["CheckboxSelectMultiple", "DateField", "DateInput", "RadioSelect", "Renderer"]

WIDGETS = "django/forms/widgets/"
TEMPLATES = {
    f"{WIDGETS}radio.html": "ui/forms/radios.html",
    f"{WIDGETS}checkbox_select.html": "ui/forms/checkboxes.html",
    f"{WIDGETS}password.html": "ui/forms/password.html",
    f"{WIDGETS}textarea.html": "ui/forms/textarea.html",
    f"{WIDGETS}clearable_file_input.html": "ui/forms/file.html",
    "django/forms/label.html": "ui/forms/label.html",
    "django/forms/errors/list/default.html": "ui/forms/errors.html",
}
INPUTS = ("text", "email", "number", "url", "tel", "search", "password", "date", "datetime", "time")
CLASSES = {f"{WIDGETS}{name}.html": "govuk-input" for name in INPUTS} | {
    f"{WIDGETS}password.html": (
        "govuk-input govuk-password-input__input govuk-js-password-input-input"
    ),
    f"{WIDGETS}textarea.html": "govuk-textarea",
    f"{WIDGETS}select.html": "govuk-select",
    f"{WIDGETS}file.html": "govuk-file-upload",
    f"{WIDGETS}clearable_file_input.html": "govuk-file-upload",
    f"{WIDGETS}checkbox.html": "govuk-checkboxes__input",
}


class Renderer(TemplatesSetting):
    """Set ``FORM_RENDERER = "publius.ui.forms.Renderer"`` and ``{{ form }}`` looks right."""

    form_template_name = "ui/forms/form.html"
    formset_template_name = "ui/forms/formset.html"
    field_template_name = "ui/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        return super().get_template(TEMPLATES.get(template_name, template_name))

    def render(self, template_name: str, context: dict, request: Any = None) -> str:
        if "widget" in context:
            dress(context["widget"])
        if template_name == self.field_template_name:
            context = {**context, **arrange(context["field"], context.get("look"))}
        return super().render(template_name, context, request)


def dress(widget: dict) -> None:
    """Give a widget, and the widgets inside it, the classes the style sheet knows."""
    base = CLASSES.get(widget["template_name"])
    if base:
        attrs = widget["attrs"]
        attrs["class"] = " ".join(
            filter(None, [base, error_class(base, attrs), attrs.get("class")])
        )
    for part in widget.get("subwidgets", ()):
        dress(part)


def error_class(base: str, attrs: Mapping) -> str | None:
    return f"{base.split()[0]}--error" if attrs.get("aria-invalid") == "true" else None
