"""Logs say what happened to which request, and nothing about whom."""

import io
import json
import logging

import pytest
import structlog

from publius.site import logs
from publius.site.worker import Turn
from publius.web.notify.actions import queue_message
from publius.web.notify.tasks import send_due_messages
from tests.factories import PersonFactory
from tests.site import urls_that_fail

pytestmark = pytest.mark.django_db
CANARIES = ("ada.canary", "Canary Lovelace", "canary-token", "canary-query", "canary-words")


@pytest.fixture
def lines(settings):
    """Everything that is logged, at the most talkative level, as parsed JSON lines."""
    stream = io.StringIO()
    logs.configure({"level": "DEBUG", "as_json": True})
    logging.getLogger().handlers[0].setStream(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logs.configure(settings.LOGGING)


@pytest.fixture
def ada(client, settings):
    settings.ROOT_URLCONF = "tests.site.urls_that_fail"
    client.raise_request_exception = False
    ada = PersonFactory(email="ada.canary@people.example", display_name="Canary Lovelace")
    client.force_login(ada)
    return ada


def leaks(lines):
    return [(canary, line) for line in lines for canary in CANARIES if canary in json.dumps(line)]


def test_a_crash_is_logged_by_type_and_place_without_its_words(client, ada, lines):
    answer = client.get("/crash/canary-token/?q=canary-query")

    crash = next(line for line in lines() if line["level"] == "error")
    assert (answer.status_code, leaks(lines())) == (500, [])
    assert crash["event"] == "Internal Server Error"
    assert crash["error"] == "django.db.utils.IntegrityError"
    line = urls_that_fail.crash.__code__.co_firstlineno + 1
    assert crash["at"][-1] == f"{urls_that_fail.__file__}:{line} crash"


def test_every_line_of_a_request_carries_the_id_the_person_was_given(client, ada, lines):
    answer = client.get("/crash/canary-token/")

    written = [line for line in lines() if line["level"] in ("error", "info")]
    assert {line["request"] for line in written} == {answer["X-Request-ID"]}
    assert written[-1]["route"] == "crash/<str:token>/"
    assert written[-1]["status"] == 500


def test_a_librarys_own_log_call_is_kept_without_its_arguments(client, ada, lines):
    client.get("/mention/canary-token/")

    events = [line["event"] for line in lines()]
    assert "Could not reach %s with %s" in events
    assert leaks(lines()) == []


def test_what_people_type_and_are_sent_is_never_logged(client, ada, lines):
    client.post("/accounts/login/", {"email": ada.email})
    client.get("/no-such/canary-token/?q=canary-query")
    client.post("/me/about/", {"display_name": "canary-words"})
    queue_message(purpose="p", subject="canary-words", body="canary-token", person=ada)
    send_due_messages()

    assert len(lines()) >= 3
    assert leaks(lines()) == []


def test_a_failing_mail_server_is_logged_without_the_address(ada, lines, settings):
    settings.EMAIL_BACKEND = "tests.site.nowhere.Backend"
    queue_message(purpose="p", subject="s", body="canary-words", person=ada)
    Turn(send_due_messages).take(0.0)

    failure = next(line for line in lines() if line["event"] == "sweep_failed")
    assert failure["error"] == "builtins.ModuleNotFoundError"
    assert leaks(lines()) == []


def test_our_own_facts_are_written_as_they_are(lines):
    structlog.get_logger("publius.request").info("request", status=200, route="calls/<slug>/")

    assert (lines()[-1]["status"], lines()[-1]["route"]) == (200, "calls/<slug>/")


def test_developers_may_see_everything(settings, capsys):
    stream = io.StringIO()
    logs.configure({"level": "DEBUG", "as_json": True, "in_full": True})
    logging.getLogger().handlers[0].setStream(stream)

    logging.getLogger("some.library").warning("Could not reach %s", "ada.canary")

    logs.configure(settings.LOGGING)
    assert json.loads(stream.getvalue())["event"] == "Could not reach ada.canary"
