"""Boxes around a piece of page: messages, insets, cards, folded text."""

from django.template import Library
from django.utils.safestring import SafeString

from publius.ui.components import draw

register = Library()
MESSAGE_KINDS = {"success": "success", "warning": "warning", "error": "error"}


@register.filter
def message_kind(level: str) -> str:
    """The kind of notification for a level of Django's messages."""
    return MESSAGE_KINDS.get(level, "important")


@register.simple_block_tag
def notification(content: str, kind: str = "important", title: str = "") -> SafeString:
    """``kind``: important, success, warning, error."""
    return draw("notification", content=content, kind=kind, title=title)


@register.simple_block_tag
def inset(content: str) -> SafeString:
    return draw("inset", content=content)


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """One sentence that must not be missed (for instance how pay can affect benefits)."""
    return draw("warning", content=content)


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> SafeString:  # noqa: A002
    return draw("details", content=content, summary=summary, open=open)


@register.simple_block_tag
def confirmation(content: str, title: str) -> SafeString:
    """The large panel that says: done."""
    return draw("confirmation", content=content, title=title)


@register.simple_block_tag
def cards(content: str, wide: bool = False) -> SafeString:
    return draw("cards", content=content, wide=wide)


@register.simple_block_tag
def card(
    content: str, title: str, href: str = "", eyebrow: str = "", foot: str = "", level: int = 3
) -> SafeString:
    """One thing to open: a call or an engagement. Inside ``{% cards %}``."""
    return draw(
        "card", content=content, title=title, href=href, eyebrow=eyebrow, foot=foot, level=level
    )


@register.simple_block_tag
def seat(content: str, title: str, kind: str, count: str = "", level: int = 3) -> SafeString:
    """A seat of a call: who is needed, of which kind, and how many."""
    return draw("seat", content=content, title=title, kind=kind, count=count, level=level)


@register.simple_block_tag
def why_you(content: str, title: str = "", level: int = 2) -> SafeString:
    return draw("why_you", content=content, title=title, level=level)


@register.simple_block_tag
def empty(content: str) -> SafeString:
    """An empty state that teaches: what would be here and how it comes to be."""
    return draw("empty", content=content)


@register.simple_block_tag
def seats(content: str) -> SafeString:
    return draw("seats", content=content)
