"""Who knows what, and why they fit: tags of kinds, reasons, chances."""

from collections.abc import Iterable

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from publius.ui.components import draw
from publius.ui.marking import mark

register = Library()
KINDS = {"professional": _("Professional"), "practical": _("Practical"), "lived": _("Lived")}


@register.simple_tag
def kind_tag(kind: str) -> SafeString:
    """Professional, practical or lived: told apart by word, sign and colour."""
    return draw("kind_tag", kind=str(kind), label=KINDS[str(kind)])


@register.simple_tag
def tag(text: str, colour: str = "grey") -> SafeString:
    """A state in a word or two. Colours: grey, green, teal, yellow, orange, red, purple."""
    return draw("tag", text=text, colour=colour)


@register.simple_block_tag
def reasons(content: str) -> SafeString:
    return draw("reasons", content=content)


@register.simple_block_tag
def reason(
    content: str,
    text: str,
    words: Iterable[str] = (),
    source: str = "",
    kind: str = "",
    meanings: Iterable[tuple[Iterable[str], str]] = (),
    notes: Iterable[str] = (),
) -> SafeString:
    """Evidence with the words that matched marked in it, inside ``{% reasons %}``.

    ``meanings`` are pairs: words somebody used, what they were understood as. ``notes`` are
    further sentences about this item; buttons for it stand between the tags.
    """
    meanings = list(meanings)
    understood = [each for said, _meant in meanings for each in said]
    marked = mark(text, [*words, *understood])
    return draw(
        "reason",
        text=marked,
        source=source,
        kind=str(kind),
        label=KINDS.get(str(kind), ""),
        meanings=meanings,
        notes=notes,
        content=content,
    )


@register.filter
def mark_words(text: str, words: Iterable[str]) -> SafeString:
    return mark(text, words)


@register.simple_block_tag
def people(content: str) -> SafeString:
    return draw("people", content=content)


@register.simple_block_tag
def person(content: str, name: str, aside: str = "", href: str = "", level: int = 3) -> SafeString:
    """One line of a ranked list; ``aside`` stands at the right, for instance a fit bar."""
    return draw("person", content=content, name=name, aside=aside, href=href, level=level)
