"""Facts in rows: summary lists, tables, offers, figures, tasks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.template import Library
from django.utils.safestring import SafeString

from publius.ui.components import draw

register = Library()


@register.simple_block_tag
def summary_list(content: str) -> SafeString:
    return draw("summary_list", content=content)


@register.simple_block_tag
def row(content: str, key: str, href: str = "", action: str = "") -> SafeString:
    """One fact of a ``{% summary_list %}``; ``href`` adds a link to change it."""
    return draw("row", content=content, key=key, href=href, action=action)


@register.simple_tag
def table(
    caption: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    numeric: str = "",
    size: str = "m",
    stacks: bool = False,
) -> SafeString:
    """A table; the first cell of a row is its heading. ``numeric="2,3"``: columns of figures.

    ``stacks``: on a phone the heading of a row stands above its figures, for headings that are
    whole sentences.
    """
    figures = {int(number) - 1 for number in numeric.split(",") if number.strip()}
    lines = [cells_of(line, figures) for line in rows]
    titles = cells_of(headers, figures)
    if stacks:
        lines = [_under(titles, line) for line in lines]
    facts = {"caption": caption, "headers": titles, "rows": lines, "size": size}
    return draw("table", stacks=stacks, **facts)


def cells_of(line: Sequence[Any], figures: set[int]) -> list[dict]:
    return [{"text": text, "figure": place in figures} for place, text in enumerate(line)]


def _under(titles: list[dict], line: list[dict]) -> list[dict]:
    """Each cell with the title of its column, which stands before it where rows are stacked."""
    return [cell | {"title": title["text"]} for title, cell in zip(titles, line, strict=True)]


@register.simple_block_tag
def offer(content: str) -> SafeString:
    """What a person is offered for taking part: two columns of terms."""
    return draw("offer", content=content)


@register.simple_block_tag
def term(content: str, name: str) -> SafeString:
    return draw("term", content=content, name=name)


@register.simple_block_tag
def stats(content: str) -> SafeString:
    return draw("stats", content=content)


@register.simple_tag
def stat(figure: Any, label: str, note: str = "") -> SafeString:
    """One figure and what it counts, inside ``{% stats %}``."""
    return draw("stat", figure=figure, label=label, note=note)


@register.simple_block_tag
def task_list(content: str) -> SafeString:
    return draw("task_list", content=content)


@register.simple_tag
def task(
    title: str, href: str = "", status: str = "", *, key: str, done: bool = False, hint: str = ""
) -> SafeString:
    """One task of a ``{% task_list %}``; ``key`` is unique on the page."""
    return draw("task", title=title, href=href, status=status, key=key, done=done, hint=hint)
