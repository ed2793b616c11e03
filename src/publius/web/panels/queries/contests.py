"""What was contested in a call, by whom it can be answered, and what came of it."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from publius.web.calls.models import Call

from ..models import Contest, ContestOutcome, ContestSubject, Draw, Override, SeatOffer
from ..rules import free_conveners
from .draws import confirmed_draw, published_draws
from .protection import protected_count


def contests_of(user, call: Call) -> QuerySet[Contest]:
    rows = Contest.objects.visible_to(user).filter(call=call)
    return rows.select_related("raised_by", "answered_by", "draw", "call__engagement__organisation")


def contest_of(user, call: Call, key: int) -> Contest | None:
    return contests_of(user, call).filter(pk=key).first()


def raised_by(user, call: Call) -> list[Contest]:
    return list(contests_of(user, call).filter(raised_by=user))


def open_contests(call: Call) -> list[Contest]:
    """What waits for an answer, oldest first."""
    waiting = Contest.objects.filter(call=call, outcome=ContestOutcome.WAITING)
    return list(waiting.select_related("raised_by"))


def contests_for_hosts() -> list[Contest]:
    """Open contests that nobody of the body can answer, because all had a hand in it."""
    waiting = Contest.objects.filter(outcome=ContestOutcome.WAITING)
    rows = waiting.select_related("raised_by", "call__engagement__organisation", "draw")
    return [contest for contest in rows if not free_conveners(contest).exists()]


def contestable(user, call: Call) -> list[tuple[str, str]]:
    """What this person can contest, as it stands: nothing is offered that did not happen."""
    was_ruled_out = SeatOffer.objects.filter(
        entry__call=call, entry__person=user, ruled_out_at__isnull=False
    ).exists()
    draw = latest_draw(call)
    was_changed = draw is not None and Override.objects.filter(draw=draw).exists()
    possible = {
        ContestSubject.DRAW: draw is not None,
        ContestSubject.RULED_OUT: was_ruled_out,
        ContestSubject.CHANGED: was_changed,
        ContestSubject.NOT_INVITED: True,
    }
    return [(s.value, str(s.label)) for s, can in possible.items() if can]


def latest_draw(call: Call) -> Draw | None:
    """The draw a contest is about: the confirmed one, or the one published last."""
    return confirmed_draw(call) or published_draws(call).first()


@dataclass(frozen=True)
class ContestCount:
    """How many contests there were and what came of them, as everybody may read it."""

    raised: str
    waiting: str
    outcomes: list[tuple[str, str]]


def count_contests(call: Call) -> ContestCount | None:
    """None where nobody has contested anything. Small numbers are not given."""
    outcomes = Counter(Contest.objects.filter(call=call).values_list("outcome", flat=True))
    if not outcomes:
        return None
    labels = [choice for choice in ContestOutcome if choice and outcomes[choice]]
    return ContestCount(
        raised=protected_count(outcomes.total()),
        waiting=protected_count(outcomes[ContestOutcome.WAITING]),
        outcomes=[(str(each.label), protected_count(outcomes[each])) for each in labels],
    )
