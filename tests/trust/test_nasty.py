"""Nothing anybody sends is a crash, and nothing with a NUL is ever kept."""

from urllib.parse import quote, urlencode

import pytest
from django.urls import NoReverseMatch, reverse

from .form_pages import FORM_PAGES
from .pages import at_the_form, client_of, listed, undone
from .read_pages import READ_PAGES
from .village import Village

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
LONE_SURROGATE = b"\xed\xa0\x80"
EVERYWHERE = {  # what is put into every field of a form at once
    "a lone surrogate": LONE_SURROGATE,
    "bytes that are no text": b"\xff\xfe\x00\x00",
    "a superscript": "²",
    "a number no column holds": str(2**63),
    "more digits than are read": "9" * 5000,
    "text that runs backwards, signs of a template, another line of a mail": (
        "\u202e\u2066abc\u2069 %s %(name)s {0} {{ 7 }} {% now %}\r\nBcc: everybody@people.example"
    ),
    "a megabyte": "x" * 1_000_000,
}
ALONE = ["²", str(2**63), "-1\u202e%(name)s"]
PASSKEY_ANSWERS = ["[" * 5000, '{"id": 1}', "9" * 5000, "null", '{"response": {"userHandle": 1}}']


def sent(client, address: str, facts: dict):
    """Post as bytes, so that what is no text can be sent too."""
    return client.generic("POST", address, urlencode(facts, doseq=True), content_type=FORM)


def status_of(client, address: str, facts: dict) -> int:
    """What a post is answered with; then it is undone, the browser's cookies included."""
    kept = client.cookies.copy()
    with undone():
        status = sent(client, address, facts).status_code
    client.cookies = kept
    return status


def parts(pages: list, number: int, of: int) -> list:
    return pages[number::of]


@pytest.mark.parametrize("part", range(2))
def test_every_field_filled_with_nonsense_is_answered_in_words(village, part):
    crashed = []
    for page in parts(FORM_PAGES, part, 2):
        with at_the_form(page, village) as (client, address):
            facts = {what: dict.fromkeys(page.data(village), v) for what, v in EVERYWHERE.items()}
            statuses = {what: status_of(client, address, facts[what]) for what in facts}
        crashed += [(str(page), what) for what, status in statuses.items() if status >= 500]

    assert crashed == [], listed(crashed)


@pytest.mark.parametrize("part", range(2))
def test_one_field_with_nonsense_among_good_ones_is_answered_in_words(village, part):
    crashed = []
    for page in parts(FORM_PAGES, part, 2):
        with at_the_form(page, village) as (client, address):
            good = page.data(village)
            crashed += [
                (str(page), name, value[:20])
                for name in good
                for value in (PASSKEY_ANSWERS if name == "credential" else ALONE)
                if status_of(client, address, {**good, name: value}) >= 500
            ]

    assert crashed == [], listed(crashed)


def test_the_key_of_somebody_elses_form_is_no_crash_and_changes_nothing_of_theirs(village):
    """Keys travel in forms; one that is known by chance must not open another row."""
    theirs = village.draft_call.seats.first()
    crashed = []
    for page in [p for p in FORM_PAGES if "posted_key" in p.data(village)]:
        for key in _keys_in_use(village):
            with at_the_form(page, village) as (client, address):
                status = sent(
                    client, address, {**page.data(village), "posted_key": key}
                ).status_code
                theirs.refresh_from_db()
                if status >= 500 or theirs.call != village.draft_call:
                    crashed.append((str(page), status))

    assert crashed == [], listed(crashed)


def _keys_in_use(village: Village) -> list[str]:
    rows = [
        village.draft_call, village.open_call, village.draft_engagement, village.question,
        village.draft_call.seats.first(), village.draft_engagement.framings.first(),
    ]  # fmt: skip
    return [str(row.posted_key) for row in rows]


def test_a_nul_in_any_one_field_is_refused_before_it_is_read(village):
    let_in = []
    for page in FORM_PAGES:
        with at_the_form(page, village) as (client, address):
            good = page.data(village)
            let_in += [
                (str(page), name)
                for name in good
                if status_of(client, address, {**good, name: "a\x00b"}) != 400
            ]

    assert let_in == [], listed(let_in)


QUERY = ["words", "kind", "area", "page", "confirmed", "little", "next", "suggest", "q", "format"]


def test_nonsense_in_the_address_line_is_answered_in_words(village):
    crashed = []
    for page in (*READ_PAGES, *FORM_PAGES):
        if page.name.startswith("mfa_"):
            continue
        client = client_of(getattr(village, page.who) if page.who else None)
        with undone():
            address = page.address(village)
            for value in ("9" * 5000, "²\u202e%(name)s'\"\r\n".encode() + LONE_SURROGATE):
                query = urlencode(dict.fromkeys(QUERY, value))
                if client.get(f"{address}?{query}").status_code >= 500:
                    crashed.append((page.name, str(value)[:20]))

    assert crashed == [], listed(crashed)


PIECES = [10**30, 0, "x" * 3000, "²", "a\x00b", "\u202e", "for-you"]


def test_nonsense_inside_an_address_is_answered_in_words(village):
    crashed = []
    for page in (*READ_PAGES, *FORM_PAGES):
        client = client_of(getattr(village, page.who) if page.who else None)
        with undone():
            args = page.args(village)
            for place in range(len(args)):
                for piece in PIECES:
                    changed = [*args[:place], piece, *args[place + 1 :]]
                    worst = max(_statuses(client, page.name, changed), default=0)
                    if worst >= 500:
                        crashed.append((page.name, str(piece)[:20]))

    assert crashed == [], listed(crashed)


def _statuses(client, name: str, args: list) -> list[int]:
    try:
        address = reverse(name, args=args)
    except NoReverseMatch:
        return []
    return [client.get(address).status_code, client.post(address, {}).status_code]


@pytest.mark.parametrize("path", ["/calls/%00/", "/calls/%ED%A0%80/", f"/me/{quote('²')}/"])
def test_addresses_no_link_leads_to_are_answered_in_words(client, path):
    client.raise_request_exception = False

    assert client.get(path).status_code in (400, 404)


def test_a_tool_that_sends_no_form_at_all_is_answered_in_words(village):
    """JSON, a broken multipart body, an unknown encoding: to every form."""
    bodies = [
        (b'{"display_name": "x"}', "application/json"),
        (b"--edge\r\nbroken", "multipart/form-data; boundary=edge"),
        (b"", "multipart/form-data"),
        (b"a=b", f"{FORM}; charset=utf-7"),
        (b"a=b", f"{FORM}; charset=no-such-thing"),
        (b"%", FORM),
    ]
    crashed = []
    for page in FORM_PAGES:
        with at_the_form(page, village) as (client, address):
            for body, kind in bodies:
                status = client.generic("POST", address, body, content_type=kind).status_code
                if status >= 500:
                    crashed.append((str(page), kind))

    assert crashed == [], listed(crashed)
