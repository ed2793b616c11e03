"""The disk is full: each thing people do is done whole or not at all, and they are told."""

import itertools

import pytest
from django.db import connection

from publius.web.ledger.queries import check_ledger
from tests.site.test_middleware import file_database, pages_used, set_room  # noqa: F401

from .form_pages import FORM_PAGES
from .pages import FormPage, client_of, listed
from .state import comparable_rows, differences
from .village import build_village

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the size of a SQLite file can be limited"
)

PATHS = {  # each of them writes something people would miss
    "people:expertise_add_kind", "people:evidence_add", "people:access_needs",
    "calls:engagement_new", "calls:call_new", "calls:seat_add", "calls:offer_edit",
    "calls:call_check", "panels:interest", "panels:targets", "panels:draw_confirm",
    "panels:invite_to_pool", "panels:rule_out", "panels:question_answer", "panels:place_give_up",
    "directory:colleagues", "host_switch", "account_login",
}  # fmt: skip
ROOM = ("need", "words", "text", "own_words", "summary", "pay", "note")


def roomy(page: FormPage, village) -> dict:
    """The valid answer with texts as long as people may write, so that pages are needed."""
    facts = page.data(village)
    long = {name: f"{'words and more ' * 40}" for name in ROOM if name in facts}
    return {**facts, **long}


def leave_no_gaps(database) -> None:
    """Pages that are half full would take in a few more rows, how many depends on the rows."""
    with database.cursor() as cursor:
        cursor.execute("VACUUM")


def test_everything_people_do_is_done_whole_or_not_at_all(file_database):  # noqa: F811
    village = build_village()
    pages = [page for page in FORM_PAGES if page.name in PATHS]
    browsers = {who: client_of(getattr(village, who) if who else None) for who in who_of(pages)}
    leave_no_gaps(file_database)
    set_room(file_database, pages_used(file_database))
    refused, wrong = 0, []
    for page in pages:
        address, facts = page.address(village), roomy(page, village)
        before = comparable_rows()
        answer = browsers[page.who].post(address, facts)
        changed = differences(before, comparable_rows())
        if answer.status_code == 503:
            refused += 1
        # 200: what was saved before this one stands in its way, and the page says so.
        is_done = answer.status_code == 302
        if answer.status_code not in (200, 302, 503) or is_done != bool(changed):
            wrong.append((page.name, answer.status_code, changed[:3]))
        if answer.status_code == 503 and "Nothing that you saved" not in answer.content.decode():
            wrong.append((page.name, "not told"))

    assert wrong == [], listed(wrong)
    assert refused >= len(pages) // 3  # small rows find room in pages that are not full yet
    assert check_ledger().is_intact


def who_of(pages: list[FormPage]) -> set[str]:
    return {page.who for page in pages}


def test_when_there_is_room_again_everything_works_as_before(file_database):  # noqa: F811
    village = build_village()
    page = next(page for page in FORM_PAGES if page.name == "people:evidence_add")
    browser = client_of(village.citizen)

    numbers = itertools.count()

    def post() -> int:
        facts = {**page.data(village), "text": f"{next(numbers)} {'words and more ' * 60}"}
        return browser.post(page.address(village), facts).status_code

    set_room(file_database, pages_used(file_database))
    saved = 0
    while (status := post()) == 302 and saved < 200:
        saved += 1
    kept = village.citizen.evidence.filter(expertise=village.expertise[1]).count()
    set_room(file_database, 1_000_000)

    assert (status, post()) == (503, 302)
    assert kept == 1 + saved


def test_a_disk_that_fills_up_after_the_page_was_made_is_told_as_plainly(file_database):  # noqa: F811
    """Sessions are kept last; the trigger stands for the moment in which nothing fits any more."""
    village = build_village()
    page = next(page for page in FORM_PAGES if page.name == "people:evidence_add")
    browser = client_of(village.citizen)
    with file_database.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER full BEFORE UPDATE ON django_session "
            "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )

    answer = browser.post(page.address(village), page.data(village))

    assert answer.status_code == 503
    assert "Try again in a few minutes" in answer.content.decode()


def test_pages_can_be_read_while_the_disk_is_full(file_database):  # noqa: F811
    village = build_village()
    browser = client_of(village.citizen)
    set_room(file_database, pages_used(file_database))

    pages = ["/", "/calls/", "/me/", f"/calls/{village.open_call.slug}/", "/me/invitations/"]

    assert [browser.get(page).status_code for page in pages] == [200] * len(pages)
