"""What is remembered about forming a group, from interest to a taken place."""

from .assignments import AssignedPlace, Assignment
from .draws import Decision, Draw, DrawnPerson, Method, Override
from .invitations import Ask, DeclineReason, Invitation, Question, Reply
from .places import Place, PlaceState
from .pool import PoolEntry, Route, SeatOffer
from .shortlists import Shortlist, Shortlisted
from .targets import Feature, Target

__all__ = [
    "Ask",
    "AssignedPlace",
    "Assignment",
    "Decision",
    "DeclineReason",
    "Draw",
    "DrawnPerson",
    "Feature",
    "Invitation",
    "Method",
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
