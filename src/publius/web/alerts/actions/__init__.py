"""Everything that changes alerts, and the letters of the night."""

from .alerts import (
    TooManyAlerts,
    choose_often,
    pause_alert,
    remove_alert,
    resume_alert,
    save_alert,
    stop_letters,
)
from .nights import (
    MOST_CALLS,
    begin_night,
    finish_night,
    pass_over,
    rest_night,
    write_digest,
)

__all__ = [
    "MOST_CALLS",
    "TooManyAlerts",
    "begin_night",
    "choose_often",
    "finish_night",
    "pass_over",
    "pause_alert",
    "remove_alert",
    "rest_night",
    "resume_alert",
    "save_alert",
    "stop_letters",
    "write_digest",
]
