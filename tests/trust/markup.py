"""What in a page could run, load or send something: none of it is ever ours."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

LINKS = {"href", "src", "action", "formaction", "data", "poster", "srcdoc", "xlink:href"}
NEVER = {"iframe", "object", "embed", "base", "style", "applet"}
DATA_ONLY = {"application/json", "text/plain"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in NEVER or (tag == "script" and not _is_ours(given)):
            self.found.append(self.get_starttag_text() or tag)
        if tag == "meta" and "url" in given.get("content", "").lower() and "http-equiv" in given:
            self.found.append(self.get_starttag_text() or tag)
        self.found += [
            f"{tag} {name}={value}" for name, value in given.items() if _is_dangerous(name, value)
        ]

    handle_startendtag = handle_starttag


def _is_ours(script: dict[str, str]) -> bool:
    return script.get("type") in DATA_ONLY or script.get("src", "").startswith("/static/")


def _is_dangerous(name: str, value: str) -> bool:
    if name.startswith("on") or name in ("style", "srcdoc"):
        return True
    if name not in LINKS:
        return False
    parts = urlsplit("".join(value.split()))
    return parts.scheme.lower() not in ("", "http", "https", "mailto", "tel") or (
        not parts.scheme and bool(parts.netloc)
    )


def dangers_in(html: str) -> list[str]:
    """Everything in a page that none of our own templates would write.

    >>> dangers_in('<p>fine</p><a href="/calls/">x</a><script src="/static/a.js"></script>')
    []
    >>> dangers_in("<img src=x onerror=xss()>")
    ['img onerror=xss()']
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found
