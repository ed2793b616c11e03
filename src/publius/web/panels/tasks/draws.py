"""Lotteries that were asked for are worked out, published and drawn from in the background."""

import time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from publius import panels as library
from publius.panels.public import SeedOutcome
from publius.panels.stored import lottery_record
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

from ..actions.draws import claim_next_draw, fail_draw, note_progress, store_lottery
from ..actions.publishing import publish_lottery, stale_words
from ..actions.results import store_result
from ..codes import new_lot
from ..models import Draw, DrawnPerson, Phase
from ..publication import document_of, public_codes
from ..queries.advice import advice_of
from ..queries.chances import reasons_of
from ..queries.inputs import DrawInput
from ..queries.lotteries import drawn, is_as_prepared
from ..queries.practice import input_of
from ..queries.relevance import objective_of
from ..queries.report import population_in_words
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
    """Work on every draw that waits for it; returns how many were dealt with."""
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
    if draw.phase == Phase.PUBLISHED:  # a worker stopped after publishing: the list stands
        _draw_number(draw)
        return
    plain = input_of(draw)
    lottery = _worked_out(draw, plain)
    if lottery is None:
        return
    if draw.phase == Phase.PREPARING and not draw.at_once:
        store_lottery(draw=draw, record=_record(lottery, draw))
    elif draw.phase == Phase.PUBLISHING and not is_as_prepared(draw, lottery.request):
        fail_draw(draw=draw, problem=stale_words())
    elif _publish(draw, lottery, plain) and draw.at_once:
        _draw_number(draw)


def _worked_out(draw: Draw, plain: DrawInput) -> library.Lottery | None:
    """The lottery; None where there is none, which is then said on the draw."""
    try:
        return library.prepare(
            plain.pool,
            plain.targets,
            size=draw.call.size,
            method=objective_of(draw, plain),
            progress=NotedProgress(draw),
            time_limit=TIME_LIMIT,
        )
    except ClaimLostError:
        pass
    except library.InfeasibleError as error:
        problem = _("No group from this pool meets all targets, so nothing was drawn.")
        fail_draw(draw=draw, problem=problem, advice=advice_of(error.conflict))
    except library.TimeLimitError:
        fail_draw(draw=draw, problem=_too_long())
    except library.PanelsError as error:
        fail_draw(draw=draw, problem=str(error))
    return None


def _too_long() -> str:
    sentence = _(
        "Working the lottery out took longer than %(minutes)d minutes and was stopped. Nothing was "
        "drawn. Fewer targets, or wider ranges, make it easier; then draw again."
    )
    return sentence % {"minutes": TIME_LIMIT // 60}


def _record(lottery: library.Lottery, draw: Draw) -> dict[str, Any]:
    """The Run of a lottery, with what pages and reports say about that day later."""
    record = lottery_record(lottery) | {"population": population_in_words(draw.call)}
    record["result"]["spread"] = sorted(record["result"]["chances"].values())
    return record


def _publish(draw: Draw, lottery: library.Lottery, plain: DrawInput) -> bool:
    """False where it was not published, which is then said on the draw."""
    try:
        document = document_of(lottery, draw, at=timezone.now())
    except library.PanelsError as error:  # a beacon round that is out by now
        fail_draw(draw=draw, problem=str(error))
        return False
    record = _record(lottery, draw) | {"document": document}
    return publish_lottery(
        draw=draw,
        record=record,
        commitment=document["commitment"],
        lines=_lines(draw, lottery, plain),
    )


def _lines(draw: Draw, lottery: library.Lottery, plain: DrawInput) -> list[DrawnPerson]:
    chances = lottery.chances()
    reasons = reasons_of(plain, draw.call.size)
    codes = public_codes(lottery, draw)
    return [
        DrawnPerson(
            draw=draw,
            person=person,
            code=code,
            public_code=codes[code],
            chance=chances.get(code, 0.0),
            reasons=reasons[code],
            outcome=DrawnPerson.Outcome.WAITING,
        )
        for code, person in plain.people.items()
    ]


def _draw_number(draw: Draw) -> None:
    """The number is made only now: the list was published before anybody could know it."""
    seed = draw.seed if draw.seed is not None else new_lot().seed
    store_result(draw=draw, drawn=drawn(draw, SeedOutcome(seed)))
