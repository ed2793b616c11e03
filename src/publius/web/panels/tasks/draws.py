"""Draws that were asked for are worked out in the background."""

import time

from django.utils.translation import gettext as _

from publius import panels as library
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

from ..actions.draws import claim_next_draw, fail_draw, note_progress, store_draw
from ..models import Draw
from ..queries.advice import advice_of
from ..queries.inputs import draw_input
from .claims import MOST_TRIES, TIME_LIMIT, ClaimLostError

BETWEEN_NOTES = 1.0  # seconds between two notes of progress


class NotedProgress:
    """Writes the library's progress to the draw, and keeps the claim on it alive."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._last = time.monotonic()

    def step(self, done: int, total: int, message: str) -> None:
        if time.monotonic() - self._last < BETWEEN_NOTES:
            return
        self._last = time.monotonic()
        percent = min(99, 100 * done // max(total, 1))
        if not note_progress(draw=self._draw, percent=percent, message=message):
            raise ClaimLostError


def run_due_draws() -> int:
    """Run every draw that was asked for; returns how many were dealt with."""
    done = 0
    while not is_on(Brake.DRAWS):
        draw = claim_next_draw()
        if draw is None:
            break
        _run(draw)
        done += 1
    return done


def _run(draw: Draw) -> None:
    if draw.attempts > MOST_TRIES:
        sentence = _(
            "The draw was begun %(tries)s times and never finished. Nothing was drawn. Ask for "
            "another draw; if it happens again, tell the people who run this site."
        )
        fail_draw(draw=draw, problem=sentence % {"tries": MOST_TRIES})
        return
    plain = draw_input(draw.call, salt=draw.salt)
    try:
        drawn = library.draw(
            plain.pool,
            plain.targets,
            size=draw.call.size,
            seed=draw.seed,
            progress=NotedProgress(draw),
            time_limit=TIME_LIMIT,
        )
    except ClaimLostError:
        return
    except library.InfeasibleError as error:
        problem = _("No group from this pool meets all targets, so nothing was drawn.")
        fail_draw(draw=draw, problem=problem, advice=advice_of(error.conflict))
        return
    except library.PanelsError as error:
        fail_draw(draw=draw, problem=str(error))
        return
    record = library.run_record(drawn, plain.pool, plain.targets)
    store_draw(draw=draw, drawn=drawn, record=record, people=plain.people)
