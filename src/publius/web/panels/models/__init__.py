"""What is remembered about forming a group, from interest to a taken place."""

from .assignments import AssignedPlace, Assignment
from .draws import Decision, Draw, DrawnPerson, Method, Override
from .invitations import Ask, DeclineReason, Invitation, InvitationLink, Question, Reply
from .outreach import MOST_ATTEMPTS, LetterBatch, PhoneAttempt, PhoneOutcome, PrintedLetter
from .payments import Claim, ClaimKind, ClaimState, ClaimStep
from .places import Place, PlaceState
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
    "Decision",
    "DeclineReason",
    "Draw",
    "DrawnPerson",
    "Feature",
    "Invitation",
    "InvitationLink",
    "LetterBatch",
    "Method",
    "Override",
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
