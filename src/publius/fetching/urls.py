"""Takes an address apart and refuses what is not meant to be fetched."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from publius.fetching.errors import FetchError

LONGEST = 2_000
HTTPS, HTTP = 443, 80


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is allowed beyond https on port 443 of public addresses: for tests on one machine.

    >>> Allowance(addresses=frozenset({"127.0.0.1"}), ports=frozenset({8443})).http
    False
    """

    http: bool = False
    addresses: frozenset[str] = frozenset()
    ports: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where to connect and what to ask for there."""

    url: str
    secure: bool
    host: str
    port: int
    path: str

    @property
    def host_header(self) -> str:
        """The host as HTTP names it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == (HTTPS if self.secure else HTTP) else f"{name}:{self.port}"


def place_of(url: str, allowance: Allowance) -> Place:
    """Take an address apart; raise FetchError unless it may be fetched.

    >>> place_of("https://api.drand.sh/info?x=1#top", Allowance()).path
    '/info?x=1'
    """
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        raise FetchError("bad-url", url=_short(url))
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise FetchError("bad-url", url=_short(url)) from None
    secure = parts.scheme == "https"
    if not secure and not (allowance.http and parts.scheme == "http"):
        raise FetchError("not-https", url=_short(url))
    if "@" in parts.netloc:
        raise FetchError("credentials")
    if not host or "\\" in url or "%" in host:
        raise FetchError("bad-url", url=_short(url))
    chosen = port if port is not None else (HTTPS if secure else HTTP)
    if chosen not in ({HTTPS} | allowance.ports):
        raise FetchError("port-refused", port=chosen)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Place(url, secure, host, chosen, path)


def _short(url: str) -> str:
    printable = "".join(c if c.isprintable() else " " for c in url[:100])
    return printable + ("…" if len(url) > 100 else "")
