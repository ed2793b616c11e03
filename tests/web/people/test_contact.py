"""Nobody has to give a number or an address; who does can take it back."""

import pytest
from django.db import connection
from django.urls import reverse

from publius.web.people.actions import close_account, save_contact, withdraw_consent
from publius.web.people.contact import Contact
from publius.web.people.models import ContactDetails, ContactRoute, Purpose
from publius.web.people.queries import contact_of, contacts_of, has_consent
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
THERE = reverse("people:contact")
LETTER = Contact(ContactRoute.LETTER, name="Maya Lin", address="4 Mill Lane\nArden Vale")
TYPED = {
    "route": "letter",
    "name": "Maya Lin",
    "address": " 4 Mill Lane \n\nArden Vale",
    "agrees": "on",
}


@pytest.fixture
def mine(client, person):
    client.force_login(person)
    return client


def test_it_is_e_mail_unless_somebody_says_otherwise(person):
    assert contact_of(person) == Contact(ContactRoute.EMAIL)


def test_choosing_a_letter_keeps_name_and_address_with_the_agreement(mine, person):
    mine.post(THERE, TYPED)

    assert contact_of(person) == LETTER
    assert has_consent(person, Purpose.OTHER_ROUTES)


def test_what_is_stored_cannot_be_read_in_the_database(person):
    save_contact(person=person, contact=LETTER)

    with connection.cursor() as cursor:
        cursor.execute("SELECT details FROM people_contactdetails")
        stored = bytes(cursor.fetchone()[0])
    assert b"Mill Lane" not in stored
    assert ContactDetails.objects.get().details["address"] == LETTER.address


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"route": "sms", "agrees": "on"}, {"number"}),
        ({"route": "sms", "number": "none of yours", "agrees": "on"}, {"number"}),
        ({"route": "phone", "number": "07700 900 123", "agrees": "on"}, {"name"}),
        ({"route": "letter", "agrees": "on"}, {"name", "address"}),
        ({**TYPED, "address": "\n".join("1234567")}, {"address"}),
        ({**TYPED, "agrees": ""}, {"agrees"}),
        ({"route": "pigeon"}, {"route"}),
        ({}, {"route"}),
    ],
)
def test_what_a_way_needs_is_asked_for_and_nothing_is_saved_without_it(mine, person, typed, wrong):
    page = mine.post(THERE, {"posted": "1", **typed})

    assert page.context["form"].errors.keys() == wrong
    assert (ContactDetails.objects.count(), has_consent(person, Purpose.OTHER_ROUTES)) == (0, False)


@pytest.mark.parametrize("number", ["07700 900 123", "+44 7700 900123", "(07700) 900-123"])
def test_a_number_may_be_written_as_people_write_it(mine, person, number):
    mine.post(THERE, {"route": "sms", "number": number, "agrees": "on"})

    assert contact_of(person).number.removeprefix("+44").removeprefix("0") == "7700900123"


def test_going_back_to_e_mail_deletes_what_was_kept(mine, person):
    save_contact(person=person, contact=LETTER)

    mine.post(THERE, {"route": "email"})

    assert (contact_of(person).route, ContactDetails.objects.count()) == (ContactRoute.EMAIL, 0)


@pytest.mark.parametrize(
    "leave",
    [
        lambda person: withdraw_consent(person=person, purpose=Purpose.OTHER_ROUTES),
        lambda person: close_account(person=person),
    ],
    ids=["taking the agreement back", "closing the account"],
)
def test_number_and_address_go_with_the_agreement_and_with_the_account(person, leave):
    save_contact(person=person, contact=LETTER)

    leave(person)

    assert ContactDetails.objects.count() == 0


def test_nobody_else_sees_them(person):
    save_contact(person=person, contact=LETTER)

    assert ContactDetails.objects.visible_to(PersonFactory()).count() == 0
    assert list(contacts_of([person, PersonFactory()])) == [person.pk]


def test_agreeing_among_ones_choices_leads_to_the_form(mine):
    there = reverse("people:consent_change", args=[Purpose.OTHER_ROUTES])

    assert mine.post(there, {"agree": "yes"})["Location"] == THERE
