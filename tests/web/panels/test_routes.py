"""A question goes the way its person chose; every short code leads to one invitation."""

import pytest
from django.conf import settings as django_settings
from django.urls import reverse
from django.utils import timezone

from publius.web.notify.models import Message
from publius.web.notify.tasks import send_due_messages
from publius.web.panels.actions.delivery import new_short_link
from publius.web.panels.actions.invitations import offer_place
from publius.web.panels.models import Invitation, InvitationLink, Place, PlaceState, Reply
from publius.web.panels.queries.invitations import invitation_by_code
from publius.web.panels.short_codes import SIGNS, digests_of, is_code, new_code, tidy
from publius.web.panels.text_messages import MOST, invitation_text
from publius.web.people.actions import withdraw_consent
from publius.web.people.models import ContactRoute, Purpose
from tests.factories import PersonFactory

from .outreach import LETTER, PHONE, TEXT, offered_place, reach

pytestmark = pytest.mark.django_db


def offer(call, contact=None, number=1) -> Invitation:
    person = PersonFactory()
    if contact:
        reach(person, contact)
    return offered_place(call, person, number)


def sent_texts() -> list[str]:
    folder = django_settings.DATA / "post"
    return [path.read_text() for path in sorted(folder.glob("sms-*.txt"))]


@pytest.fixture
def empty_post():
    for path in (django_settings.DATA / "post").glob("sms-*.txt"):
        path.unlink()


@pytest.mark.parametrize(
    ("contact", "route", "channels"),
    [
        (None, "email", ["email"]),
        (TEXT, "sms", ["sms"]),
        (LETTER, "letter", []),
        (PHONE, "phone", []),
    ],
)
def test_an_offer_goes_the_way_the_person_chose(call, contact, route, channels):
    invitation = offer(call, contact)

    assert invitation.route == route
    assert list(Message.objects.values_list("channel", flat=True)) == channels


def test_without_the_agreement_it_is_e_mail_again(call):
    person = PersonFactory()
    reach(person, TEXT)
    withdraw_consent(person=person, purpose=Purpose.OTHER_ROUTES)

    place = Place.objects.create(
        call=call, number=1, person=person, state=PlaceState.OFFERED, changed_at=timezone.now()
    )

    assert offer_place(place=place, days=7, run=None, by=None).route == ContactRoute.EMAIL


def test_letters_and_phone_calls_are_not_reminded_by_a_machine(call):
    invitations = [offer(call, contact, n) for n, contact in enumerate((LETTER, PHONE, TEXT), 1)]

    assert [i.remind_at is None for i in invitations] == [True, True, False]


def test_a_text_message_has_the_number_and_a_link_that_works_and_leaves_neither_behind(
    call, client, empty_post
):
    invitation = offer(call, TEXT)
    send_due_messages()

    [text] = sent_texts()
    link = next(word for word in text.split() if "/i/" in word)
    page = client.get(link)

    assert text.startswith("To: 07700900456\n")
    assert page.context["invitation"] == invitation
    message = Message.objects.get()
    assert (message.body, message.address) == ("", "")


def test_a_text_message_is_not_sent_after_the_agreement_was_taken_back(call, empty_post):
    invitation = offer(call, TEXT)
    withdraw_consent(person=invitation.person, purpose=Purpose.OTHER_ROUTES)

    send_due_messages()

    assert sent_texts() == []


@pytest.mark.parametrize("title", ["Bikes", "“Where” – the bike lanes go… " * 20])
def test_a_text_message_is_never_longer_than_two(call, title):
    call.title = title
    invitation = offer(call, TEXT)
    invitation.call.title = title

    text = invitation_text(invitation, new_code(), is_reminder=True)

    assert len(text) <= MOST
    assert text.isascii()
    assert "/i/" in text


def test_codes_have_no_signs_that_people_take_for_one_another():
    assert set("01OIL") & set(SIGNS) == set()
    assert {len(tidy(new_code())) for _ in range(50)} == {12}


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), tidy])
def test_a_code_is_found_however_it_is_typed(call, typed):
    invitation = offer(call, LETTER)
    code = new_short_link(invitation)

    assert invitation_by_code(typed(code)) == invitation


def test_only_a_keyed_digest_of_a_code_is_kept(call, settings):
    invitation = offer(call, LETTER)
    code = new_short_link(invitation)
    kept = InvitationLink.objects.get().digest

    assert kept == digests_of(code)[0]
    settings.ENCRYPTION_KEYS = ["another key"]
    assert digests_of(code)[0] != kept
    assert invitation_by_code(code) is None


def test_codes_go_on_working_when_the_keys_are_changed_in_turn(call, settings):
    invitation = offer(call, LETTER)
    code = new_short_link(invitation)

    settings.ENCRYPTION_KEYS = ["a newer key", *settings.ENCRYPTION_KEYS]

    assert invitation_by_code(code) == invitation


def test_the_code_of_a_letter_is_typed_on_a_page_of_its_own(call, client):
    invitation = offer(call, LETTER)
    code = new_short_link(invitation)

    page = client.post(reverse("panels:short_start"), {"code": f" {code.lower()} "}, follow=True)

    assert page.context["invitation"] == invitation
    assert Invitation.objects.get().reply == Reply.NONE


@pytest.mark.parametrize("typed", ["", "HELLO", "K7QM-2XFA-9TR0", "K7QM-2XFA-9TRB-A"])
def test_what_cannot_be_a_code_is_said_and_kept(client, typed):
    page = client.post(reverse("panels:short_start"), {"code": typed})

    assert (page.status_code, page.context["form"]["code"].value()) == (200, typed)
    assert not is_code(typed)


def test_a_code_nobody_was_sent_leads_nowhere(client):
    assert client.get(reverse("panels:short", args=[new_code()])).status_code == 404


def test_a_place_is_taken_by_its_code(call, client):
    invitation = offer(call, LETTER)
    code = new_short_link(invitation)

    client.post(reverse("panels:short", args=[code]), {"answer": "accept"})

    invitation.refresh_from_db()
    assert invitation.reply == Reply.ACCEPTED
