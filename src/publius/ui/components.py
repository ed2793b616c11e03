"""Draws one component from its template in ``templates/ui/components``."""

from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe


def draw(name: str, /, **context: Any) -> SafeString:
    template = get_template(f"ui/components/{name}.html")
    return mark_safe(template.render(context).strip())
