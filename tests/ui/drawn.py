"""Draws a piece of template as a page would."""

from django.template import engines


def draw(source: str, **context) -> str:
    """What a page template with this source would show."""
    return engines["django"].from_string(source).render(context).strip()


def squeeze(html: str) -> str:
    """The same HTML with single spaces and none between tags."""
    return " ".join(html.split()).replace("> <", "><")
