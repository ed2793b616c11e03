"""Which browser drives the journeys, and how it is started."""

import shutil

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def installed_browser() -> str | None:
    """Path of a browser on this machine, or None: then Playwright looks for its own."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)
