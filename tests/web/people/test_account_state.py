"""Whether there is an account, open or closed, is told to its owner alone."""

import re

import pytest
from django.test import Client

from publius.web.people.models import Person
from publius.web.switches.models import Brake, Switch
from tests.factories import PersonFactory

from .mailbox import holds_code, last_code, letters_to, sign_in

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"
ENTER_CODE = "/accounts/login/code/confirm/"


def what_a_stranger_sees(email: str) -> list[tuple[int, str, str]]:
    """Status, address and body of each step, without what differs for everybody."""
    client = Client()
    asked = client.post(SIGN_IN, {"email": email})
    page = client.get(asked.url)
    wrong = client.post(asked.url, {"code": "1111-1111"})
    return [
        (answer.status_code, answer.headers.get("Location", ""), neutral(answer, email))
        for answer in (asked, page, wrong)
    ]


def neutral(answer, email: str) -> str:
    body = answer.content.decode().replace(email, "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body)


@pytest.mark.parametrize("brake", [None, Brake.SIGN_UP, Brake.READ_ONLY])
def test_known_unknown_and_closed_addresses_look_alike(brake):
    if brake:
        Switch.objects.create(brake=brake, turned_on_at="2026-11-23T12:00Z")
    PersonFactory(email="known@people.example")
    PersonFactory(email="closed@people.example", is_active=False)

    known = what_a_stranger_sees("known@people.example")
    unknown = what_a_stranger_sees("unknown@people.example")
    closed = what_a_stranger_sees("closed@people.example")

    assert known == unknown == closed
    assert [len(letters_to(f"{who}@people.example")) for who in ("known", "unknown", "closed")] == [
        1, 1, 1,
    ]  # fmt: skip


def test_joining_with_a_passkey_does_not_tell_who_has_an_account_either():
    PersonFactory(email="known@people.example")

    answers = []
    for email in ("known@people.example", "unknown@people.example"):
        client = Client()
        asked = client.post("/accounts/signup/passkey/", {"email": email})
        page = client.get(asked.url)
        wrong = client.post(asked.url, {"code": "1111-1111"})
        answers.append([(a.status_code, a.get("Location"), neutral(a, email))
                        for a in (asked, page, wrong)])  # fmt: skip

    assert answers[0] == answers[1]
    assert letters_to("known@people.example")[0].purpose == "account_already_exists"


def test_a_closed_account_gets_no_code_and_cannot_be_opened_again_by_one(client):
    person = PersonFactory(email="closed@people.example", is_active=False)

    client.post(SIGN_IN, {"email": person.email})
    empty = client.post(ENTER_CODE, {"code": " "})

    assert [holds_code(letter) for letter in letters_to(person.email)] == [False]
    assert empty.status_code == 200
    assert "_auth_user_id" not in client.session


def test_somebody_who_is_closed_out_is_out_at_the_next_request(client):
    person = PersonFactory()
    sign_in(client, person)
    seen = client.get("/me/").status_code

    Person.objects.filter(pk=person.pk).update(is_active=False)
    later = client.get("/me/")

    assert seen == 200
    assert later.url == "/accounts/login/?next=/me/"


@pytest.mark.parametrize("brake", [Brake.SIGN_UP, Brake.READ_ONLY])
def test_stopping_new_accounts_lets_members_in_and_tells_others_by_mail(client, brake):
    Switch.objects.create(brake=brake, turned_on_at="2026-11-23T12:00Z")
    member = PersonFactory()

    client.post(SIGN_IN, {"email": "new@people.example"})
    paused_letter = letters_to("new@people.example")[0]
    sign_in(Client(), member)
    page = client.get("/accounts/signup/passkey/")

    assert not holds_code(paused_letter)
    assert "paused" in paused_letter.subject
    assert "New accounts are paused" in page.content.decode()
    assert Person.objects.get() == member


def test_a_code_asked_for_before_the_stop_opens_no_account_after_it(client):
    client.post(SIGN_IN, {"email": "new@people.example"})
    code = last_code("new@people.example")
    Switch.objects.create(brake=Brake.SIGN_UP, turned_on_at="2026-11-23T12:00Z")

    answer = client.post(ENTER_CODE, {"code": code})

    assert answer.url == SIGN_IN
    assert not Person.objects.exists()
