"""What is remembered about engagements, calls and who fits them."""

from .calls import (
    Call,
    CallQuerySet,
    CallState,
    Importance,
    Offer,
    PartOfCallQuerySet,
    Seat,
)
from .engagements import (
    Engagement,
    EngagementQuerySet,
    EngagementState,
    Framing,
    PartOfEngagementQuerySet,
    PostedOnce,
    Stakeholder,
)
from .matches import (
    ConvenersOnlyQuerySet,
    Inquiry,
    Match,
    MatchJob,
    MatchQuerySet,
)

__all__ = [
    "Call",
    "CallQuerySet",
    "CallState",
    "ConvenersOnlyQuerySet",
    "Engagement",
    "EngagementQuerySet",
    "EngagementState",
    "Framing",
    "Importance",
    "Inquiry",
    "Match",
    "MatchJob",
    "MatchQuerySet",
    "Offer",
    "PartOfCallQuerySet",
    "PartOfEngagementQuerySet",
    "PostedOnce",
    "Seat",
    "Stakeholder",
]
