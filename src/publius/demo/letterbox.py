"""Reads the messages that would have been mailed, so that nobody needs a mail server to try it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.utils import timezone

MOST = 100  # letters on the page; older ones stay in the folder
NAME = re.compile(r"[\w.-]+\.log")  # as Django's file backend names them
BETWEEN = re.compile(rb"^-{79}\n", re.MULTILINE)  # its line after each message


@dataclass(frozen=True)
class Letter:
    """One message as it was sent; `name` is its address on the page."""

    name: str
    to: str
    subject: str
    sent_at: dt.datetime | None
    text: str


def letters() -> list[Letter]:
    """The newest letters first."""
    files = sorted(_files(), key=lambda file: file.stat().st_mtime, reverse=True)
    found = [letter for file in files[:MOST] for letter in reversed(list(_letters_in(file)))]
    return found[:MOST]


def find_letter(name: str) -> Letter | None:
    """One letter by its name, or None; the name never leads out of the folder."""
    stem, _, number = name.rpartition("-")
    file = _folder() / stem
    if not (NAME.fullmatch(stem) and number.isdecimal() and file.is_file()):
        return None
    found = list(_letters_in(file))
    return next((letter for letter in found if letter.name == name), None)


def _folder() -> Path:
    return Path(getattr(settings, "EMAIL_FILE_PATH", None) or settings.DATA / "post")


def _files() -> Iterator[Path]:
    folder = _folder()
    if folder.is_dir():
        yield from (file for file in folder.iterdir() if NAME.fullmatch(file.name))


def _letters_in(file: Path) -> Iterator[Letter]:
    """One connection writes one file, with as many messages as it carried."""
    parts = [part for part in BETWEEN.split(file.read_bytes()) if part.strip()]
    for number, part in enumerate(parts, start=1):
        mail = message_from_bytes(part, policy=policy.default)
        if isinstance(mail, EmailMessage):
            yield _letter(f"{file.name}-{number}", mail)


def _letter(name: str, mail: EmailMessage) -> Letter:
    body = mail.get_body(("plain",))
    return Letter(
        name=name,
        to=str(mail["To"]),
        subject=str(mail["Subject"]),
        sent_at=_when(mail),
        text=body.get_content() if body else "",
    )


def _when(mail: EmailMessage) -> dt.datetime | None:
    """In the borough's time; mail libraries give UTC without saying so."""
    if not mail["Date"]:
        return None
    date: dt.datetime = mail["Date"].datetime
    return timezone.localtime(date if date.tzinfo else date.replace(tzinfo=dt.UTC))
