"""Reading what people said about themselves. Each read starts from what the reader may see."""

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from .contact import Contact
from .demographic_values import FEATURES
from .matchable import (
    MatchableItem,
    PersonFacts,
    ReadableItem,
    matchable_evidence,
    matchable_facts,
    readable_items,
)
from .models import (
    AccessNeeds,
    Area,
    Consent,
    ContactDetails,
    ContactRoute,
    Demographics,
    Evidence,
    Expertise,
    Person,
    Purpose,
)

__all__ = [
    "MatchableItem",
    "PersonFacts",
    "ReadableItem",
    "access_needs_of",
    "access_needs_to_pass_on",
    "areas",
    "balancing_features",
    "consents_of",
    "contact_of",
    "contacts_of",
    "demographics_of",
    "evidence_of",
    "expertise_item",
    "expertise_of",
    "has_consent",
    "matchable_evidence",
    "matchable_facts",
    "people_with_consent",
    "person_by_email",
    "readable_items",
]


def person_by_email(email: str) -> Person | None:
    """The account of this address, open or closed."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def areas() -> QuerySet[Area]:
    return Area.objects.select_related("within")


def expertise_of(person: Person) -> QuerySet[Expertise]:
    """What a person knows, oldest first, with its evidence."""
    evidence = Evidence.objects.visible_to(person).order_by("added_at", "pk")
    return (
        Expertise.objects.visible_to(person)
        .live()
        .prefetch_related(Prefetch("evidence", queryset=evidence))
    )


def expertise_item(person: Person, key: int) -> Expertise | None:
    return expertise_of(person).filter(pk=key).first()


def evidence_of(person: Person, key: int) -> Evidence | None:
    rows = Evidence.objects.visible_to(person).live().select_related("expertise")
    return rows.filter(pk=key).first()


def consents_of(person: Person) -> dict[str, Consent]:
    """The agreements that hold now, by purpose."""
    living = Consent.objects.visible_to(person).filter(withdrawn_at__isnull=True)
    return {consent.purpose: consent for consent in living}


def has_consent(person: Person, purpose: Purpose) -> bool:
    return Consent.objects.filter(
        person=person, purpose=purpose, withdrawn_at__isnull=True
    ).exists()


def people_with_consent(purpose: Purpose) -> QuerySet[Person]:
    """Active people who agree to this purpose now."""
    return Person.objects.active().filter(
        consents__purpose=purpose, consents__withdrawn_at__isnull=True
    )


def access_needs_of(person: Person) -> dict:
    """Codes and own words of somebody's access needs, for themselves."""
    row = AccessNeeds.objects.visible_to(person).first()
    return row.details if row else {"codes": [], "own_words": ""}


def access_needs_to_pass_on(people: Iterable[Person]) -> dict[str, dict]:
    """Access needs by public id (hex), only of people who agree that they are passed on."""
    rows = AccessNeeds.objects.filter(person__in=_agreeing(people, Purpose.ACCESS_NEEDS))
    return {row.person.public_id.hex: row.details for row in rows.select_related("person")}


def contact_of(person: Person) -> Contact:
    """How this person is to be reached now."""
    return contacts_of([person]).get(person.pk, Contact())


def contacts_of(people: Iterable[Person]) -> dict[int, Contact]:
    """By key, whoever chose another way than e-mail and still agrees to it."""
    rows = ContactDetails.objects.filter(person__in=_agreeing(people, Purpose.OTHER_ROUTES))
    return {row.person_id: Contact(ContactRoute(row.route), **row.details) for row in rows}


def demographics_of(person: Person) -> dict[str, str]:
    """What somebody answered so that a group can be balanced, for themselves."""
    row = Demographics.objects.visible_to(person).first()
    return row.answers if row else {}


def balancing_features(people: Iterable[Person]) -> dict[str, dict[str, str]]:
    """Answers by public id (hex) of people who agree to balancing now.

    "I prefer not to say" is no answer: the feature is simply not there.
    """
    rows = Demographics.objects.filter(person__in=_agreeing(people, Purpose.PANEL_BALANCING))
    return {
        row.person.public_id.hex: {
            key: value
            for key, value in row.answers.items()
            if key in FEATURES and value in FEATURES[key].values
        }
        for row in rows.select_related("person")
    }


def _agreeing(people: Iterable[Person], purpose: Purpose) -> QuerySet[Person]:
    return people_with_consent(purpose).filter(pk__in=[person.pk for person in people])
