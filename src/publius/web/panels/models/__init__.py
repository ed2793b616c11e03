"""What is remembered about forming a group, from interest to a taken place."""

from .assignments import AssignedPlace, Assignment
from .contests import Contest, ContestOutcome, ContestSubject
from .draws import (
    Decision,
    Draw,
    DrawnPerson,
    DrawObjective,
    DrawRule,
    Method,
    Override,
    Phase,
)
from .invitations import Ask, DeclineReason, Invitation, InvitationLink, Question, Reply
from .outreach import MOST_ATTEMPTS, LetterBatch, PhoneAttempt, PhoneOutcome, PrintedLetter
from .payments import Claim, ClaimKind, ClaimState, ClaimStep
from .places import Easing, Place, PlaceState
from .pool import PoolEntry, Route, SeatOffer
from .shortlists import Shortlist, Shortlisted
from .tallies import Tally
from .targets import Feature, PopulationShare, Target

__all__ = [
    "MOST_ATTEMPTS",
    "Ask",
    "AssignedPlace",
    "Assignment",
    "Claim",
    "ClaimKind",
    "ClaimState",
    "ClaimStep",
    "Contest",
    "ContestOutcome",
    "ContestSubject",
    "Decision",
    "DeclineReason",
    "Draw",
    "DrawObjective",
    "DrawRule",
    "DrawnPerson",
    "Easing",
    "Feature",
    "Invitation",
    "InvitationLink",
    "LetterBatch",
    "Method",
    "Override",
    "Phase",
    "PhoneAttempt",
    "PhoneOutcome",
    "Place",
    "PlaceState",
    "PoolEntry",
    "PopulationShare",
    "PrintedLetter",
    "Question",
    "Reply",
    "Route",
    "SeatOffer",
    "Shortlist",
    "Shortlisted",
    "Tally",
    "Target",
]
