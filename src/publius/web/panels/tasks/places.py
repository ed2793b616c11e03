"""Invitations that wait for an answer or run out, and chairs that wait for somebody.

What breaks off for one call is logged, recorded and put off; the others go on.
"""

from collections.abc import Callable

import structlog
from django.utils import timezone

from publius import panels as library
from publius.web.calls.models import Call
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

from ..actions.phoning import turn_to_mail
from ..actions.reminders import remind
from ..actions.replacement import TakenMeanwhileError, fill_places, give_up_filling
from ..actions.replies import lapse, release_place
from ..actions.troubles import put_off_filling, put_off_invitation, put_off_release
from ..models import Invitation, Place
from ..queries.advice import advice_of
from ..queries.draws import confirmed_draw
from ..queries.invitations import due_for_reminder, run_out, without_their_route
from ..queries.places import calls_with_empty_chairs, places_of_closed_accounts
from ..queries.stepping_in import who_steps_in
from .claims import TIME_LIMIT

log = structlog.get_logger(__name__)


def lapse_invitations() -> int:
    """End what nobody will answer any more; the places become vacant.

    That is invitations whose time is over, and places of people who closed their account.
    """
    now = timezone.now()
    lapsed = sum(
        _apart(lambda each=each: lapse(invitation=each), _put_off(each)) for each in run_out(now)
    )
    return lapsed + sum(
        _apart(lambda each=each: release_place(place=each), _put_off_release(each))
        for each in places_of_closed_accounts(now)
    )


def remind_invitations() -> int:
    """Send the one reminder of every question half-way through its time; returns how many."""
    return sum(
        _apart(lambda each=each: remind(invitation=each), _put_off(each))
        for each in due_for_reminder(timezone.now())
    )


def turn_to_mail_where_needed() -> int:
    """Ask by e-mail whoever no longer wants letters or phone calls; returns how many."""
    return sum(
        _apart(lambda each=each: turn_to_mail(invitation=each), _put_off(each))
        for each in without_their_route(timezone.now())
    )


def fill_vacant_places() -> int:
    """Ask somebody else for every vacant chair; returns how many were asked."""
    if is_on(Brake.DRAWS):
        return 0
    return sum(
        _apart(lambda call=call: _fill(call), _put_off_filling(call))
        for call in calls_with_empty_chairs(timezone.now())
    )


def _apart(deed: Callable[[], int], put_off: Callable[[Exception], None]) -> int:
    """Do one thing so that its failure stays its own."""
    try:
        return int(deed())
    except Exception as error:
        log.exception("put_off")
        put_off(error)
        return 0


def _put_off(invitation: Invitation) -> Callable[[Exception], None]:
    return lambda error: put_off_invitation(invitation=invitation, error=error)


def _put_off_release(place: Place) -> Callable[[Exception], None]:
    return lambda error: put_off_release(place=place, error=error)


def _put_off_filling(call: Call) -> Callable[[Exception], None]:
    return lambda error: put_off_filling(call=call, error=error)


def _fill(call: Call) -> int:
    draw = confirmed_draw(call)
    if draw is None:
        return 0
    try:
        found = who_steps_in(draw, time_limit=TIME_LIMIT)
    except library.InfeasibleError as error:
        give_up_filling(call=call, advice=advice_of(error.conflict))
        return 0
    except library.PanelsError as error:
        give_up_filling(call=call, advice=[str(error)])
        return 0
    if not found.newcomers:
        give_up_filling(call=call, advice=found.open_words)
        return 0
    try:
        return len(fill_places(draw=draw, newcomers=found.newcomers, record=found.record))
    except TakenMeanwhileError:
        return 0
