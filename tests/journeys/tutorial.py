"""Reads docs/tutorial.md as a script: the steps people follow are the steps that are tested.

A step is a line that starts with "- "; `FORMS` lists the sentences that are understood, and any
other sentence fails the test. The last section points elsewhere and has no steps.
"""

import datetime as dt
import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from .browser import Visitor
from .letters import code_in_the_last_letter_to, first_link_in, letters_called
from .worker import the_worker_goes_round

HEADING = re.compile(r"^## (?:\d+\. )?(?P<title>.+)$")
STEP = re.compile(r"^- (?P<step>.+)$")
CYCLIST = "Person who cycles to work"
LAST = "Where to go from here"
MONTHS = {"two": 60, "five": 150}  # in days


@dataclass(frozen=True)
class Step:
    line: int
    section: str
    text: str


def steps_of(page: Path) -> Iterator[Step]:
    """Every step of the page; wrapped lines are joined."""
    lines, section = page.read_text().splitlines(), ""
    for number, line in enumerate(lines, start=1):
        if found := HEADING.match(line):
            section = found["title"]
        elif (found := STEP.match(line)) and section != LAST:
            yield Step(number, section, " ".join([found["step"], *wrapped(lines[number:])]))


def wrapped(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not line.startswith("  "):
            return
        yield line.strip()


@dataclass
class Reader:
    """Somebody who follows the tutorial, with one browser window for each person they play."""

    page: Path
    opens_window: Callable[[], Visitor]
    windows: dict[str, Visitor] = field(default_factory=dict)
    now: str = "Ada"

    def __post_init__(self) -> None:
        self.windows[self.now] = self.opens_window()

    @property
    def visitor(self) -> Visitor:
        return self.windows[self.now]

    def follows_every_step(self) -> None:
        for step in steps_of(self.page):
            try:
                self.take(step.text)
            except Exception as error:
                error.add_note(f"{self.page.name}, line {step.line}: {step.text}")
                raise

    def take(self, step: str) -> None:
        """Do what one step says, or fail with the step that nobody understands."""
        for form, do in FORMS:
            if found := form.fullmatch(step):
                do(self, *found.groups())
                the_worker_goes_round()
                return
        raise AssertionError(f"The tutorial says something the test does not understand: {step}")


def run(reader: Reader, command: str) -> None:
    """As in a second terminal, on the database of the test."""
    environment = {
        **os.environ,
        "PUBLIUS_DATA": str(settings.DATA),
        "PUBLIUS_DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "DJANGO_SETTINGS_MODULE": "publius.site.settings",
    }
    subprocess.run(shlex.split(command), env=environment, cwd=reader.page.parents[1], check=True)


def open_window(reader: Reader, name: str) -> None:
    reader.windows[name] = reader.opens_window()
    reader.now = name


def go_back(reader: Reader, name: str) -> None:
    reader.now = name


def do_again(reader: Reader, section: str, name: str, address: str, seat: str | None) -> None:
    """The steps of a section once more, as somebody else."""
    for step in steps_of(reader.page):
        if step.section == section:
            text = step.text.replace("Maya", name).replace("maya@people.example", address)
            reader.take(text.replace(f"Tick **{CYCLIST}**", f"Tick **{seat or CYCLIST}**"))


def type_day(reader: Reader, months: str, label: str) -> None:
    day = timezone.localdate() + dt.timedelta(days=MONTHS[months])
    reader.visitor.types_the_date(label, day)


def wait_until(reader: Reader, text: str) -> None:
    """The page looks again by itself; the test has no patience and reloads it."""
    reader.visitor.page.reload()
    reader.visitor.finds_the_page_in_order()
    reader.visitor.sees(text)


def type_code(reader: Reader, address: str, label: str) -> None:
    reader.visitor.types(label, code_in_the_last_letter_to(address))


def open_letter(reader: Reader, number: str, subject: str) -> None:
    reader.visitor.goes_to(first_link_in(letters_called(subject)[int(number) - 1]))


def click(reader: Reader, name: str) -> None:
    folded = reader.visitor.page.locator("summary", has_text=name)
    if folded.count():
        folded.click()
    else:
        reader.visitor.clicks(name)


FORMS = [
    (re.compile(r"Run `(.+)`\."), run),
    (re.compile(r"Open a private window for (.+)\."), open_window),
    (re.compile(r"Go back to the window of (.+)\."), go_back),
    (
        re.compile(
            r"Do the steps of “(.+)” again as (\w+), with `([^`]+)`"
            r"(?: and the seat \*\*(.+)\*\*)?\."
        ),
        do_again,
    ),
    (re.compile(r"Open `(/[^`]*)`\."), lambda reader, path: reader.visitor.goes_to(path)),
    (re.compile(r"Open the link in letter (\d) called “(.+)”\."), open_letter),
    (re.compile(r"Click \*\*(.+)\*\*\."), click),
    (re.compile(r"Follow \*\*(.+)\*\*\."), lambda reader, name: reader.visitor.follows(name)),
    (
        re.compile(r"Type “(.+)” into \*\*(.+)\*\*\."),
        lambda reader, text, label: reader.visitor.types(label, text),
    ),
    (re.compile(r"Type a day (\w+) months from now into \*\*(.+)\*\*\."), type_day),
    (re.compile(r"Type the code from the letter to `(.+)` into \*\*(.+)\*\*\."), type_code),
    (re.compile(r"Tick \*\*(.+)\*\*\."), lambda reader, label: reader.visitor.ticks(label)),
    (re.compile(r"You see “(.+)”\.?"), lambda reader, text: reader.visitor.sees(text)),
    (re.compile(r"Wait until you see “(.+)”\."), wait_until),
]
