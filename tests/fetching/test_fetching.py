"""What the guarded fetcher does to real servers that behave, and to servers that attack."""

import gzip
import os
import ssl
import threading
import time

import pytest

from publius.fetching import FetchError, GuardedFetcher, NullFetcher
from tests.fetching.servers import HERE, HOST, certificate_for, fetcher_for, reply, server


def refusal(fetcher, url, **more):
    with pytest.raises(FetchError) as refused:
        fetcher.fetch(url, **{"accept": "application/json", "most_bytes": 1_000, **more})
    return refused.value.code


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return certificate_for(HOST, tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def trust(certificate):
    return ssl.create_default_context(cafile=certificate)


def test_a_public_document_is_brought_back(certificate, trust):
    with server(reply(b"{}", Content_Type="application/json"), certificate=certificate) as (
        port,
        _,
    ):
        fetcher = fetcher_for(port, trust=trust, http=False)

        answer = fetcher.fetch(f"https://{HOST}:{port}/info", accept="*/*", most_bytes=2)

    assert (answer.status, answer.body) == (200, b"{}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.url == f"https://{HOST}:{port}/info"


def test_the_request_tells_nothing_about_us_and_asks_for_no_compression():
    with server(reply()) as (port, seen):
        fetcher_for(port).fetch(f"http://{HOST}:{port}/a?b=c#d", accept="text/plain", most_bytes=9)

    assert seen == [
        (
            "/a?b=c",
            {
                "Host": f"{HOST}:{port}",
                "Accept": "text/plain",
                "Accept-Encoding": "identity",
                "User-Agent": "Publius",
                "Connection": "close",
            },
        )
    ]


def test_an_answer_that_is_not_200_is_brought_back_as_it_is():
    with server(reply(b"no such round", 404)) as (port, _):
        answer = fetcher_for(port).fetch(f"http://{HOST}:{port}/", accept="*/*", most_bytes=99)

    assert (answer.status, answer.body) == (404, b"no such round")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://beacon.test/", "not-https"),
        ("ftp://beacon.test/", "not-https"),
        ("file:///etc/passwd", "not-https"),
        ("gopher://beacon.test/", "not-https"),
        ("//beacon.test/", "not-https"),
        ("beacon.test", "not-https"),
        ("", "not-https"),
        ("https://", "bad-url"),
        ("https:///path", "bad-url"),
        ("https://me@beacon.test/", "credentials"),
        ("https://me:secret@beacon.test/", "credentials"),
        ("https://1.1.1.1@127.0.0.1/", "credentials"),
        ("https://beacon.test:80/", "port-refused"),
        ("https://beacon.test:22/", "port-refused"),
        ("https://beacon.test:0/", "port-refused"),
        ("https://beacon.test:99999/", "bad-url"),
        ("https://beacon.test:x/", "bad-url"),
        ("https://beacon.test/a b", "bad-url"),
        ("https://beacon.test/\r\nHost: other", "bad-url"),
        ("https://beacon.test\\@other.test/", "credentials"),
        ("https://beacon.test\\.other.test/", "bad-url"),
        ("https://b%65acon.test/", "bad-url"),
        ("https://bеacon.test/", "bad-url"),
        ("https://[::1/", "bad-url"),
        ("https://beacon.test/" + "a" * 2_000, "bad-url"),
    ],
)
def test_an_address_that_is_not_meant_to_be_fetched_is_refused(url, code):
    reached = []
    fetcher = GuardedFetcher(resolve=lambda host, port: reached.append(host) or ["1.1.1.1"])

    found = refusal(fetcher, url)

    assert (found, reached) == (code, [])


def test_a_second_answer_of_the_name_server_changes_nothing():
    asked = []

    def rebinding(host, port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    with server(reply(b"the first")) as (port, _):
        fetcher = fetcher_for(port, resolve=rebinding)

        answer = fetcher.fetch(f"http://{HOST}:{port}/", accept="*/*", most_bytes=99)

    assert (answer.body, asked) == (b"the first", [HOST])


def test_a_name_that_turns_inwards_on_the_second_request_is_refused():
    answers = iter([[HERE], ["10.0.0.1"]])
    with server(reply(b"", 302, Location="/again")) as (port, seen):
        fetcher = fetcher_for(port, resolve=lambda host, port: next(answers))

        assert refusal(fetcher, f"http://{HOST}:{port}/") == "address-refused"

    assert len(seen) == 1


def test_a_redirect_is_followed_to_where_it_leads():
    def answer(request):
        (reply(b"", 302, Location="/there") if request.path == "/" else reply(b"here"))(request)

    with server(answer) as (port, _):
        found = fetcher_for(port).fetch(f"http://{HOST}:{port}/", accept="*/*", most_bytes=9)

    assert (found.body, found.url) == (b"here", f"http://{HOST}:{port}/there")


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("https://10.0.0.1/", "address-refused"),
        ("https://169.254.169.254/latest/meta-data/", "address-refused"),
        ("https://[::ffff:127.0.0.1]/", "address-refused"),
        ("https://me:secret@elsewhere.test/", "credentials"),
        ("https://elsewhere.test:22/", "port-refused"),
        ("file:///etc/passwd", "not-https"),
        ("ftp://elsewhere.test/", "not-https"),
        ("https://[", "bad-url"),
    ],
)
def test_a_redirect_is_checked_like_a_first_request(location, code):
    def inwards(host, port):
        return [HERE] if host == HOST else [host.strip("[]")]

    with server(reply(b"", 301, Location=location)) as (port, seen):
        fetcher = fetcher_for(port, resolve=inwards)

        assert refusal(fetcher, f"http://{HOST}:{port}/") == code

    assert len(seen) == 1


