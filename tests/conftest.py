import pytest


@pytest.fixture
def person(db):
    from tests.factories import PersonFactory

    return PersonFactory()


@pytest.fixture
def call(db):
    """A published call with two seats and a full offer."""
    from tests.factories import CallFactory, OfferFactory, SeatFactory

    call = CallFactory()
    OfferFactory(call=call)
    SeatFactory(call=call, title="Person who cycles to work", order=1)
    SeatFactory(call=call, title="Traffic engineer", kind="professional", order=2)
    return call


@pytest.fixture
def convener(call):
    from tests.factories import convener_of

    return convener_of(call)


@pytest.fixture(scope="session")
def browser():
    """One browser for every test of a process: Playwright does not run twice in one."""
    from playwright.sync_api import sync_playwright

    from tests.journeys.chromium import FLAGS, installed_browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=FLAGS)
        yield browser
        browser.close()
