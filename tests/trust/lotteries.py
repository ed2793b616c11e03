"""Lotteries in each of their phases, and a contest, in the village."""

from uuid import UUID

from publius.web.directory.models import Role, RoleName
from publius.web.panels.actions.contests import raise_contest
from publius.web.panels.actions.decisions import discard_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.publishing import ask_to_publish
from publius.web.panels.codes import Lot
from publius.web.panels.models import Contest, Draw, Phase
from publius.web.panels.queries.draws import undecided_draw
from publius.web.panels.tasks import run_due_draws

from .village import Village

LOT = Lot(seed=7, salt="5a17" * 8)


def _asked(village: Village, **facts) -> Draw:
    """A new draw, the same each time, in the place of the one that waits there."""
    call = village.lottery_call
    run_due_draws()
    waiting = undecided_draw(call)
    if waiting is not None:
        discard_draw(draw=waiting, reason="To see another one.", by=village.convener)
    return request_draw(call=call, by=village.convener, lot=LOT, **facts)


def prepared(village: Village) -> list:
    draw = _asked(village, at_once=False)
    run_due_draws()
    return [draw.call.slug, draw.pk]


def a_test(village: Village) -> list:
    draw = request_draw(call=village.lottery_call, by=village.convener, is_test=True, lot=LOT)
    run_due_draws()
    return [draw.call.slug, draw.pk]


def being_worked_out(village: Village) -> list:
    return [village.lottery_call.slug, _asked(village, at_once=False).pk]


def published(village: Village, rule: str = "server", facts: dict | None = None) -> list:
    slug, key = prepared(village)
    draw = Draw.objects.get(pk=key)
    ask_to_publish(draw=draw, rule=rule, facts=facts or {}, by=village.convener)
    run_due_draws()
    return [slug, key]


def with_dice(village: Village) -> list:
    return published(village, "dice", {"dice": 4, "sides": 10})


def drawn(village: Village) -> list:
    """The draw that came with the village: drawn in one go."""
    draw = village.drawn_call.draws.filter(phase=Phase.DRAWN).latest("pk")
    return [village.drawn_call.slug, draw.pk]


def contest(village: Village) -> list:
    """The convener is alone in the body and asked for the draw, so a host answers."""
    call = village.drawn_call
    others = Role.objects.filter(role=RoleName.CONVENER, organisation=call.engagement.organisation)
    others.exclude(person=village.convener).delete()
    raised = Contest.objects.filter(call=call).first() or raise_contest(
        call=call, by=village.citizens[4], subject="draw", words="Why these?", key=UUID(int=5)
    )
    return [call.slug, raised.pk]
