"""What a fetcher is, what it brings back, and the one that fetches nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from publius.fetching.errors import FetchError


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered; ``url`` is where it came from in the end, after redirects.

    Names of headers are in lower case.

    >>> Response(200, {}, b"{}", "https://api.drand.sh/").status
    200
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


class Fetcher(Protocol):
    """Gets one public document.

    >>> def size_of(fetcher: Fetcher, url: str) -> int:
    ...     return len(fetcher.fetch(url, accept="*/*", most_bytes=1_000).body)
    """

    def fetch(self, url: str, *, accept: str, most_bytes: int) -> Response:
        """Get what is at an address, at most so many bytes; raise FetchError otherwise."""


class NullFetcher:
    """Fetches nothing, for installations that are not to reach out.

    >>> NullFetcher().fetch("https://example.org/", accept="*/*", most_bytes=10)
    Traceback (most recent call last):
    publius.fetching.errors.FetchError: This installation fetches nothing from elsewhere.
    """

    def fetch(self, url: str, *, accept: str, most_bytes: int) -> Response:
        """Refuse."""
        raise FetchError("fetching-off")
