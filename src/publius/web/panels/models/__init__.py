"""What is remembered about forming a group, from interest to a taken place."""

from .draws import Decision, Draw, DrawnPerson, Override
from .invitations import Ask, DeclineReason, Invitation, Question, Reply
from .places import Place, PlaceState
from .pool import PoolEntry, Route, SeatOffer
from .shortlists import Shortlist, Shortlisted
from .targets import Feature, Target

__all__ = [
    "Ask",
    "Decision",
    "DeclineReason",
    "Draw",
    "DrawnPerson",
    "Feature",
    "Invitation",
    "Override",
    "Place",
    "PlaceState",
    "PoolEntry",
    "Question",
    "Reply",
    "Route",
    "SeatOffer",
    "Shortlist",
    "Shortlisted",
    "Target",
]
