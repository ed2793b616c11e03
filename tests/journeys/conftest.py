"""Journeys run on the live site in a real browser, at phone width unless they say otherwise."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from .browser import DESKTOP, PHONE, Visitor


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)
            # One browser and one live server for all journeys of a file.
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(autouse=True)
def fresh_rate_limits():
    """Limits count in the cache, which outlives a journey."""
    cache.clear()


def session_of(person, url: str) -> dict[str, str]:
    """The cookie of somebody who signed in before the journey begins."""
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


@pytest.fixture
def arrives(browser, live_server, monkeypatch, request):
    """`arrives(Citizen)` opens the site as a new visitor; with `person=` as somebody signed in."""
    monkeypatch.setattr(settings, "BASE_URL", live_server.url)
    request.node.visitors = visitors = []

    def arrive(kind=Visitor, *, person=None, viewport=None, javascript: bool = True):
        shape = viewport or (DESKTOP if kind.is_at_a_desk else PHONE)
        context = browser.new_context(viewport=shape, java_script_enabled=javascript)
        context.set_default_timeout(10_000)
        if person is not None:
            context.add_cookies([session_of(person, live_server.url)])
        visitor = kind(context.new_page(), live_server.url, has_scripts=javascript)
        visitors.append(visitor)
        return visitor

    yield arrive
    for visitor in visitors:
        visitor.page.context.close()
        assert visitor.complaints == []


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Add what each visitor saw last to the report of a journey that failed."""
    report = yield
    visitors = getattr(item, "visitors", [])
    if report.failed and call.when == "call":
        for visitor in visitors:
            seen = [visitor.page.url, *visitor.page.locator("main").all_inner_texts()]
            report.sections.append((f"What {type(visitor).__name__} saw", "\n".join(seen)))
    return report
