"""Text messages: a file where nothing sends them; sent by the channel of the how-to."""

import json
import re
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings as django_settings

from publius.web.notify.actions import queue_message
from publius.web.notify.models import Message
from publius.web.notify.tasks import send_due_messages
from publius.web.people.actions import give_consent, withdraw_consent
from publius.web.people.models import Purpose
from publius.web.work import WorkState

pytestmark = pytest.mark.django_db
HOW_TO = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "text-messages.md"
NUMBER = "07700900123"


class Service(BaseHTTPRequestHandler):
    """A text message service: keeps what it got, answers as the test says."""

    answer = 201
    got: list[dict] = []

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.got.append(json.loads(self.rfile.read(length)))
        self.send_response(self.answer)
        self.end_headers()

    def log_message(self, *_words):
        """Keep the test's output quiet."""


@pytest.fixture
def service(settings):
    """The class of the how-to, talking to a real server on this machine."""
    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    [code] = re.findall(r"```python\n(.*?)```", HOW_TO.read_text(), re.DOTALL)
    module = ModuleType("council_sms")
    exec(code.replace("8099", str(server.server_port)), module.__dict__)  # noqa: S102
    sys.modules["council_sms"] = module
    settings.CHANNELS = {"sms": "council_sms.CouncilSms"}
    Service.answer, Service.got = 201, []
    yield Service
    server.shutdown()
    del sys.modules["council_sms"]


def queue(person=None, **fields) -> Message:
    facts = {"purpose": "p", "subject": "s", "body": "Yes or no?", "secret": True}
    return queue_message(channel="sms", address=NUMBER, person=person, **facts | fields)


def test_the_channel_of_the_how_to_sends_number_and_words_and_nothing_else(service):
    queue()

    send_due_messages()

    message = Message.objects.get()
    assert service.got == [{"to": NUMBER, "text": "Yes or no?"}]
    assert (message.work_state, message.body, message.address) == (WorkState.DONE, "", "")


@pytest.mark.parametrize(
    ("answer", "state"), [(400, WorkState.FAILED), (503, WorkState.WAITING), (429, "waiting")]
)
def test_what_the_service_refuses_is_said_without_the_number(service, answer, state):
    service.answer = answer
    queue()

    send_due_messages()

    message = Message.objects.get()
    assert (message.work_state, message.problem) == (
        state,
        f"The text message service answered {answer}.",
    )


def test_without_a_channel_of_ones_own_it_becomes_a_file(settings):
    settings.CHANNELS = {}
    message = queue()

    send_due_messages()

    written = django_settings.DATA / "post" / f"sms-{message.pk}.txt"
    assert written.read_text() == f"To: {NUMBER}\n\nYes or no?\n"


def test_a_message_under_two_agreements_needs_both(person, service):
    for purpose in (Purpose.CALL_ALERTS, Purpose.OTHER_ROUTES):
        give_consent(person=person, purpose=purpose)
    needed = f"{Purpose.OTHER_ROUTES} {Purpose.CALL_ALERTS}"
    queue(person, agreement=needed)
    send_due_messages()
    withdraw_consent(person=person, purpose=Purpose.CALL_ALERTS)
    queue(person, agreement=needed)

    send_due_messages()

    assert len(service.got) == 1
    assert Message.objects.filter(work_state=WorkState.FAILED).count() == 1
