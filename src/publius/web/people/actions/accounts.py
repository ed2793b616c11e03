"""Opening and closing accounts, and forgetting where somebody was signed in."""

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.utils import timezone

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag

from ..models import ContactDetails, Person


def open_account(*, email: str, channel: str = "web") -> Person:
    """Give somebody an account; whoever has one already keeps it.

    Call it when the address is proven, or by somebody who answers for it (a host).
    """
    email = email.strip().lower()
    try:
        with transaction.atomic():
            person = Person(email=email)
            person.set_unusable_password()
            person.save()
            note_joining(person=person, channel=channel)
    except IntegrityError:
        return Person.objects.get(email__iexact=email)
    return person


@transaction.atomic
def note_joining(*, person: Person, channel: str) -> None:
    record_event(Tag.PERSON_JOINED, person, actor=person, channel=channel)


@transaction.atomic
def confirm_address(*, person: Person) -> None:
    """Remember that a person has read a message sent to their address."""
    address, _ = EmailAddress.objects.get_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    if not address.verified:
        address.set_verified()


@transaction.atomic
def close_account(*, person: Person) -> None:
    """Stop using everything about a person at once; nothing is shown or matched any more."""
    closed = Person.objects.filter(pk=person.pk, is_active=True).update(is_active=False)
    if closed:
        ContactDetails.objects.filter(person=person).delete()
        record_event(Tag.PERSON_LEFT, person, actor=person)


def forget_ended_sessions() -> int:
    """Remove the network address and browser of every sign-in that is over; returns how many."""
    living = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    return UserSession.objects.exclude(session_key__in=living).delete()[0]
