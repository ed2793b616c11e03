"""Work of the background: draws, proposals, invitations that run out, chairs that wait."""

from .assignments import run_due_assignments
from .draws import run_due_draws
from .places import fill_vacant_places, lapse_invitations, remind_invitations

__all__ = [
    "fill_vacant_places",
    "lapse_invitations",
    "remind_invitations",
    "run_due_assignments",
    "run_due_draws",
]
