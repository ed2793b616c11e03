"""`publius check`: is this installation safe and in working order? Plain sentences only."""

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import mail
from django.core.checks import ERROR, run_checks
from django.db import DatabaseError, connection
from django.utils import timezone

from publius.site.overview import work_counts
from publius.site.schema import missing_migrations, unknown_migrations
from publius.web.calls.method import method_now
from publius.web.ledger.queries import check_ledger
from publius.web.people.models import ContactDetails, ContactRoute, Person
from publius.web.switches.queries import brakes_on, workers_alive

SCARCE, TOO_LITTLE = 2_000_000_000, 200_000_000  # bytes of free disk
LOCAL = ("localhost", "127.0.0.1", "::1")

# What Django warns of and our reverse proxy does, or what plain http on one's own machine lacks.
DONE_BY_THE_PROXY = {"security.W005", "security.W008", "security.W021"}
MEANINGLESS_WITHOUT_HTTPS = {"security.W004", "security.W012", "security.W016"}


class Level(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, how it is, and what to do where it is not good."""

    level: Level
    sentence: str


def good(sentence: str) -> Finding:
    return Finding(Level.GOOD, sentence)


def warning(sentence: str) -> Finding:
    return Finding(Level.WARNING, sentence)


def problem(sentence: str) -> Finding:
    return Finding(Level.PROBLEM, sentence)


def check_installation() -> list[Finding]:
    """Look at everything; what needs the database is left out where it does not answer."""
    findings = [finding for check in WITHOUT_DATABASE for finding in check()]
    database = list(check_database())
    findings += database
    if all(finding.level != Level.PROBLEM for finding in database):
        findings += [finding for check in WITH_DATABASE for finding in check()]
    return findings


def check_address() -> Iterator[Finding]:
    address = urlsplit(settings.BASE_URL)
    if address.hostname in LOCAL:
        yield good(f"This place is for this machine only ({settings.BASE_URL}).")
    elif address.scheme == "https":
        yield good(f"People reach this place at {settings.BASE_URL}.")
    else:
        yield problem(
            f"{settings.BASE_URL} is not encrypted: codes and answers could be read on the way. "
            "Put a reverse proxy in front and begin PUBLIUS_BASE_URL with https://"
        )
    if address.hostname not in LOCAL and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield warning(
            "PUBLIUS_TRUSTED_PROXIES is 0. Behind a reverse proxy everybody then shares one limit "
            "for signing in, and encrypted requests are not known as such. Set it to 1."
        )


def check_modes() -> Iterator[Finding]:
    is_public = urlsplit(settings.BASE_URL).hostname not in LOCAL
    if settings.DEBUG and is_public:
        yield problem(
            "PUBLIUS_DEBUG is on: error pages show code and data to strangers. Turn it off."
        )
    elif settings.DEBUG:
        yield warning("PUBLIUS_DEBUG is on, which is for developers only.")


def check_django() -> Iterator[Finding]:
    left_out = DONE_BY_THE_PROXY | (set() if settings.IS_HTTPS else MEANINGLESS_WITHOUT_HTTPS)
    for message in run_checks(include_deployment_checks=True):
        if message.id not in left_out and message.id not in settings.SILENCED_SYSTEM_CHECKS:
            make = problem if message.level >= ERROR else warning
            yield make(f"Django says: {' '.join(str(message.msg).split())} ({message.id})")


def check_files() -> Iterator[Finding]:
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield problem("The style sheet is not in place, so pages look broken. Run: publius prepare")
    private = [settings.DATA, *sorted((settings.DATA / "keys").glob("**/*"))]
    open_ones = [path for path in private if _others_may_read(path)]
    for path in open_ones:
        yield problem(f"Other accounts of this machine can read {path}. Run: chmod go-rwx {path}")
    if not open_ones:
        yield good("Keys and data can be read by this account alone.")


def _others_may_read(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def check_disk() -> Iterator[Finding]:
    free = shutil.disk_usage(settings.DATA).free
    sentence = f"{free / 1e9:.1f} GB are free where the data are."
    if free < TOO_LITTLE:
        yield problem(f"{sentence} Nothing can be saved soon: make room now.")
    elif free < SCARCE:
        yield warning(f"{sentence} Make room before it runs out.")
    else:
        yield good(sentence)


def check_cache() -> Iterator[Finding]:
    backend = settings.CACHES["default"]["BACKEND"]
    if backend.endswith(("LocMemCache", "DummyCache")):
        yield problem(
            "PUBLIUS_CACHE_URL names a cache that processes do not share, so the limits on "
            "guessing sign-in codes do not hold. Leave it out, or name a shared one."
        )


def check_mail() -> Iterator[Finding]:
    backend = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if backend != "smtp":
        yield warning(
            "No mail server is set, so nobody gets messages: they are written to "
            f"{settings.DATA / 'post'}. Set PUBLIUS_EMAIL_URL when people are to take part."
        )
        return
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").endswith(".example"):
        yield problem("Messages have a made-up sender. Set PUBLIUS_FROM_EMAIL to a real address.")
    if settings.HELP_EMAIL.endswith(".example"):
        yield warning("The help address is made up. Set PUBLIUS_HELP_EMAIL to a real one.")
    yield from _call_mail_server()


def _call_mail_server() -> Iterator[Finding]:
    try:
        with mail.get_connection():
            yield good("The mail server answers.")
    except OSError as error:
        yield problem(
            f"The mail server cannot be used ({type(error).__name__}). Messages are kept and "
            "wait. Check PUBLIUS_EMAIL_URL."
        )


def check_database() -> Iterator[Finding]:
    try:
        unknown, missing = unknown_migrations(), missing_migrations()
    except DatabaseError:
        yield problem("The database does not answer. Check that it runs, and PUBLIUS_DATABASE_URL.")
        return
    if unknown:
        yield problem(
            "The database was made by a later version of Publius. Install that version again."
        )
    elif missing:
        yield problem(
            f"The database lacks {len(missing)} changes of this version. Run: publius prepare"
        )
    else:
        yield good(f"The database answers and fits this version ({connection.display_name}).")


def check_storage() -> Iterator[Finding]:
    sound, question = ("ok", "PRAGMA quick_check")
    if connection.vendor == "postgresql":
        sound, question = ("UTF8", "SHOW server_encoding")
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone()[0]
    if answer == sound:
        yield good("The database is sound.")
    elif connection.vendor == "postgresql":
        yield problem(f"The database keeps text as {answer}. Make a new one with encoding UTF8.")
    else:
        yield problem("The database file is damaged. Stop Publius and restore the last backup.")


def check_chain() -> Iterator[Finding]:
    check = check_ledger()
    if check.is_intact:
        yield good(f"The ledger is whole ({check.lines} lines).")
    else:
        yield problem(
            f"Line {check.broken_at} of the ledger was changed or removed outside Publius. Keep a "
            "copy of the database as it is, and compare it with your last backup."
        )


def check_people() -> Iterator[Finding]:
    if settings.DEMO and Person.objects.filter(is_invented=False, is_host=True).exists():
        yield problem(
            "PUBLIUS_DEMO is on where real people are: everybody can enter as somebody else with "
            "one click. Turn it off."
        )
    if not settings.DEMO and not Person.objects.filter(is_host=True, is_active=True).exists():
        yield warning("Nobody is host here yet. docs/how-to/deploy.md says how to name one.")


def check_text_messages() -> Iterator[Finding]:
    waiting = ContactDetails.objects.filter(route=ContactRoute.SMS, person__is_invented=False)
    if waiting.exists() and "sms" not in settings.CHANNELS:
        yield warning(
            "People chose to be reached by text message, and nothing sends any: they are written "
            f"to {settings.DATA / 'post'}. docs/how-to/text-messages.md says how to send them."
        )


def check_work() -> Iterator[Finding]:
    waiting = sum(line.waiting for line in work_counts())
    failed = sum(line.failed for line in work_counts())
    if workers_alive(timezone.now()):
        yield good("A worker is at work.")
    elif waiting:
        yield problem(f"Work is waiting ({waiting}) and no worker runs. Start: publius worker")
    else:
        yield warning("No worker runs. Start one: publius worker")
    if failed:
        yield warning(f"Some work has failed ({failed}). The host page says which and why.")
    for switch in brakes_on().values():
        yield warning(f"A brake is on: {switch.get_brake_display()}.")


def check_matching() -> Iterator[Finding]:
    method = method_now()
    for sentence in method.problems:
        yield problem(f"Matching runs without what was asked for. {sentence}")
    if not method.problems:
        told = method.told()
        compared = f"with the model {told.encoder}" if told.has_vectors else "by their words"
        yield good(f"Texts are compared {compared}; {told.concepts} things are known by names.")


Check = Callable[[], Iterator[Finding]]
WITHOUT_DATABASE: list[Check] = [
    check_address,
    check_modes,
    check_django,
    check_files,
    check_disk,
    check_cache,
    check_mail,
    check_matching,
]
WITH_DATABASE: list[Check] = [
    check_storage,
    check_chain,
    check_people,
    check_text_messages,
    check_work,
]
