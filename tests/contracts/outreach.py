"""A letter, a phone call and a claim of the scenario, and what goes into their addresses."""

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from publius.web.panels.actions.posting import print_letters
from publius.web.panels.models import Claim, ClaimState, Invitation
from publius.web.people.actions import save_contact
from publius.web.people.contact import Contact
from publius.web.people.models import ContactRoute
from tests.factories import PersonFactory

LETTER = Contact(ContactRoute.LETTER, name="Ada Letter", address="1 Mill Lane")
PHONE = Contact(ContactRoute.PHONE, name="Ada Phone", number="07700900123")


def outreach_parts(call, concerned, convener) -> dict[str, dict[str, Any]]:
    letter, phone = _asked(call, LETTER), _asked(call, PHONE)
    print_letters(call=call, by=convener, key=uuid.UUID(int=11), large_print=False)
    claim = Claim.objects.create(
        call=call,
        person=concerned,
        kind="travel",
        what="Bus",
        pence=450,
        state=ClaimState.CLAIMED,
        claimed_at=timezone.now(),
    )
    return {
        "code": {"code": "K7QM-2XFA-9TRB"},
        "own_place": {"slug": call.slug},
        "claim_step": {"key": claim.pk, "step": "withdraw"},
        "claim": {"key": claim.pk},
        "printed_letter": {"key": letter.pk},
        "phone_call": {"key": phone.pk},
    }


def _asked(call, contact: Contact) -> Invitation:
    person = PersonFactory()
    save_contact(person=person, contact=contact)
    now = timezone.now()
    return Invitation.objects.create(
        call=call,
        person=person,
        ask="interest",
        seat=call.seats.first(),
        route=contact.route,
        token_digest=f"{person.pk:064d}",
        sent_at=now,
        expires_at=now + dt.timedelta(days=7),
    )
