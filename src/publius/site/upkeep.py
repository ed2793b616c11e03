"""What must be tidied from time to time, whatever else happens."""

from django.core.management import call_command

from publius.web.notify.actions import forget_old_messages
from publius.web.people.actions import forget_ended_sessions
from publius.web.switches.actions import forget_gone_workers


def do_upkeep() -> dict[str, int]:
    """Clear what is no longer needed; returns what was cleared, by name."""
    call_command("clearsessions", verbosity=0)
    return {
        "sessions forgotten": forget_ended_sessions(),
        "messages forgotten": forget_old_messages(),
        "workers forgotten": forget_gone_workers(),
    }
