"""A real browser on the running site, and the words in which journeys are told."""

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import ClassVar

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, Request

from .letters import code_in_the_last_letter_to

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
# 1280 pixels at 400 % zoom, as WCAG 2.2 measures reflow.
ZOOMED = {"width": 320, "height": 256}

# Two pages of the same build are equally accessible, whatever their words and numbers are.
BUILD = [
    (re.compile(r'\b(href|value|action|content|placeholder)="[^"]+"'), r"\1"),
    (re.compile(r">[^<]*[^<\s][^<]*<"), ">words<"),
    (re.compile(r"\d+"), "0"),
]
# Links that lead nowhere and submit buttons that belong to no form.
DEAD = "a[href=''], a:not([href]), button[type=submit]:not([form]):not(form *)"
already_checked: set[tuple[str, str]] = set()


def build_of(html: str) -> str:
    for detail, plain in BUILD:
        html = detail.sub(plain, html)
    return html


@dataclass
class Visitor:
    """Somebody at a browser. Every step that changes the page checks it for everybody's needs.

    Wherever somebody goes, nothing may be asked of another site, and the content security
    policy may have nothing to stop.
    """

    page: Page
    base: str
    has_scripts: bool = True
    complaints: list[str] = field(default_factory=list)
    is_at_a_desk: ClassVar[bool] = False

    def __post_init__(self) -> None:
        self.page.on("request", self._notes_where_it_goes)
        self.page.on("console", self._notes_what_the_browser_says)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def goes_to(self, path: str) -> None:
        self.page.goto(self.base + path)
        self.finds_the_page_in_order()

    def clicks(self, name: str, role: str = "button") -> None:
        self.activates(self.page.get_by_role(role, name=name, exact=True).first)

    def follows(self, name: str) -> None:
        self.clicks(name, role="link")

    def follows_beside(self, name: str, beside: str) -> None:
        """A link whose hidden words say which of several rows it belongs to."""
        self.activates(self.page.get_by_role("link", name=f"{name} {beside}", exact=True))

    def activates(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.click()
        self.finds_the_page_in_order()

    def types(self, label: str, text: str) -> None:
        self.labelled(label).fill(text)

    def labelled(self, label: str) -> Locator:
        exactly = re.compile(rf"^{re.escape(label)}( \(optional\))?$")
        return self.page.get_by_label(exactly).first

    def types_the_date(self, label: str, day: dt.date) -> None:
        group = self.page.get_by_role("group", name=label)
        for part in ("day", "month", "year"):
            group.get_by_label(part.capitalize()).fill(str(getattr(day, part)))

    def ticks(self, label: str) -> None:
        self.page.get_by_label(label).first.check()

    def chooses(self, label: str, option: str) -> None:
        self.labelled(label).select_option(label=option)

    def sees(self, text: str) -> None:
        found = self.page.get_by_role("main").get_by_text(text).locator("visible=true").first
        found.wait_for(state="visible", timeout=5000)

    def does_not_see(self, text: str) -> None:
        assert text not in self.page.get_by_role("main").inner_text()

    def reads_the_heading(self, text: str) -> None:
        heading = self.page.get_by_role("heading", level=1).inner_text()
        assert heading == text, f"{self.page.url} is headed “{heading}”"

    def is_told_what_is_wrong(self, *sentences: str) -> None:
        """The error summary has exactly these sentences, and the title begins with the error."""
        told = self.page.locator(".govuk-error-summary__list li").all_inner_texts()
        assert told == list(sentences), f"told {told}"
        assert self.page.title().startswith("Error: "), self.page.title()

    def still_reads_what_was_typed(self, label: str, text: str) -> None:
        kept = self.labelled(label).input_value()
        assert kept == text, f"{label}: “{kept}” was kept of “{text}”"

    def opens_in_full(self) -> None:
        """Open every “details”, so that what is inside is checked too."""
        self.page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        self.finds_the_page_in_order()

    def finds_the_page_in_order(self) -> None:
        assert self.complaints == [], f"{self.page.url}\n" + "\n".join(self.complaints)
        dead = self.page.locator(DEAD).evaluate_all("found => found.map(e => e.outerHTML)")
        assert dead == [], f"{self.page.url} has links or buttons that do nothing"
        if self.has_scripts:
            self._finds_it_accessible()

    def _finds_it_accessible(self) -> None:
        view = (str(self.page.viewport_size), build_of(self.page.content()))
        if view in already_checked:
            return
        results = Axe().run(self.page, options=AXE)
        assert results.violations_count == 0, f"{self.page.url}\n{results.generate_report()}"
        already_checked.add(view)

    def presses(self, key: str) -> None:
        self.page.keyboard.press(key)

    def presses_and_goes_on(self, key: str) -> None:
        with self.page.expect_navigation():
            self.presses(key)
        self.finds_the_page_in_order()

    def is_on(self) -> str:
        """The words of what has the keyboard: its label, or its own text."""
        return self.page.evaluate(
            "(on => (on.labels?.[0] ?? on).innerText.trim())(document.activeElement)"
        )

    def tabs_to(self, words: str) -> None:
        for _ in range(60):
            self.presses("Tab")
            if self.is_on().startswith(words):
                return
        raise AssertionError(f"the keyboard does not reach “{words}”")

    def looks_for_the_edge_of(self, path: str) -> None:
        """No page scrolls sideways; wide tables scroll inside their own box."""
        self.page.goto(self.base + path)
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= self.page.viewport_size["width"], f"{self.page.url} is {width} wide"

    def signs_in_with_a_code(self, address: str) -> None:
        """From the page that asks for the address to wherever one wanted to go."""
        self.types("E-mail address", address)
        self.clicks("Send me a code")
        self.types("Code", code_in_the_last_letter_to(address))
        self.clicks("Continue")

    def finishes_signing_up(self, name: str, *, area: str = "") -> None:
        self.types("What should we call you?", name)
        if area:
            self.chooses("Which area do you live in?", area)
        self.ticks("I am 18 or over")
        self.clicks("Continue")

    def _notes_where_it_goes(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.complaints.append(f"asked another site: {request.url}")

    def _notes_what_the_browser_says(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "responded with a status" not in message.text:
            self.complaints.append(f"console: {message.text}")
