"""Rendered pages in a real browser, without a server: what the page asks for is answered here."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

ADDRESS = "http://gallery.test"
POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; object-src 'none'"
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def open_page(browser: Browser, template: str, context: dict, width: int, **options) -> Page:
    """The template at this width, under the site's own content security policy."""
    html = render_to_string(template, context)
    page = browser.new_page(viewport={"width": width, "height": 900}, **options)
    page.complaints = []
    page.on("console", lambda message: note(message, page.complaints))
    page.route("**/*", lambda route: answer(route, html, page.complaints))
    page.goto(f"{ADDRESS}/")
    return page


def now_shows(page: Page, context: dict, template: str = "ui/wait.html") -> None:
    """From now on the same address answers with this context."""
    html = render_to_string(template, context)
    page.route(f"{ADDRESS}/", lambda route: answer(route, html, page.complaints))


def note(message: ConsoleMessage, complaints: list[str]) -> None:
    if message.type in ("error", "warning"):
        complaints.append(message.text)


def answer(route: Route, html: str, complaints: list[str]) -> None:
    address = route.request.url
    if address == f"{ADDRESS}/":
        headers = {"Content-Security-Policy": POLICY}
        return route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
    path = finders.find(address.removeprefix(f"{ADDRESS}/static/"))
    if path:
        return route.fulfill(path=path, content_type=TYPES[Path(path).suffix])
    complaints.append(f"asked for {address}")
    return route.abort()


def accessibility_problems(page: Page) -> list[str]:
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARD}})
    return [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in results.response["violations"]]
