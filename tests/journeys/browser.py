"""A real browser on the running site, and the words in which journeys are told."""

import re
import shutil
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from publius.web.notify.models import Message

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


def installed_browser() -> str | None:
    """Path of a browser on this machine, or None: then Playwright looks for its own."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def code_in_the_last_mail_to(address: str) -> str:
    body = Message.objects.filter(address=address).latest("pk").body
    return re.search(r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})?)\s*$", body, re.MULTILINE).group(1)


def link_in_the_last_mail_to(address: str) -> str:
    body = Message.objects.filter(address=address).latest("pk").body
    return re.search(r"https?://[^/\s]+(/\S+)", body).group(1)


@dataclass
class Visitor:
    """Somebody at a browser. Every step that changes the page checks its accessibility."""

    page: Page
    base: str

    def goes_to(self, path: str) -> None:
        self.page.goto(self.base + path)
        self.finds_the_page_accessible()

    def clicks(self, name: str, role: str = "button") -> None:
        self.page.get_by_role(role, name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        self.finds_the_page_accessible()

    def follows(self, name: str) -> None:
        self.clicks(name, role="link")

    def types(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).first.fill(text)

    def ticks(self, label: str) -> None:
        self.page.get_by_label(label).first.check()

    def chooses(self, label: str, option: str) -> None:
        self.page.get_by_label(label, exact=True).first.select_option(label=option)

    def sees(self, text: str) -> None:
        found = self.page.get_by_text(text).first
        found.wait_for(state="visible", timeout=5000)

    def reads_the_heading(self, text: str) -> None:
        assert self.page.get_by_role("heading", level=1).inner_text() == text

    def finds_the_page_accessible(self) -> None:
        results = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": STANDARD}})
        assert results.violations_count == 0, f"{self.page.url}\n{results.generate_report()}"

    def signs_in_with_a_code(self, address: str) -> None:
        self.page.get_by_label("E-mail address").fill(address)
        self.clicks("Continue")
        self.page.get_by_label("Code").fill(code_in_the_last_mail_to(address))
        self.clicks("Continue")
