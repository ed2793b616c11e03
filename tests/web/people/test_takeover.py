"""Attempts to get into somebody else's account."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import NoReverseMatch, reverse

from publius.web.directory.models import RoleName
from publius.web.notify.models import Message
from publius.web.people.models import Person
from tests.factories import PersonFactory, RoleFactory

from .mailbox import last_code, letters_to, sign_in

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"
ENTER_CODE = "/accounts/login/code/confirm/"
CHANGE_ADDRESS = "/accounts/email/"
STILL_YOU = "/accounts/reauthenticate/"


def test_an_account_left_half_open_by_somebody_else_belongs_to_who_reads_the_mail(client):
    Client().post("/accounts/signup/passkey/", {"email": "ada@people.example"})

    client.post(SIGN_IN, {"email": "ada@people.example"})
    client.post(ENTER_CODE, {"code": last_code("ada@people.example")})

    assert client.session["_auth_user_id"] == str(Person.objects.get().pk)


def test_a_code_works_only_in_the_browser_that_asked_for_it(client):
    person = PersonFactory()
    Client().post(SIGN_IN, {"email": person.email})
    client.post(SIGN_IN, {"email": "attacker@people.example"})

    stolen = client.post(ENTER_CODE, {"code": last_code(person.email)})

    assert stolen.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_second_address_in_the_form_does_not_get_the_code(client):
    """The mail goes to the address the account holds (compare CVE-2023-7028)."""
    person = PersonFactory(email="ada@people.example")

    client.post(SIGN_IN, {"email": ["attacker@people.example", "ada@people.example"]})

    assert [message.address for message in Message.objects.all()] == [person.email]


@pytest.mark.parametrize(
    "lookalike", ["ada@peıple.example", "ad\u0430@people.example", "ＡDA@people.example"]
)
def test_a_lookalike_address_is_not_the_account(client, lookalike):
    PersonFactory(email="ada@people.example")

    client.post(SIGN_IN, {"email": lookalike})

    assert letters_to("ada@people.example") == []


def test_looking_at_a_page_of_the_sign_in_never_signs_in_or_changes_anything(client):
    person = PersonFactory(email="ada@people.example")
    client.post(SIGN_IN, {"email": person.email})
    code = last_code(person.email)

    for method in (client.get, client.head):
        method(ENTER_CODE, {"code": code})
        method(SIGN_IN, {"email": "new@people.example"})

    assert "_auth_user_id" not in client.session
    assert Person.objects.count() == 1
    assert Message.objects.count() == 1


def test_codes_for_one_address_are_limited_wherever_they_are_asked_for():
    PersonFactory(email="ada@people.example")

    answers = [
        Client(REMOTE_ADDR=f"10.0.0.{n}").post(SIGN_IN, {"email": "ada@people.example"})
        for n in range(5)
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 200, 200]
    assert "Too many tries" in answers[-1].content.decode()
    assert len(letters_to("ada@people.example")) == 3


def test_a_made_up_forwarding_header_does_not_reset_the_limit():
    answers = [
        Client(headers={"x-forwarded-for": f"203.0.113.{n}"}).post(
            SIGN_IN, {"email": f"person{n}@people.example"}
        )
        for n in range(22)
    ]

    assert [answer.status_code for answer in answers].count(302) == 20


def test_there_is_no_password_page_to_attack(client):
    client.force_login(PersonFactory())

    for name in ("account_set_password", "account_change_password", "account_reset_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    for path in ("password/set/", "password/change/", "password/reset/"):
        assert client.get(f"/accounts/{path}").status_code == 404


def test_changing_the_address_asks_for_a_fresh_code_unless_one_was_just_used(client):
    """A session left open on a library computer must not be enough to take the account."""
    person = PersonFactory(email="old@people.example")
    client.force_login(person)

    refused = client.post(CHANGE_ADDRESS, {"email": "new@people.example", "action_add": "1"})
    client.post(STILL_YOU, {"action": "send", "next": CHANGE_ADDRESS})
    wrong = client.post(STILL_YOU, {"code": "1111-1111", "next": CHANGE_ADDRESS})
    right = client.post(STILL_YOU, {"code": last_code(person.email), "next": CHANGE_ADDRESS})

    assert refused.url == f"{STILL_YOU}?next={CHANGE_ADDRESS.replace('/', '%2F')}"
    assert wrong.status_code == 200
    assert right.status_code == 302
    person.refresh_from_db()
    assert person.email == "old@people.example"


def test_asking_whether_it_is_still_you_is_limited_to_three_tries(client):
    person = PersonFactory()
    client.force_login(person)
    client.post(STILL_YOU, {"action": "send"})
    code = last_code(person.email)

    for _ in range(3):
        client.post(STILL_YOU, {"code": "1111-1111"})
    late = client.post(STILL_YOU, {"code": code})

    assert late.url == STILL_YOU
    assert client.get(CHANGE_ADDRESS).status_code == 302


def test_a_new_address_counts_only_when_its_code_is_typed_and_the_old_one_is_told(client):
    person = PersonFactory(email="old@people.example")
    sign_in(client, person)

    asked = client.post(CHANGE_ADDRESS, {"email": "new@people.example", "action_add": "1"})
    person.refresh_from_db()
    before = person.email
    client.post(asked.url, {"code": last_code("new@people.example")})
    person.refresh_from_db()

    assert before == "old@people.example"
    assert person.email == "new@people.example"
    assert [a.email for a in EmailAddress.objects.filter(user=person)] == ["new@people.example"]
    assert letters_to("old@people.example")[-1].purpose == "email_changed"


def test_an_address_of_another_account_cannot_be_taken_over(client):
    victim = PersonFactory(email="victim@people.example")
    attacker = PersonFactory()
    sign_in(client, attacker)

    asked = client.post(CHANGE_ADDRESS, {"email": victim.email, "action_add": "1"})
    client.post(asked.url, {"code": last_code(victim.email)})

    attacker.refresh_from_db()
    assert attacker.email != victim.email


def test_a_passkey_or_app_cannot_be_added_in_a_session_left_open(client):
    client.force_login(PersonFactory())

    answers = [client.get(f"/accounts/2fa/{page}/") for page in ("webauthn/add", "totp/activate")]

    assert [answer.url.partition("?")[0] for answer in answers] == [STILL_YOU, STILL_YOU]


def test_with_an_app_turned_on_a_code_from_the_mail_is_not_enough(client):
    person = PersonFactory()
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": "unused"}
    )

    client.post(SIGN_IN, {"email": person.email})
    answer = client.post(ENTER_CODE, {"code": last_code(person.email)})

    assert answer.url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_the_secret_of_an_app_cannot_be_read_in_the_database(client):
    from allauth.mfa.adapter import get_adapter

    kept = get_adapter().encrypt("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in kept
    assert get_adapter().decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_posting_more_fields_than_a_page_shows_changes_nothing_else(client):
    person = PersonFactory(email="ada@people.example", is_host=False)
    client.force_login(person)

    client.post(
        "/me/about/",
        {
            "display_name": "Ada L.",
            "is_host": "on",
            "email": "other@people.example",
            "is_active": "",
            "public_id": "0" * 32,
        },
    )

    after = Person.objects.get(pk=person.pk)
    assert after.display_name == "Ada L."
    assert (after.is_host, after.email, after.is_active, after.public_id) == (
        False, "ada@people.example", True, person.public_id,
    )  # fmt: skip


def test_pages_for_signed_in_people_are_never_kept_by_a_cache(client):
    client.force_login(PersonFactory())

    assert client.get("/me/")["Cache-Control"] == "no-store, private"


def test_an_open_account_does_not_help_after_a_role_has_ended(client):
    role = RoleFactory(role=RoleName.CONVENER)
    client.force_login(role.person)
    page = f"/organisations/{role.organisation.slug}/colleagues/"
    before = client.get(page).status_code

    role.ended_at = "2026-11-23T12:00Z"
    role.save()

    assert (before, client.get(page).status_code) == (200, 404)


def test_mails_with_codes_lose_their_text_once_sent_and_hold_none_in_the_subject(client):
    PersonFactory(email="ada@people.example")

    client.post(SIGN_IN, {"email": "ada@people.example"})

    letter = letters_to("ada@people.example")[0]
    assert letter.is_secret
    assert last_code("ada@people.example") not in letter.subject
