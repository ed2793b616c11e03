"""One way in, for people who have an account and people who do not."""

import pytest
from django.urls import reverse

from publius.web.ledger.models import Event
from publius.web.people.models import Person, Purpose
from publius.web.people.queries import has_consent
from tests.factories import AreaFactory, PersonFactory

from .mailbox import last_code, letters_to

pytestmark = pytest.mark.django_db

SIGN_IN = "/accounts/login/"
ENTER_CODE = "/accounts/login/code/confirm/"


def ask_for_code(client, email, **more):
    return client.post(SIGN_IN, {"email": email, **more})


def enter(client, code, **more):
    return client.post(ENTER_CODE, {"code": code, **more})


def test_a_new_person_is_in_after_typing_the_code_and_goes_on_to_the_first_questions(client):
    asked = ask_for_code(client, "New.Person@people.example")
    entered = enter(client, last_code("new.person@people.example"))

    assert asked.url == ENTER_CODE
    assert entered.url == "/me/start/"
    person = Person.objects.get()
    assert person.email == "new.person@people.example"
    assert not person.has_usable_password()
    assert client.session["_auth_user_id"] == str(person.pk)
    assert [event.tag for event in Event.objects.all()] == ["person:joined"]


def test_a_known_person_is_in_after_typing_the_code(client):
    person = PersonFactory(email="ada@people.example")

    ask_for_code(client, "Ada@People.example")
    entered = enter(client, last_code("ada@people.example"))

    assert entered.url == reverse("people:my_page")
    assert client.session["_auth_user_id"] == str(person.pk)
    assert Person.objects.count() == 1


def test_no_account_exists_before_the_address_is_proven(client):
    ask_for_code(client, "somebody.else@people.example")

    assert len(letters_to("somebody.else@people.example")) == 1
    assert not Person.objects.exists()


def test_where_somebody_wanted_to_go_survives_the_whole_way(client):
    wanted = "/calls/bike-lanes/interest/"

    page = client.get(SIGN_IN, {"next": wanted})
    asked = ask_for_code(client, "ada@people.example", next=wanted)
    code_page = client.get(asked.url)
    entered = enter(client, last_code("ada@people.example"), next=wanted)
    finished = client.post(entered.url, {"display_name": "Ada", "adult": "on", "next": wanted})

    hidden_field = f'<input type="hidden" name="next" value="{wanted}">'
    assert hidden_field in page.content.decode()
    assert hidden_field in code_page.content.decode()
    assert entered.url == "/me/start/?next=%2Fcalls%2Fbike-lanes%2Finterest%2F"
    assert finished.url == wanted


def test_next_never_leads_to_another_site(client):
    ask_for_code(client, "ada@people.example", next="https://evil.example/")
    PersonFactory(email="ada@people.example")
    entered = enter(client, last_code("ada@people.example"), next="https://evil.example/")

    assert entered.url == reverse("people:my_page")


def test_the_first_visit_asks_for_a_name_the_age_and_if_one_likes_the_area(client):
    person = PersonFactory(display_name="", adult_confirmed_at=None)
    area = AreaFactory()
    client.force_login(person)

    wrong = client.post("/me/start/", {"display_name": "Ada"})
    right = client.post(
        "/me/start/",
        {"display_name": "Ada", "adult": "on", "area": area.pk, "alerts": "on"},
    )

    assert "You need to be 18 or over" in wrong.content.decode()
    assert right.url == "/me/welcome/"
    person.refresh_from_db()
    assert (person.display_name, person.area) == ("Ada", area)
    assert person.has_finished_sign_up
    assert has_consent(person, Purpose.CALL_ALERTS)


def test_nothing_is_ticked_on_the_first_visit(client):
    client.force_login(PersonFactory(display_name="", adult_confirmed_at=None))

    page = client.get("/me/start/").content.decode()

    assert 'type="checkbox"' in page
    assert "checked" not in page


def test_three_wrong_codes_end_the_code(client):
    PersonFactory(email="ada@people.example")
    ask_for_code(client, "ada@people.example")
    code = last_code("ada@people.example")

    answers = [enter(client, "0000-0000") for _ in range(3)]
    late = enter(client, code)

    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert "This is not the code we sent" in answers[0].content.decode()
    assert late.status_code == 302
    assert "_auth_user_id" not in client.session


def test_a_code_runs_out_after_fifteen_minutes(client, time_machine):
    PersonFactory(email="ada@people.example")
    time_machine.move_to("2026-11-23 12:00:00Z")
    ask_for_code(client, "ada@people.example")

    time_machine.move_to("2026-11-23 12:16:00Z")
    late = enter(client, last_code("ada@people.example"))

    assert late.url == SIGN_IN
    assert "_auth_user_id" not in client.session


def test_a_new_code_replaces_the_old_one(client):
    PersonFactory(email="ada@people.example")
    ask_for_code(client, "ada@people.example")
    first = last_code("ada@people.example")

    client.post(ENTER_CODE, {"action": "resend"})
    old = enter(client, first)
    new = enter(client, last_code("ada@people.example"))

    assert old.status_code == 200
    assert new.url == reverse("people:my_page")


def test_going_back_lets_people_correct_their_address(client):
    ask_for_code(client, "ada@people.exmaple")

    again = client.get(SIGN_IN)

    assert again.status_code == 200
    assert "Send me a code" in again.content.decode()


def test_a_wrong_address_is_kept_in_the_form_with_a_plain_sentence(client):
    page = ask_for_code(client, "ada at people").content.decode()

    assert 'value="ada at people"' in page
    assert "Enter an e-mail address in the form name@example.org." in page


def test_signing_out_needs_a_button_not_just_a_link(client):
    client.force_login(PersonFactory())

    looked = client.get("/accounts/logout/")
    still_in = "_auth_user_id" in client.session
    client.post("/accounts/logout/")

    assert looked.status_code == 200
    assert still_in
    assert "_auth_user_id" not in client.session


def test_sign_up_has_the_same_door(client):
    answer = client.get("/accounts/signup/?next=/calls/")

    assert answer.url == "/accounts/login/?next=/calls/"
