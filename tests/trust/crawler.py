"""Following links as somebody would, and keeping every page on the way."""

import re
from collections import deque
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client

LINK = re.compile(r'\b(?:href|action|src)="([^"]+)"')
LEAVE = ("/static/", "/accounts/logout/")
MOST = 600


def crawl(client: Client, *starts: str) -> dict[str, str]:
    """Address -> text of every page that can be reached from the starts by links."""
    pages: dict[str, str] = {}
    waiting = deque(starts)
    while waiting and len(pages) < MOST:
        address = waiting.popleft()
        if address in pages:
            continue
        answer = client.get(address)
        pages[address] = answer.content.decode("utf-8", "replace")
        if answer.status_code in (301, 302):
            waiting.append(urljoin(address, answer["Location"]))
        waiting.extend(_links_in(address, pages[address]))
    return pages


def _links_in(address: str, text: str) -> list[str]:
    found = []
    for link in LINK.findall(text):
        target = urldefrag(urljoin(address, link.replace("&amp;", "&"))).url
        parts = urlsplit(target)
        if not parts.netloc and parts.scheme == "" and not target.startswith(LEAVE):
            found.append(target)
    return found


def hits(pages: dict[str, str], secrets: dict[str, str]) -> list[str]:
    """Which secrets stand on which pages; `secrets` maps what it is to the text."""
    return [
        f"{what} ({text}) on {address}"
        for address, page in pages.items()
        for what, text in secrets.items()
        if text.casefold() in page.casefold()
    ]
