"""By letter, by phone and by hand: people without e-mail are asked too, and everybody is paid."""

import pytest
from django.utils import timezone

from publius.web.directory.models import RoleName
from publius.web.panels.actions.decisions import confirm_draw
from publius.web.panels.actions.delivery import new_short_link
from publius.web.panels.actions.payments import offer_payment
from publius.web.panels.actions.replies import decline
from publius.web.panels.models import Invitation, Place, PlaceState, SeatOffer
from publius.web.panels.tasks import fill_vacant_places
from publius.web.people.actions import save_contact
from publius.web.people.contact import Contact
from publius.web.people.models import ContactRoute
from tests.factories import PersonFactory, RoleFactory

from .browser import PHONE
from .citizen import Citizen
from .convener import Convener
from .scenes import a_draw_is_made, a_place_is_offered, a_pool_for

pytestmark = pytest.mark.django_db(transaction=True)
BY_LETTER = Contact(ContactRoute.LETTER, name="Maya Lin", address="4 Mill Lane\nArden Vale")
BY_PHONE = Contact(ContactRoute.PHONE, name="Maya Lin", number="07700900123")


def a_member(call, number=1):
    member = PersonFactory()
    Place.objects.create(
        call=call,
        number=number,
        person=member,
        state=PlaceState.ACCEPTED,
        changed_at=timezone.now(),
    )
    return member


def test_somebody_chooses_how_they_are_reached(arrives, person):
    citizen = arrives(Citizen, person=person)

    citizen.goes_to("/me/contact/")
    citizen.ticks("By letter")
    citizen.types("Postal address", "4 Mill Lane")
    citizen.clicks("Save")
    citizen.is_told_what_is_wrong(
        "Enter the name.", "Tick the box to agree, or choose e-mail: nothing has been saved."
    )
    citizen.still_reads_what_was_typed("Postal address", "4 Mill Lane")
    citizen.types("Your name, as it should be on the envelope or said on the phone", "Maya Lin")
    citizen.ticks("I agree that Publius uses this number or address")
    citizen.clicks("Save")

    citizen.sees("By letter")
    citizen.goes_to("/me/choices/")
    citizen.sees("Reaching you by text message, letter or phone")


def test_a_letter_is_printed_and_its_code_typed_on_a_phone(arrives, call, convener):
    member = PersonFactory()
    save_contact(person=member, contact=BY_LETTER)
    invitation = a_place_is_offered(call, member, by=convener)
    at_the_desk = arrives(Convener, person=convener)
    letters = f"/desk/calls/{call.slug}/letters/"

    at_the_desk.goes_to(letters)
    at_the_desk.sees("1 person asked to be reached by letter and waits for it.")
    with at_the_desk.page.expect_download() as download:
        at_the_desk.page.get_by_role("button", name="Make the file to print").click()
    assert download.value.suggested_filename.endswith(".pdf")
    at_the_desk.goes_to(letters)
    at_the_desk.opens_in_full()
    at_the_desk.follows_beside("Print once more", member.label)
    at_the_desk.clicks("Make the file to print")
    at_the_desk.is_told_what_is_wrong("Say why this letter is printed once more.")

    citizen = arrives(Citizen)
    citizen.goes_to("/i/")
    citizen.types("The code on your letter", "K7QM")
    citizen.clicks("Go on")
    citizen.still_reads_what_was_typed("The code on your letter", "K7QM")
    citizen.types("The code on your letter", new_short_link(invitation).lower())
    citizen.clicks("Go on")
    citizen.clicks("Accept the place")
    citizen.reads_the_heading("You have a place")


def test_a_caller_rings_one_person_at_a_time(arrives, call, convener):
    caller = RoleFactory(organisation=call.engagement.organisation, role=RoleName.CALLER).person
    member = PersonFactory()
    save_contact(person=member, contact=BY_PHONE)
    a_place_is_offered(call, member, by=convener)
    on_the_phone = arrives(Citizen, person=caller)

    on_the_phone.goes_to(f"/desk/calls/{call.slug}/phone/")
    on_the_phone.clicks("Ring the next person")
    on_the_phone.reads_the_heading("Maya Lin")
    on_the_phone.opens_in_full()
    on_the_phone.clicks("Note it")
    on_the_phone.is_told_what_is_wrong("Choose what came of it.")
    on_the_phone.unfolds("They take the place")
    on_the_phone.ticks("I read out the offer and the warning about benefits")
    on_the_phone.clicks("They take the place")

    on_the_phone.sees("Noted. Thank you.")
    on_the_phone.sees("Nobody waits for a call.")


