"""The same payloads in a real browser: nothing runs, nothing is even stopped from running."""

import pytest
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from playwright.sync_api import Page

from tests.journeys.browser import PHONE

from .pages import client_of, listed
from .read_pages import READ_PAGES
from .talks import build_talking_village
from .test_xss import SHOWN, slip_in_what_no_form_takes, type_into_everything

pytestmark = [
    pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("trust_browser"),
]  # fmt: skip
MAIN = [page for page in READ_PAGES if page in SHOWN and not page.name.startswith("mfa_")]
NO_PAGES = {
    "healthz", "readyz", "people:my_data_download", "calls:run_file", "calls:words_file",
    "panels:draw_record", "panels:assignment_record", "panels:payments_file",
    "panels:lottery_file", "panels:draw_report_file", "panels:draw_document",
    "conversations:file", "conversations:rows_file",
}  # fmt: skip

WATCH = """
window.__xss = undefined;
window.xss = () => { window.__xss = "ran"; };
window.__reports = [];
document.addEventListener("securitypolicyviolation", event => {
  window.__reports.push(event.violatedDirective + " " + event.blockedURI + " " + event.sample);
});
"""


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport=PHONE)
    context.set_default_timeout(15_000)
    context.add_init_script(WATCH)
    yield context.new_page()
    context.close()


def what_happened(page: Page) -> list[str]:
    """What ran or was about to run on the page that is open."""
    page.wait_for_timeout(20)
    reports = page.evaluate("window.__reports")
    return [*reports, *(["a payload ran"] if page.evaluate("window.__xss") else [])]


def enters_as(page: Page, person, base: str) -> None:
    page.context.clear_cookies()
    if person is not None:
        key = client_of(person).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": base}]
        )


def test_no_payload_runs_in_a_browser_and_no_policy_has_to_stop_one(live_server, page):
    village = build_talking_village()
    type_into_everything(village, 0)
    slip_in_what_no_form_takes(village, 0)
    found, elsewhere, shows_payloads = [], [], 0
    page.on("request", lambda request: elsewhere.append(request.url)
            if not request.url.startswith((live_server.url, "data:")) else None)  # fmt: skip

    for who in sorted({shown.who for shown in MAIN}):
        enters_as(page, getattr(village, who) if who else None, live_server.url)
        for shown in (s for s in MAIN if s.who == who and s.name not in NO_PAGES):
            try:
                page.goto(live_server.url + shown.address(village))
            except ObjectDoesNotExist:
                continue
            shows_payloads += "xss()" in page.inner_text("body")
            found += [f"{shown.name} as {who}: {what}" for what in what_happened(page)]

    assert found == [], listed(found)
    assert elsewhere == []
    assert shows_payloads >= 15  # as text, which is what was typed


def test_the_watch_sees_what_a_payload_would_do(live_server, page):
    """The control: the same payload, put into a page of ours as markup."""
    page.goto(live_server.url + "/privacy/")

    page.evaluate("document.body.innerHTML = '<img src=/x onerror=xss()>'")

    assert what_happened(page) == ["script-src-attr inline "]


def test_without_the_policy_that_payload_would_have_run(page):
    page.goto("about:blank")

    page.evaluate("document.body.innerHTML = '<img src=/x onerror=xss()>'")

    assert what_happened(page) == ["a payload ran"]
