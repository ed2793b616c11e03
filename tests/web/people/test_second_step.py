"""An authenticator app as a second step, its recovery codes, and where one is signed in."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client

from tests.factories import PersonFactory

from .mailbox import last_code, letters_to, sign_in

pytestmark = pytest.mark.django_db

APP = "/accounts/2fa/totp/activate/"
SECOND_STEP = "/accounts/2fa/authenticate/"


def shown_by_the_app(secret: str) -> str:
    return auth.format_hotp_value(
        auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time())))
    )


def turn_on_the_app(client: Client, person) -> str:
    """Sign in, scan the secret, type the code; gives the secret."""
    sign_in(client, person)
    secret = client.get(APP).context["form"].secret
    client.post(APP, {"code": shown_by_the_app(secret)})
    return secret


def comes_back(person) -> Client:
    client = Client()
    client.post("/accounts/login/", {"email": person.email})
    client.post("/accounts/login/code/confirm/", {"code": last_code(person.email)})
    return client


def test_turning_the_app_on_tells_the_person_and_shows_recovery_codes(
    client, person, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        turn_on_the_app(client, person)

    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]

    assert letters_to(person.email)[-1].purpose == "totp_activated"
    assert len(set(codes)) == 10


def test_the_picture_stands_in_the_page_for_our_policy_allows_no_other(client, person):
    sign_in(client, person)

    page = client.get(APP).content.decode()

    assert '<svg role="img" aria-label="Square code to scan' in page
    assert "data:image" not in page
    assert "<?xml" not in page


def test_with_the_app_signing_in_takes_the_mail_and_the_app(client, person, time_machine):
    time_machine.move_to("2026-11-23 12:00:00Z")
    secret = turn_on_the_app(client, person)
    time_machine.move_to("2026-11-23 12:05:00Z")
    back = comes_back(person)
    with_mail_only = dict(back.session)

    wrong = back.post(SECOND_STEP, {"code": "000000"})
    right = back.post(SECOND_STEP, {"code": shown_by_the_app(secret)})

    assert "_auth_user_id" not in with_mail_only
    assert "This code is not right" in wrong.content.decode()
    assert right.url == "/me/"
    assert back.session["_auth_user_id"] == str(person.pk)


def test_a_recovery_code_works_once(client, person):
    turn_on_the_app(client, person)
    code = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"][0]

    first = comes_back(person).post(SECOND_STEP, {"code": code})
    second = comes_back(person).post(SECOND_STEP, {"code": code})

    assert (first.status_code, second.status_code) == (302, 200)


def test_secrets_and_recovery_codes_are_unreadable_in_the_database(client, person):
    secret = turn_on_the_app(client, person)

    kept = " ".join(str(row.data) for row in Authenticator.objects.all())

    assert secret not in kept
    assert re.search(r"gAAAA", kept)


def test_with_an_app_a_code_from_the_mail_does_not_prove_that_it_is_still_you(client, person):
    turn_on_the_app(client, person)
    left_open = Client()
    left_open.force_login(person)

    asked = left_open.get("/accounts/email/")
    by_mail = left_open.post("/accounts/reauthenticate/", {"action": "send"})

    assert asked.url.startswith("/accounts/2fa/reauthenticate/")
    assert by_mail.url.startswith("/accounts/2fa/reauthenticate/")


def test_everywhere_else_can_be_signed_out(client):
    person = PersonFactory()
    sign_in(client, person)
    elsewhere = comes_back(person)
    before = elsewhere.get("/me/").status_code

    client.post("/accounts/sessions/")

    assert before == 200
    assert elsewhere.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200
