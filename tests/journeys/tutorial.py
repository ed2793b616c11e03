"""Reads docs/tutorial.md as a script: the steps people follow are the steps that are tested.

A step is a line that starts with "- "; `FORMS` lists the sentences that are understood, and any
other sentence fails the test.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from .browser import Visitor
from .letters import code_in_the_last_letter_to, link_in_the_last_letter_to

STEP = re.compile(r"^- (?P<step>.+)$")


def steps_of(page: Path) -> Iterator[tuple[int, str]]:
    """Yield line number and text of every step; wrapped lines are joined."""
    lines = page.read_text().splitlines()
    for number, line in enumerate(lines, start=1):
        found = STEP.match(line)
        if found:
            text = [found["step"]]
            for following in lines[number:]:
                if not following.startswith("  "):
                    break
                text.append(following.strip())
            yield number, " ".join(text)


def open_path(visitor: Visitor, path: str) -> None:
    visitor.goes_to(path)


def click(visitor: Visitor, name: str) -> None:
    visitor.clicks(name)


def follow(visitor: Visitor, name: str) -> None:
    visitor.follows(name)


def type_text(visitor: Visitor, text: str, label: str) -> None:
    visitor.types(label, text)


def tick(visitor: Visitor, label: str) -> None:
    visitor.ticks(label)


def choose(visitor: Visitor, option: str, label: str) -> None:
    visitor.chooses(label, option)


def see(visitor: Visitor, text: str) -> None:
    visitor.sees(text)


def type_code(visitor: Visitor, address: str, label: str) -> None:
    visitor.types(label, code_in_the_last_letter_to(address))


def open_letter(visitor: Visitor, address: str) -> None:
    visitor.goes_to(link_in_the_last_letter_to(address))


FORMS = [
    (re.compile(r"Open `(/[^`]*)`\."), open_path),
    (re.compile(r"Click \*\*(.+)\*\*\."), click),
    (re.compile(r"Follow \*\*(.+)\*\*\."), follow),
    (re.compile(r"Type “(.+)” into \*\*(.+)\*\*\."), type_text),
    (re.compile(r"Tick \*\*(.+)\*\*\."), tick),
    (re.compile(r"Choose \*\*(.+)\*\* for \*\*(.+)\*\*\."), choose),
    (re.compile(r"You see “(.+)”\."), see),
    (re.compile(r"Type the code from the letter to `(.+)` into \*\*(.+)\*\*\."), type_code),
    (re.compile(r"Open the link in the letter to `(.+)`\."), open_letter),
]


def take(visitor: Visitor, step: str) -> None:
    """Do what one step says, or fail with the step that nobody understands."""
    for form, do in FORMS:
        found = form.fullmatch(step)
        if found:
            do(visitor, *found.groups())
            return
    raise AssertionError(f"The tutorial says something the test does not understand: {step}")
