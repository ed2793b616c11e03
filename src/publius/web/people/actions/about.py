"""What people say about themselves: name, place, languages, access needs, balancing answers."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag

from ..access_codes import NEEDS
from ..contact import Contact
from ..models import AccessNeeds, Area, ContactDetails, ContactRoute, Demographics, Person, Purpose
from .consents import give_consent, set_consent, withdraw_consent


@transaction.atomic
def finish_sign_up(*, person: Person, display_name: str, area: Area | None, alerts: bool) -> None:
    """Take down the little that is asked on the first visit; the person has said they are 18."""
    person.display_name = display_name.strip()
    person.area = area
    if person.adult_confirmed_at is None:
        person.adult_confirmed_at = timezone.now()
    person.save(update_fields=["display_name", "area", "adult_confirmed_at"])
    if alerts:
        give_consent(person=person, purpose=Purpose.CALL_ALERTS)
    record_event(Tag.PERSON_PROFILE_CHANGED, person, actor=person, step="sign_up")


@transaction.atomic
def change_about(
    *, person: Person, display_name: str, area: Area | None, languages: Iterable[str]
) -> None:
    person.display_name = display_name.strip()
    person.area = area
    person.languages = list(languages)
    person.save(update_fields=["display_name", "area", "languages"])
    record_event(Tag.PERSON_PROFILE_CHANGED, person, actor=person, step="about")


@transaction.atomic
def save_access_needs(
    *, person: Person, codes: Iterable[str], own_words: str, pass_on: bool
) -> None:
    """Keep what a person needs to take part, and whether it may be passed on."""
    details = {"codes": [code for code in NEEDS if code in set(codes)], "own_words": own_words}
    AccessNeeds.objects.update_or_create(
        person=person, defaults={"details": details, "changed_at": timezone.now()}
    )
    set_consent(person=person, purpose=Purpose.ACCESS_NEEDS, agrees=pass_on)
    record_event(Tag.PERSON_PROFILE_CHANGED, person, actor=person, step="access_needs")


@transaction.atomic
def save_demographics(*, person: Person, answers: Mapping[str, str]) -> None:
    """Keep answers for balancing a group. Only after the person agreed to it on the same form."""
    give_consent(person=person, purpose=Purpose.PANEL_BALANCING)
    given = {key: value for key, value in answers.items() if value}
    Demographics.objects.update_or_create(
        person=person, defaults={"answers": given, "changed_at": timezone.now()}
    )
    record_event(Tag.PERSON_PROFILE_CHANGED, person, actor=person, step="balancing")


@transaction.atomic
def save_contact(*, person: Person, contact: Contact) -> None:
    """Keep how somebody wants to be reached. E-mail needs no more than the account has."""
    if contact.route == ContactRoute.EMAIL:
        withdraw_consent(person=person, purpose=Purpose.OTHER_ROUTES)
    else:
        give_consent(person=person, purpose=Purpose.OTHER_ROUTES)
        defaults = {
            "route": contact.route,
            "details": contact.details(),
            "changed_at": timezone.now(),
        }
        ContactDetails.objects.update_or_create(person=person, defaults=defaults)
    record_event(Tag.PERSON_PROFILE_CHANGED, person, actor=person, step="contact")
