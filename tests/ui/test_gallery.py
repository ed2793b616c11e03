"""Every component on one page, in a real browser: accessible, fits a phone, asks nobody else."""

from pathlib import Path

import pytest

from tests.ui.gallery import gallery_context
from tests.ui.page import accessibility_problems, now_shows, open_page

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("test_gallery")]

# For the eye of whoever changes the look; git ignores the folder.
PICTURES = Path(__file__).parents[2] / "screenshots"
WRONG = {
    "title": "",
    "need": "x" * 700,
    "decide_by_day": "31",
    "decide_by_month": "2",
    "decide_by_year": "2027",
}


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("data", [None, WRONG], ids=["plain", "with errors"])
def test_every_component_is_accessible_fits_and_stays_at_home(browser, data, width):
    page = open_page(browser, "ui/gallery.html", gallery_context(data), width)

    assert accessibility_problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.complaints == []
    name = f"gallery-{'plain' if data is None else 'errors'}-{width}.png"
    page.screenshot(path=PICTURES / name, full_page=True)


def test_nothing_is_missing_without_javascript(browser):
    page = open_page(browser, "ui/gallery.html", gallery_context(), 390, java_script_enabled=False)

    menu = page.get_by_role("navigation", name="Menu")
    assert menu.get_by_role("link", name="Open calls").is_visible()
    assert page.get_by_role("button", name="Show password").count() == 0
    assert page.get_by_text("You can write up to 600 characters").is_visible()


def test_the_error_summary_takes_the_focus_and_leads_to_the_field(browser):
    page = open_page(browser, "ui/gallery.html", gallery_context({"title": ""}), 390)

    page.get_by_role("link", name="Decision due: Enter a date.").click()

    assert page.evaluate("document.activeElement.id") == "id_decide_by_0"


def test_the_menu_of_a_phone_opens_on_demand(browser):
    page = open_page(browser, "ui/gallery.html", gallery_context(), 390)
    link = page.get_by_role("navigation", name="Menu").get_by_role("link", name="Open calls")
    assert not link.is_visible()

    page.get_by_role("button", name="Menu").click()

    assert link.is_visible()
    assert accessibility_problems(page) == []


def test_folded_tables_are_accessible_when_open(browser):
    page = open_page(browser, "ui/gallery.html", gallery_context(), 390)

    for summary in page.get_by_text("The same as a table").all():
        summary.click()

    assert accessibility_problems(page) == []


def test_forced_colours_keep_every_component_readable(browser):
    page = open_page(browser, "ui/gallery.html", gallery_context(), 1280, forced_colors="active")

    assert accessibility_problems(page) == []


@pytest.mark.parametrize("code", [400, 403, 404, 429, 500, 503])
def test_error_pages_need_nothing_to_be_drawn(browser, code):
    page = open_page(browser, f"{code}.html", {}, 390)

    assert accessibility_problems(page) == []
    assert page.get_by_role("heading", level=1).count() == 1


WAITING = {"title": "Matching", "done": 3, "total": 8, "seconds": 1}


def test_a_waiting_page_follows_the_work_and_goes_on_when_it_is_done(browser):
    page = open_page(browser, "ui/wait.html", WAITING, 390)
    assert accessibility_problems(page) == []
    now_shows(page, {**WAITING, "done": 7})
    page.get_by_text("7 of 8").wait_for(timeout=5000)

    now_shows(page, {**WAITING, "done": 8, "next_url": "/done/"})
    page.get_by_role("button", name="Continue").wait_for(timeout=5000)

    assert accessibility_problems(page) == []


def test_a_waiting_page_reloads_itself_without_javascript(browser):
    page = open_page(browser, "ui/wait.html", WAITING, 390, java_script_enabled=False)

    now_shows(page, {**WAITING, "done": 7})

    page.get_by_text("7 of 8").wait_for(timeout=5000)
