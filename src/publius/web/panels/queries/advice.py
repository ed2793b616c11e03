"""What stands in the way of a group, without giving away what single people answered."""

from dataclasses import dataclass

from publius.panels import Conflict, explain_infeasible
from publius.web.calls.models import Call

from .features import titles_of_answers
from .inputs import draw_input


@dataclass(frozen=True)
class Feasibility:
    """Whether a group can be drawn, and if not, why: true where it can."""

    sentences: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.sentences


def check_feasibility(call: Call) -> Feasibility:
    """Whether a group can be drawn from today's pool, and if not, what stands in the way."""
    plain = draw_input(call, salt="feasibility")
    found = explain_infeasible(plain.pool, plain.targets, size=call.size)
    return Feasibility(() if found else advice_of(found))


def advice_of(conflict: Conflict) -> tuple[str, ...]:
    """A convener sees the pool in rounded numbers only, so no answer is counted here either."""
    return conflict.sentences_without_counts(titles_of_answers())
