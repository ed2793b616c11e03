"""People who chose another way than e-mail, and the questions put to them."""

from django.utils import timezone

from publius.web.panels.actions.invitations import offer_place
from publius.web.panels.models import Invitation, Place, PlaceState
from publius.web.people.actions import save_contact
from publius.web.people.contact import Contact
from publius.web.people.models import ContactRoute

LETTER = Contact(
    ContactRoute.LETTER, name="Zoë Łukaszewska", address="4 Mill Lane\nArden Vale\nAV1 2CD"
)
PHONE = Contact(ContactRoute.PHONE, name="Sam Okafor", number="07700900123")
TEXT = Contact(ContactRoute.SMS, number="07700900456")


def reach(person, contact: Contact) -> None:
    save_contact(person=person, contact=contact)


def invitation_of(person) -> Invitation:
    return Invitation.objects.select_related("call", "place", "person").get(person=person)


def offered_place(call, person, number: int = 1) -> Invitation:
    """The offer of a place, brought the way this person chose."""
    place = Place.objects.create(
        call=call,
        number=number,
        person=person,
        state=PlaceState.OFFERED,
        changed_at=timezone.now(),
    )
    return offer_place(place=place, days=7, run=None, by=None)
