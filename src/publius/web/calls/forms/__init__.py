"""What conveners type: engagements, calls, seats, offers; and what anybody searches for."""

from .calls import CallForm, OfferForm, SeatForm
from .engagements import (
    AboutForm,
    DecisionForm,
    FramingForm,
    OpenEngagementForm,
    StakeholderForm,
)
from .searching import FindCallsForm, FindWordsForm, NarrowMatchesForm

__all__ = [
    "AboutForm",
    "CallForm",
    "DecisionForm",
    "FindCallsForm",
    "FindWordsForm",
    "FramingForm",
    "NarrowMatchesForm",
    "OfferForm",
    "OpenEngagementForm",
    "SeatForm",
    "StakeholderForm",
]
