"""Invitations that run out, and chairs that wait for somebody."""

from django.utils import timezone

from publius import panels as library
from publius.web.calls.models import Call
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

from ..actions.replacement import TakenMeanwhileError, fill_places, give_up_filling
from ..actions.replies import lapse, release_place
from ..codes import next_seed
from ..models import Draw
from ..queries.advice import advice_of
from ..queries.draws import confirmed_draw
from ..queries.invitations import run_out
from ..queries.places import calls_with_empty_chairs, offers_made, places_of_closed_accounts
from ..queries.replacement import Standing, standings
from .claims import TIME_LIMIT


def lapse_invitations() -> int:
    """End what nobody will answer any more; the places become vacant.

    That is invitations whose time is over, and places of people who closed their account.
    """
    lapsed = sum(lapse(invitation=invitation) for invitation in run_out(timezone.now()))
    return lapsed + sum(release_place(place=place) for place in places_of_closed_accounts())


def fill_vacant_places() -> int:
    """Ask somebody else for every vacant chair; returns how many were asked."""
    if is_on(Brake.DRAWS):
        return 0
    return sum(_fill(call) for call in calls_with_empty_chairs())


def _fill(call: Call) -> int:
    draw = confirmed_draw(call)
    if draw is None:
        return 0
    try:
        standing, drawn = _replacements(draw)
    except library.InfeasibleError as error:
        give_up_filling(call=call, advice=advice_of(error.conflict))
        return 0
    except library.PanelsError as error:
        give_up_filling(call=call, advice=[str(error)])
        return 0
    plain = standing.plain
    record = library.run_record(
        drawn,
        plain.pool,
        plain.targets,
        confirmed=standing.confirmed,
        unavailable=standing.unavailable,
    )
    stay = {place.person for place in standing.confirmed}
    newcomers = [
        (plain.people[place.person], int(place.seat) if place.seat else None)
        for place in drawn.panel
        if place.person not in stay
    ]
    try:
        return len(fill_places(draw=draw, newcomers=newcomers, record=record))
    except TakenMeanwhileError:
        return 0


def _replacements(draw: Draw) -> tuple[Standing, library.Draw]:
    """The draw's reserves first; where they cannot meet the targets, the whole pool."""
    first, *rest = standings(draw)
    try:
        return first, _replace(draw, first)
    except library.InfeasibleError:
        if not rest:
            raise
    return rest[0], _replace(draw, rest[0])


def _replace(draw: Draw, standing: Standing) -> library.Draw:
    return library.replace(
        standing.plain.pool,
        standing.plain.targets,
        size=draw.call.size,
        confirmed=standing.confirmed,
        unavailable=standing.unavailable,
        seed=next_seed(draw.seed, offers_made(draw.call)),
        time_limit=TIME_LIMIT,
    )
