"""Placing fields by hand, and the summary of what is wrong."""

from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.template import Context, Library
from django.utils.safestring import SafeString

from publius.ui.components import draw
from publius.ui.fields import target_of
from publius.ui.problems import summary_of

register = Library()


@register.simple_tag
def field(bound: BoundField, **look: Any) -> SafeString:
    """``{% field form.title width="two-thirds" %}`` - options as in the README."""
    return bound.render(context={"field": bound, "look": look})


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """All fields of a form without the error summary (which then stands above the heading)."""
    return form.render("ui/forms/fields.html")


@register.simple_tag
def error_summary(*forms: BaseForm | BaseFormSet) -> SafeString | str:
    """What is wrong in these forms, each line a link to the place where it can be put right."""
    problems = [problem for form in forms if form for problem in problems_of(form)]
    if not problems:
        return ""
    had_files = any(getattr(form, "files", None) for form in forms)
    return draw("error_summary", problems=problems, had_files=had_files)


@register.simple_tag(takes_context=True)
def page_problems(context: Context) -> bool:
    """Whether any form on the page has errors, so that the page's title must begin with it."""
    things = context.flatten().values()
    forms = [thing for thing in things if isinstance(thing, BaseForm | BaseFormSet)]
    return any(problems_of(form) for form in forms)


def problems_of(form: BaseForm | BaseFormSet) -> list[dict]:
    if isinstance(form, BaseFormSet):
        inner = [problem for part in form for problem in problems_of(part)]
        return [{"message": message} for message in form.non_form_errors()] + inner
    general = [{"message": message} for message in form.non_field_errors()]
    return general + [problem for bound in form for problem in problems_of_field(bound)]


def problems_of_field(bound: BoundField) -> list[dict]:
    target = "" if bound.is_hidden else target_of(bound)
    return [{"target": target, "message": message} for message in summary_of(bound)]
