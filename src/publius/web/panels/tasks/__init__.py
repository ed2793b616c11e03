"""Work of the background: draws, proposals, invitations that run out, chairs that wait."""

from .assignments import run_due_assignments
from .beacons import read_due_beacons
from .draws import run_due_draws
from .places import (
    fill_vacant_places,
    lapse_invitations,
    remind_invitations,
    turn_to_mail_where_needed,
)

__all__ = [
    "fill_vacant_places",
    "lapse_invitations",
    "read_due_beacons",
    "remind_invitations",
    "run_due_assignments",
    "run_due_draws",
    "turn_to_mail_where_needed",
]
