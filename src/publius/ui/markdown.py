"""Markdown that people type, turned into HTML that cannot attack readers.

Two walls: the parser knows no raw HTML, and what it produces is cleaned against a short list.
"""

from functools import cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p",
    "pre", "s", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
REL = "nofollow noopener"
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "th": {"scope"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def to_html(text: str, *, top_heading: int = 2) -> SafeString:
    """Safe HTML; the highest heading of the text becomes ``<h{top_heading}>``.

    >>> print(to_html("# Why\\n[The plan](https://arden.example/plan)"))
    <h2>Why</h2>
    <p><a href="https://arden.example/plan" rel="nofollow noopener">The plan</a></p>
    <BLANKLINE>
    """
    parser = make_parser()
    tokens = parser.parse(str(text))
    shift_headings(tokens, top_heading)
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=REL)
    return mark_safe(clean)


@cache
def make_parser() -> MarkdownIt:
    # Images are left out: they would let a writer learn who reads.
    options = {"html": False, "linkify": False, "typographer": False}
    return MarkdownIt("commonmark", options).enable(["table", "strikethrough"]).disable("image")


def shift_headings(tokens: list[Token], top_heading: int) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) - highest + top_heading)}"
