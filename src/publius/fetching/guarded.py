"""Fetches public documents and nothing else: not from this machine, nor from the network around it.

A name is resolved once, every address it leads to has to be public, and the connection goes to
the address that was looked at, so that a second answer of the name server changes nothing. Each
redirect is checked like a first request. Size and total time are bounded whatever the other side
does. Proxies of the environment, cookies, credentials and compression play no part.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import closing
from urllib.parse import urljoin

from publius.fetching.addresses import is_public
from publius.fetching.clock import Clock, TimedSocket
from publius.fetching.errors import FetchError
from publius.fetching.names import addresses_of
from publius.fetching.ports import Response
from publius.fetching.urls import Allowance, Place, place_of

REDIRECTS = 3
MOVED = frozenset({301, 302, 303, 307, 308})
CHUNK = 65_536
SECONDS = 15.0

Resolve = Callable[[str, int], Sequence[str]]


class GuardedFetcher:
    """The built-in fetcher. Only tests pass an allowance or name servers of their own.

    >>> GuardedFetcher().fetch("https://10.0.0.1:8000/", accept="*/*", most_bytes=1_000)
    Traceback (most recent call last):
    publius.fetching.errors.FetchError: Port 8000 is not fetched from.
    """

    def __init__(
        self,
        *,
        seconds: float = SECONDS,
        allowance: Allowance | None = None,
        trust: ssl.SSLContext | None = None,
        resolve: Resolve = addresses_of,
    ) -> None:
        self._seconds = seconds
        self._allowance = allowance or Allowance()
        self._trust = trust or ssl.create_default_context()
        self._resolve = resolve

    def fetch(self, url: str, *, accept: str, most_bytes: int) -> Response:
        """Get what is at an address, at most so many bytes; raise FetchError otherwise."""
        clock = Clock(self._seconds)
        for _ in range(REDIRECTS + 1):
            place = place_of(url, self._allowance)
            answer = self._ask(place, accept, most_bytes, clock)
            if answer.status not in MOVED or "location" not in answer.headers:
                return answer
            url = _joined(url, answer.headers["location"])
        raise FetchError("too-many-redirects", host=place.host)

    def _ask(self, place: Place, accept: str, most_bytes: int, clock: Clock) -> Response:
        """One request, every failure of which has a name."""
        try:
            with closing(self._connect(place, clock)) as connection:
                connection.settimeout(clock.left())
                connection.sendall(_request(place, accept))
                answer = http.client.HTTPResponse(TimedSocket(connection, clock), method="GET")  # type: ignore[arg-type]
                with closing(answer):
                    answer.begin()
                    return _read(answer, place, most_bytes)
        except TimeoutError:
            raise FetchError("too-slow", host=place.host, seconds=self._seconds) from None
        except ssl.SSLCertVerificationError:
            raise FetchError("untrusted", host=place.host) from None
        except (http.client.HTTPException, ssl.SSLError, UnicodeError, ValueError):
            raise FetchError("broken-answer", host=place.host) from None
        except OSError:
            raise FetchError("unreachable", host=place.host) from None

    def _connect(self, place: Place, clock: Clock) -> socket.socket:
        """Connect to an address that was looked at; for https, to a server that proves its name."""
        plain = self._reach(place, clock)
        if not place.secure:
            return plain
        try:
            plain.settimeout(clock.left())
            return self._trust.wrap_socket(plain, server_hostname=place.host)
        except BaseException:
            plain.close()
            raise

    def _reach(self, place: Place, clock: Clock) -> socket.socket:
        addresses = clock.wait_for(lambda: self._resolve(place.host, place.port))
        if not addresses:
            raise FetchError("unknown-host", host=place.host)
        if not all(is_public(a) or a in self._allowance.addresses for a in addresses):
            raise FetchError("address-refused", host=place.host)
        for waiting, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
            share = clock.left() / waiting  # a dead address leaves time for those after it
            try:
                return socket.create_connection((address, place.port), timeout=share)
            except OSError:
                continue
        raise FetchError("unreachable", host=place.host)


def _joined(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise FetchError("bad-url", url=location[:100]) from None


def _request(place: Place, accept: str) -> bytes:
    lines = (
        f"GET {place.path} HTTP/1.1",
        f"Host: {place.host_header}",
        f"Accept: {accept}",
        "Accept-Encoding: identity",
        "User-Agent: Publius",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")


def _read(answer: http.client.HTTPResponse, place: Place, most_bytes: int) -> Response:
    headers = {name.lower(): value for name, value in answer.getheaders()}
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise FetchError("compressed", host=place.host)
    if answer.status in MOVED:
        return Response(answer.status, headers, b"", place.url)
    if (answer.length or 0) > most_bytes:
        raise FetchError("too-large", host=place.host, most_bytes=most_bytes)
    body = bytearray()
    while chunk := answer.read1(CHUNK):
        body += chunk
        if len(body) > most_bytes:
            raise FetchError("too-large", host=place.host, most_bytes=most_bytes)
    if answer.length:
        raise FetchError("broken-answer", host=place.host)
    return Response(answer.status, headers, bytes(body), place.url)
