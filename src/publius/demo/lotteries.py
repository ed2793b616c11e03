"""The lottery of a call whose draw is public: tried, worked out, published; dice are still due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from publius.demo.clock import moment_on
from publius.demo.types import Stage
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.publishing import ask_to_publish
from publius.web.panels.codes import Lot
from publius.web.panels.models import Draw, DrawRule
from publius.web.panels.publication import dice_for
from publius.web.panels.queries.draws import undecided_draw
from publius.web.panels.tasks import run_due_draws

if TYPE_CHECKING:
    from publius.demo.story import Step, Story


def fixed_lot(rng: Random) -> Lot:
    """The number and the salt of a draw, so that the same people are drawn everywhere."""
    return Lot(rng.getrandbits(53), f"{rng.getrandbits(128):032x}")


@dataclass(frozen=True)
class Lottery:
    """One call's lottery, up to the evening on which dice are thrown in the town hall."""

    story: Story

    def steps(self, closed: dt.date) -> Iterator[Step]:
        """A test on the first day; where the draw is to be public, the list some days later."""
        day = dt.timedelta(days=1)
        yield moment_on(closed + day, 11, 30), self._try_it
        if self.story.told.stage is Stage.PUBLISHED:
            yield moment_on(closed + 3 * day, 10, 15), self._prepare
            yield moment_on(closed + 3 * day, 14, 40), self._publish

    def _try_it(self) -> None:
        self._ask(is_test=True)

    def _prepare(self) -> None:
        self._ask(at_once=False)

    def _ask(self, **how: bool) -> None:
        lot = fixed_lot(self.story.rng)
        request_draw(call=self.story.call, by=self.story.by, lot=lot, **how)
        self._work()

    def _publish(self) -> None:
        """Dice, as many as there are digits in the number of tickets."""
        prepared = undecided_draw(self.story.call)
        tickets = prepared.lottery.result["certificate"]["tickets"]
        ask_to_publish(draw=prepared, rule=DrawRule.DICE, facts=dice_for(tickets), by=self.story.by)
        self._work()

    def _work(self) -> None:
        self.story.world.make_due(Draw.objects.filter(call=self.story.call))
        run_due_draws()
