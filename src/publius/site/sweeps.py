"""What the worker does: every sweep of every app, in lanes that do not wait for each other."""

from collections.abc import Callable
from functools import wraps

from publius.web.alerts import tasks as alerts
from publius.web.calls import tasks as calls
from publius.web.conversations import tasks as conversations
from publius.web.notify import tasks as notify
from publius.web.panels import tasks as panels
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

# A sweep does what is due in its app and returns how many rows it did.
Sweep = Callable[[], int]


def unless_read_only(sweep: Sweep) -> Sweep:
    """While a host has stopped every change, the work waits too; messages still go out."""

    @wraps(sweep)
    def held() -> int:
        return 0 if is_on(Brake.READ_ONLY) else sweep()

    return held


# Sweeps of one lane take turns in one thread; a long draw must not keep a sign-in code waiting.
LANES: dict[str, list[Sweep]] = {
    "messages": [notify.send_due_messages],
    "matching": [
        unless_read_only(calls.close_calls_past_their_date),
        unless_read_only(alerts.begin_due_night),
        unless_read_only(calls.run_due_matches),
        unless_read_only(calls.refresh_changed_people),
        unless_read_only(calls.answer_inquiries),
        unless_read_only(calls.explain_new_matches),
    ],
    "alerts": [unless_read_only(alerts.write_due_digests)],
    "panels": [
        unless_read_only(panels.lapse_invitations),
        unless_read_only(panels.turn_to_mail_where_needed),
        unless_read_only(panels.remind_invitations),
        unless_read_only(panels.fill_vacant_places),
        unless_read_only(panels.run_due_draws),
        unless_read_only(panels.run_due_assignments),
    ],
    "conversations": [unless_read_only(conversations.run_due_maps)],
    "authors": [
        unless_read_only(conversations.tell_authors),
        unless_read_only(conversations.follow_news),
        unless_read_only(conversations.remind_of_plans),
        unless_read_only(conversations.ask_half_way),
    ],
    "beacon": [unless_read_only(panels.read_due_beacons)],
}
SWEEPS: list[Sweep] = [sweep for lane in LANES.values() for sweep in lane]
