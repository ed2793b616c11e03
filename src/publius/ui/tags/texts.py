"""Filters for words, dates, money and shares."""

from django.template import Library
from django.utils.safestring import SafeString

from publius.ui import wording
from publius.ui.markdown import to_html

register = Library()
for name in ("after_opening", "chance", "money", "opening", "percent", "plain_date"):
    register.filter(name, getattr(wording, name))


@register.filter
def markdown(text: str | None, top_heading: int = 2) -> SafeString:
    """Text as people write it, made safe; its largest heading becomes ``<h2>``."""
    return to_html(text or "", top_heading=top_heading)
