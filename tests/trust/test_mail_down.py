"""The mail server is gone: pages answer as usual, nothing is lost, nothing arrives twice."""

import re
import time

import pytest
from django.utils import timezone

from publius.web.notify.models import Message
from publius.web.notify.tasks import send_due_messages
from publius.web.work import WorkState
from tests.web.notify.conftest import free_port, use_mail_server  # noqa: F401 - fixtures
from tests.web.notify.mail_server import MailServer, running_mail_server

from .form_pages import FORM_PAGES
from .pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def no_mail_server(use_mail_server, free_port) -> int:  # noqa: F811
    """The port at which nobody listens yet."""
    use_mail_server(free_port)
    return free_port


def waiting_letters() -> int:
    return Message.objects.filter(work_state=WorkState.WAITING).count()


def try_now() -> None:
    Message.objects.filter(work_state=WorkState.WAITING).update(due_at=timezone.now())
    while send_due_messages():
        pass


def test_somebody_can_ask_for_a_code_and_gets_it_when_the_server_is_back(village, no_mail_server):
    Message.objects.all().delete()
    browser = client_of(None)
    began = time.monotonic()
    page = browser.post("/accounts/login/", {"email": village.citizen.email}, follow=True)
    took = time.monotonic() - began
    try_now()

    assert took < 1
    assert page.status_code == 200
    assert "spam" in page.content.decode() or "minutes" in page.content.decode()
    assert waiting_letters() == 1

    with running_mail_server(MailServer(port=no_mail_server)) as server:
        try_now()
        try_now()

    [mail] = server.received
    code = re.search(r"\b\d{4}-\d{4}\b", mail.get_content()).group()
    browser.post("/accounts/login/code/confirm/", {"code": code})
    assert browser.session["_auth_user_id"] == str(village.citizen.pk)


def test_invitations_are_kept_while_mail_is_down_and_each_arrives_once(village, no_mail_server):
    Message.objects.all().delete()
    page = next(page for page in FORM_PAGES if page.name == "panels:draw_confirm")
    answer = client_of(village.convener).post(page.address(village), page.data(village))
    try_now()

    assert (answer.status_code, waiting_letters()) == (302, village.drawn_call.size)

    with running_mail_server(MailServer(port=no_mail_server)) as server:
        try_now()
        try_now()

    people = {place.person.email for place in village.drawn_call.places.all()}
    assert sorted(mail["To"] for mail in server.received) == sorted(people)
    assert waiting_letters() == 0


def test_the_host_reads_how_many_letters_wait_and_why(village, no_mail_server):
    try_now()

    text = client_of(village.host).get("/host/outbox/").content.decode()

    assert str(waiting_letters()) in text
    assert "cannot be reached" in text
