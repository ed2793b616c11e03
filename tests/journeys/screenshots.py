"""Pictures of every page of the path, from the demo place, for people to look at.

    python -m tests.journeys.screenshots OUT_DIR [ADDRESS]

Without an address of a running demo place one is made in a folder of its own and removed again.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from .chromium import FLAGS, installed_browser

WIDTHS = {"phone": (390, 844), "desktop": (1280, 900)}
PORT = "8765"
PATIENCE = 180  # seconds until a demo place has been made
OPEN, DRAWN = "crafting-the-bike-lane-plan", "a-better-ride-to-school-for-disabled-children"
PUBLISHED = "new-opening-hours-for-six-libraries"
FORMED = "spending-900000-on-access-to-the-town-centre"
DRAFT, ENGAGEMENT = "trying-a-school-street-on-mill-lane", "a-bike-lane-from-priory-to-the-station"


@dataclass(frozen=True)
class Shot:
    """One page: who looks, where, and which link is followed from there (its first words)."""

    name: str
    path: str
    persona: str = ""
    then: str = ""


SHOTS = [
    Shot("home", "/"),
    Shot("how-it-works", "/how-it-works/"),
    Shot("choosing", "/how-groups-are-chosen/"),
    Shot("privacy", "/privacy/"),
    Shot("calls", "/calls/"),
    Shot("call", f"/calls/{OPEN}/"),
    Shot("engagement", f"/calls/{OPEN}/", then="Read more: the problem"),
    Shot("call-formed", f"/calls/{FORMED}/"),
    Shot("panel", f"/calls/{FORMED}/panel/"),
    Shot("organisations", "/organisations/"),
    Shot("organisation", "/organisations/arden-vale-cycle-forum/"),
    Shot("login", "/accounts/login/"),
    Shot("personas", "/demo/"),
    Shot("my-page", "/me/", "citizen"),
    Shot("expertise-kinds", "/me/expertise/add/", "citizen"),
    Shot("expertise-lived", "/me/expertise/add/lived/", "citizen"),
    Shot("access-needs", "/me/access-needs/", "citizen"),
    Shot("balancing", "/me/balancing/", "citizen"),
    Shot("consents", "/me/choices/", "citizen"),
    Shot("for-you", "/calls/for-you/", "citizen"),
    Shot("call-why-you", f"/calls/{OPEN}/", "citizen"),
    Shot("interest", f"/calls/{OPEN}/interest/", "citizen"),
    Shot("my-invitations", "/me/invitations/", "citizen"),
    Shot("newcomer", "/me/", "newcomer"),
    Shot("desk", "/desk/", "convener"),
    Shot("engagement-new", "/desk/engagements/new/", "convener"),
    Shot("call-desk", f"/desk/calls/{OPEN}/", "convener"),
    Shot("call-draft", f"/desk/calls/{DRAFT}/", "convener"),
    Shot("call-check", f"/desk/calls/{DRAFT}/check/", "convener"),
    Shot("seats", f"/desk/calls/{DRAFT}/seats/", "convener"),
    Shot("seat-add", f"/desk/calls/{DRAFT}/seats/add/", "convener"),
    Shot("offer", f"/desk/calls/{DRAFT}/offer/", "convener"),
    Shot("matches", f"/desk/calls/{OPEN}/matches/", "convener"),
    Shot("seat-matches", f"/desk/calls/{OPEN}/matches/", "convener", then="See the"),
    Shot("pool", f"/desk/calls/{PUBLISHED}/pool/", "convener"),
    Shot("pool-open", f"/desk/calls/{OPEN}/pool/", "convener"),
    Shot("targets", f"/desk/calls/{OPEN}/targets/", "convener"),
    Shot("draw-new", f"/desk/calls/{OPEN}/draws/", "convener"),
    Shot("draw", f"/desk/calls/{DRAWN}/draws/", "convener", then="Look at the draw"),
    Shot("draw-published", f"/desk/calls/{PUBLISHED}/draws/", "convener", then="Look at the draw"),
    Shot("draw-test", f"/desk/calls/{PUBLISHED}/draws/", "convener", then="Test of"),
    Shot("draw-formed", f"/desk/calls/{FORMED}/panel/", "convener", then="The draw"),
    Shot("population", f"/desk/calls/{PUBLISHED}/targets/population/", "convener"),
    Shot("targets-gathered", f"/desk/calls/{PUBLISHED}/targets/", "convener"),
    Shot("panel-desk", f"/desk/calls/{FORMED}/panel/", "convener"),
    Shot("letters", f"/desk/calls/{OPEN}/letters/", "convener"),
    Shot("phone", f"/desk/calls/{OPEN}/phone/", "convener"),
    Shot("payments", f"/desk/calls/{FORMED}/payments/", "convener"),
    Shot("attendance", f"/desk/calls/{FORMED}/attendance/", "convener"),
    Shot("ringing", "/me/ringing/", "convener"),
    Shot("call-published", f"/calls/{PUBLISHED}/"),
    Shot("lottery", f"/calls/{FORMED}/panel/", then="See the list"),
    Shot("lottery-published", f"/calls/{PUBLISHED}/", then="See the lottery"),
    Shot("contest", f"/desk/calls/{FORMED}/panel/", "convener", then="That I was not asked"),
    Shot("answer-by-code", "/i/"),
    Shot("my-chance", f"/calls/{PUBLISHED}/my-chance/", "citizen"),
    Shot("my-payments", "/me/payments/", "citizen"),
    Shot("contact", "/me/contact/", "citizen"),
    Shot("contests", "/host/contests/", "host"),
    Shot("host", "/host/", "host"),
    Shot("not-found", "/no-such-page/"),
]


def main(folder: Path, address: str | None = None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        base = address or stack.enter_context(a_demo_place())
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=installed_browser(), args=FLAGS)
        for device in WIDTHS:
            take_all(browser, base, folder, device)
        browser.close()


@contextlib.contextmanager
def a_demo_place() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as data:
        environment = {**os.environ, "PUBLIUS_DATA": data, "PUBLIUS_DEMO": "1", "PORT": PORT}
        place = subprocess.Popen([sys.executable, "-m", "publius"], env=environment)
        try:
            yield wait_for(f"http://localhost:{PORT}")
        finally:
            place.terminate()
            place.wait()


def wait_for(base: str) -> str:
    for _ in range(PATIENCE):
        try:
            urllib.request.urlopen(f"{base}/readyz")  # noqa: S310 - our own
        except (urllib.error.URLError, ConnectionError):
            time.sleep(1)
        else:
            return base
    raise SystemExit(f"No demo place answered at {base} within {PATIENCE} seconds.")


def take_all(browser: Browser, base: str, folder: Path, device: str) -> None:
    width, height = WIDTHS[device]
    pages: dict[str, Page] = {}
    for shot in SHOTS:
        if shot.persona not in pages:
            page = browser.new_page(viewport={"width": width, "height": height})
            pages[shot.persona] = become(page, base, shot.persona)
        page = pages[shot.persona]
        page.goto(base + shot.path)
        if shot.then:
            with page.expect_navigation():
                page.get_by_role("link", name=shot.then).or_(
                    page.get_by_role("button", name=shot.then)
                ).first.click()
        page.screenshot(path=folder / f"{shot.name}-{device}.png", full_page=True)


def become(page: Page, base: str, persona: str) -> Page:
    """Step into somebody's place with the button that the demonstration has for it."""
    if persona:
        page.goto(f"{base}/demo/")
        with page.expect_navigation():
            page.locator(f"button[value={persona}]").click()
    return page


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit("Usage: python -m tests.journeys.screenshots OUT_DIR [ADDRESS]")
    main(Path(sys.argv[1]), *sys.argv[2:])
