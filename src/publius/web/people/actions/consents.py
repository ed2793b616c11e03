"""Agreeing and taking it back. A record is never changed except to say when it ended."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag

from ..consents import wording_for
from ..models import Consent, ContactDetails, Demographics, Person, Purpose


def give_consent(*, person: Person, purpose: Purpose | str, channel: str = "web") -> Consent:
    """Record that a person agrees to one purpose, in today's wording. Twice is once."""
    try:
        with transaction.atomic():
            consent = Consent.objects.create(
                person=person,
                purpose=Purpose(purpose),
                wording_version=wording_for(purpose).version,
                channel=channel,
                given_at=timezone.now(),
            )
            _record(Tag.CONSENT_GIVEN, consent)
    except IntegrityError:
        return Consent.objects.get(person=person, purpose=purpose, withdrawn_at__isnull=True)
    return consent


@transaction.atomic
def withdraw_consent(*, person: Person, purpose: Purpose | str) -> bool:
    """End an agreement now; what was kept for it alone is deleted with it."""
    living = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at__isnull=True)
    consent = living.first()
    if consent is None or not living.filter(pk=consent.pk).update(withdrawn_at=timezone.now()):
        return False
    if purpose == Purpose.PANEL_BALANCING:
        Demographics.objects.filter(person=person).delete()
    if purpose == Purpose.OTHER_ROUTES:
        ContactDetails.objects.filter(person=person).delete()
    _record(Tag.CONSENT_WITHDRAWN, consent)
    return True


def set_consent(*, person: Person, purpose: Purpose | str, agrees: bool) -> None:
    """Make an agreement what a box on a form says."""
    if agrees:
        give_consent(person=person, purpose=purpose)
    else:
        withdraw_consent(person=person, purpose=purpose)


def _record(tag: Tag, consent: Consent) -> None:
    person = consent.person
    record_event(
        tag,
        consent,
        actor=person,
        person=person.public_id.hex,
        purpose=str(consent.purpose),
        wording=consent.wording_version,
    )
