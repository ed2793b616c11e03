"""What is remembered about people: their account, what they chose, what they know."""

from .accounts import Area, Person, PersonManager, PersonQuerySet
from .choices import (
    AccessNeeds,
    Consent,
    ContactDetails,
    ContactRoute,
    Demographics,
    OwnedQuerySet,
    Purpose,
)
from .expertise import (
    Evidence,
    EvidenceQuerySet,
    EvidenceSource,
    Expertise,
    ExpertiseQuerySet,
    Kind,
    Visibility,
)

__all__ = [
    "AccessNeeds",
    "Area",
    "Consent",
    "ContactDetails",
    "ContactRoute",
    "Demographics",
    "Evidence",
    "EvidenceQuerySet",
    "EvidenceSource",
    "Expertise",
    "ExpertiseQuerySet",
    "Kind",
    "OwnedQuerySet",
    "Person",
    "PersonManager",
    "PersonQuerySet",
    "Purpose",
    "Visibility",
]