def test_a_redirect_from_https_to_http_is_refused(certificate, trust):
    answer = reply(b"", 302, Location="http://elsewhere.test/")
    with server(answer, certificate=certificate) as (port, _):
        fetcher = fetcher_for(port, trust=trust, http=False)

        assert refusal(fetcher, f"https://{HOST}:{port}/") == "not-https"


def test_a_ring_of_redirects_ends():
    with server(reply(b"", 302, Location="/again")) as (port, seen):
        assert refusal(fetcher_for(port), f"http://{HOST}:{port}/") == "too-many-redirects"

    assert len(seen) == 4


def test_a_body_that_says_it_is_too_large_is_not_read():
    with server(reply(b"x" * 1_001)) as (port, _):
        assert refusal(fetcher_for(port), f"http://{HOST}:{port}/") == "too-large"


def test_a_body_that_does_not_say_how_large_it_is_is_cut_off():
    sent = []

    def endless(request):
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 10_000)
            sent.append(1)

    with server(endless) as (port, _):
        assert refusal(fetcher_for(port), f"http://{HOST}:{port}/") == "too-large"

    assert len(sent) < 1_000


def test_the_last_byte_that_is_allowed_is_read():
    with server(reply(b"x" * 1_000)) as (port, _):
        answer = fetcher_for(port).fetch(f"http://{HOST}:{port}/", accept="*/*", most_bytes=1_000)

    assert len(answer.body) == 1_000


def test_data_that_would_grow_when_unpacked_is_refused():
    bomb = gzip.compress(b"0" * 900_000)
    with server(reply(bomb, Content_Encoding="gzip")) as (port, _):
        assert refusal(fetcher_for(port), f"http://{HOST}:{port}/") == "compressed"


def dripping(before, pause=0.05):
    """Sends one byte at a time, never pausing long enough for an ordinary time limit."""

    def answer(request):
        for byte in before + b"x" * 1_000:
            request.connection.sendall(bytes([byte]))
            time.sleep(pause)

    return answer


@pytest.mark.parametrize(
    "before", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"],
    ids=["status", "headers", "body"],
)  # fmt: skip
def test_an_answer_that_drips_is_given_up(before):
    with server(dripping(before)) as (port, _):
        start = time.monotonic()
        assert refusal(fetcher_for(port, seconds=0.5), f"http://{HOST}:{port}/") == "too-slow"

    assert time.monotonic() - start < 2


def test_slow_name_servers_are_given_up():
    waiting = threading.Event()
    fetcher = GuardedFetcher(seconds=0.2, resolve=lambda host, port: waiting.wait(5) or ["1.1.1.1"])

    assert refusal(fetcher, "https://slow.test/") == "too-slow"
    waiting.set()


def test_a_server_that_says_nothing_is_given_up():
    with server(lambda request: time.sleep(2)) as (port, _):
        assert refusal(fetcher_for(port, seconds=0.3), f"http://{HOST}:{port}/") == "too-slow"


@pytest.mark.parametrize(
    "raw",
    [
        b"not HTTP at all\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 300,
    ],
    ids=["no HTTP", "no status", "cut short", "bad chunk", "too many headers"],
)  # fmt: skip
def test_what_is_not_http_is_said_so(raw):
    def answer(request):
        request.connection.sendall(raw)
        request.connection.shutdown(2)

    with server(answer) as (port, _):
        assert refusal(fetcher_for(port), f"http://{HOST}:{port}/") == "broken-answer"


def test_a_server_that_cannot_prove_its_name_is_refused(certificate):
    with server(reply(), certificate=certificate) as (port, seen):
        fetcher = fetcher_for(port, http=False)

        assert refusal(fetcher, f"https://{HOST}:{port}/") == "untrusted"

    assert seen == []


def test_a_certificate_for_another_name_is_refused(certificate, trust):
    with server(reply(), certificate=certificate) as (port, seen):
        fetcher = fetcher_for(port, trust=trust, http=False)

        assert refusal(fetcher, f"https://other.test:{port}/") == "untrusted"

    assert seen == []


def test_nobody_at_home_is_said_so():
    with server(reply()) as (port, _):
        pass

    assert refusal(fetcher_for(port), f"http://{HOST}:{port}/") == "unreachable"


def test_a_dead_address_leaves_time_for_the_next():
    with server(reply(b"alive")) as (port, _):
        fetcher = fetcher_for(
            port, resolve=lambda host, port: ["127.0.0.9", HERE], addresses=("127.0.0.9", HERE)
        )

        answer = fetcher.fetch(f"http://{HOST}:{port}/", accept="*/*", most_bytes=9)

    assert answer.body == b"alive"


def test_a_name_nobody_has_is_said_so():
    assert (
        refusal(GuardedFetcher(resolve=lambda host, port: []), "https://no.test/") == "unknown-host"
    )


def test_proxies_of_the_environment_play_no_part(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setitem(os.environ, name, "http://127.0.0.1:9")
    with server(reply(b"direct")) as (port, _):
        answer = fetcher_for(port).fetch(f"http://{HOST}:{port}/", accept="*/*", most_bytes=9)

    assert answer.body == b"direct"


def test_a_cookie_is_not_sent_back():
    def answer(request):
        first = reply(b"", 302, Location="/again", Set_Cookie="a=b")
        (first if request.path == "/" else reply())(request)

    with server(answer) as (port, seen):
        fetcher_for(port).fetch(f"http://{HOST}:{port}/", accept="*/*", most_bytes=9)

    assert [("Cookie" in headers) for _, headers in seen] == [False, False]


def test_the_fetcher_that_fetches_nothing_says_so():
    assert refusal(NullFetcher(), "https://beacon.test/") == "fetching-off"
