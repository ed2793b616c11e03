"""Journeys run on the live site in a real browser, at phone width unless they say otherwise."""

import pytest
from playwright.sync_api import sync_playwright

from .browser import DESKTOP, FLAGS, PHONE, Visitor, installed_browser


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)
            # One browser and one live server for all journeys of a file.
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def arrives(browser, live_server, settings):
    """`arrives()` opens the site as a new visitor, with cookies of their own."""
    settings.BASE_URL = live_server.url
    contexts = []

    def arrive(*, at_a_desk: bool = False, javascript: bool = True) -> Visitor:
        context = browser.new_context(
            viewport=DESKTOP if at_a_desk else PHONE, java_script_enabled=javascript
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Visitor(context.new_page(), live_server.url)

    yield arrive
    for context in contexts:
        context.close()