def test_money_from_the_promise_to_the_account(arrives, call, convener):
    member = a_member(call)
    at_the_desk = arrives(Convener, person=convener)
    payments = f"/desk/calls/{call.slug}/payments/"

    at_the_desk.goes_to(payments)
    at_the_desk.clicks("Offer everybody a payment")
    at_the_desk.clicks("Offer the payment")
    at_the_desk.is_told_what_is_wrong(
        "Say what the payment is for.", "Enter an amount, for example 12.50."
    )
    at_the_desk.types("For what?", "First evening")
    at_the_desk.types("How much for each person?", "75")
    at_the_desk.clicks("Offer the payment")
    at_the_desk.sees("1 person is offered this payment.")

    citizen = arrives(Citizen, person=member)
    citizen.goes_to("/me/payments/")
    citizen.page.get_by_role("button", name="Yes, pay me").click()
    citizen.sees("The payment is claimed.")
    citizen.goes_to(f"/calls/{call.slug}/claim/")
    citizen.clicks("Send the claim")
    citizen.is_told_what_is_wrong(
        "Choose what it is for.",
        "Enter an amount, for example 12.50.",
        "Say in a few words what it was.",
    )
    citizen.ticks("Travel")
    citizen.types("How much?", "4.50")
    citizen.types("In a few words", "Bus there and back")
    citizen.clicks("Send the claim")
    citizen.sees("Your claim is in.")
    citizen.opens_in_full()

    at_the_desk.goes_to(payments)
    at_the_desk.activates(at_the_desk.page.get_by_role("button", name="Approve").first)
    at_the_desk.activates(at_the_desk.page.get_by_role("button", name="Note as paid"))
    at_the_desk.types("Payment reference", "PUB 12")
    at_the_desk.clicks("It has been paid")
    at_the_desk.activates(at_the_desk.page.get_by_role("link", name="Refuse with a reason").first)
    at_the_desk.clicks("Refuse the claim")
    at_the_desk.is_told_what_is_wrong("Give a reason. The person reads it.")
    at_the_desk.goes_to(payments)
    at_the_desk.opens_in_full()

    citizen.goes_to("/me/payments/")
    citizen.opens_in_full()
    citizen.sees("Payment reference: PUB 12")


@pytest.mark.parametrize("shape", [None, PHONE], ids=["desktop", "phone"])
def test_the_desk_with_an_empty_chair_that_nobody_can_fill(arrives, call, convener, shape):
    a_pool_for(call, people=10)
    confirm_draw(draw=a_draw_is_made(call, by=convener), by=convener)
    engineer = call.seats.get(title="Traffic engineer")
    held = Invitation.objects.filter(call=call, seat=engineer)
    SeatOffer.objects.filter(seat=engineer).exclude(
        entry__person__in=Invitation.objects.filter(call=call).values("person")
    ).delete()
    for invitation in held:
        decline(invitation=invitation, reason="time")
    for _ in range(3):
        fill_vacant_places()
    offer_payment(call=call, what="x", pence=1, by=convener, key=call.posted_key)
    at_the_desk = arrives(Convener, person=convener, viewport=shape)

    at_the_desk.goes_to(f"/desk/calls/{call.slug}/panel/")
    at_the_desk.opens_in_full()
    at_the_desk.follows("See what would have to give way")
    at_the_desk.sees("Lower the minimum for the seat “Traffic engineer” from 1 to 0")
    at_the_desk.clicks("Let this give way, and ask people")
    at_the_desk.is_told_what_is_wrong(
        "Tick the box: only a person can let targets give way.",
        "Give a reason. It stays on record.",
    )
    at_the_desk.ticks("I agree that this gives way")
    at_the_desk.types("Why?", "Better than an empty chair.")
    at_the_desk.clicks("Let this give way, and ask people")
    at_the_desk.sees("Those on whom the lot has fallen are asked.")
    at_the_desk.follows("Who came")
