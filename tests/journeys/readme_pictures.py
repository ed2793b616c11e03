"""The three pictures of the README, from the demo place, small enough to load on a phone.

python -m tests.journeys.readme_pictures [ADDRESS]
"""

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from .chromium import FLAGS, installed_browser
from .screenshots import FORMED, OPEN, a_demo_place, become

IMAGES = Path(__file__).parents[2] / "docs" / "images"
ABOVE = 24  # pixels left above what the picture is about


@dataclass(frozen=True)
class Picture:
    """A part of a page: from the first thing that `about` finds, `height` pixels down."""

    name: str
    path: str
    about: str
    width: int
    height: int
    persona: str = ""
    then: str = ""


PICTURES = [
    Picture("call", f"/calls/{OPEN}/", ".publius-header", 1180, 1160),
    Picture(
        "matches",
        f"/desk/calls/{OPEN}/matches/",
        ".publius-person",
        720,
        900,
        persona="convener",
        then="(Blind or partially sighted pedestrian)",
    ),
    Picture("panel", f"/calls/{FORMED}/panel/", ".govuk-caption-l", 900, 930),
]


def main(address: str | None = None) -> None:
    with contextlib.ExitStack() as stack:
        base = address or stack.enter_context(a_demo_place())
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=FLAGS)
        for picture in PICTURES:
            take(browser, base, picture)
        browser.close()


def take(browser: Browser, base: str, picture: Picture) -> None:
    size = {"width": picture.width, "height": picture.height}
    page = become(browser.new_page(viewport=size), base, picture.persona)
    page.goto(base + picture.path)
    if picture.then:
        with page.expect_navigation():
            page.get_by_role("link", name=picture.then).click()
    top = page.locator(picture.about).first.bounding_box()["y"]
    page.screenshot(
        path=IMAGES / f"{picture.name}.png",
        full_page=True,
        clip={"x": 0, "y": max(0, top - ABOVE), **size},
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
