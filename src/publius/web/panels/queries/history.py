"""How people answered when they were asked: it says how many to ask, never whom."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from publius.matching.response import (
    PRIOR,
    Answer,
    Prior,
    invitations_needed,
    likelihood,
    prior_from,
)

from ..models import Ask, Invitation, Reply

# Whoever is offered a place said before that they are interested.
STARTS = {Ask.INTEREST: PRIOR, Ask.PLACE: Prior(yes=3.0, no=1.0)}
CHANCE = 0.9


@dataclass(frozen=True)
class Estimate:
    """How many people to ask so that a number of places is filled, and how that is known."""

    places: int
    needed: int | None  # None: all who can be asked are too few
    answers: int  # earlier answers at this place that it was learnt from
    share: float  # of those never asked before, how many say yes


def estimate(ask: Ask, places: int, people: Sequence[int]) -> Estimate:
    """How many of these people (by key, in the order they are asked) it takes."""
    today = timezone.localdate()
    everybodys = answers_of(ask)
    prior = prior_from(
        [answer for theirs in everybodys.values() for answer in theirs], today, STARTS[ask]
    )
    chances = [likelihood(everybodys.get(key, ()), today, prior) for key in people]
    return Estimate(
        places=places,
        needed=invitations_needed(places, chances, CHANCE),
        answers=sum(map(len, everybodys.values())),
        share=likelihood([], today, prior),
    )


def answers_of(ask: Ask, people: Iterable[int] | None = None) -> dict[int, list[Answer]]:
    """Every answer so far by person; a question whose time ran out was answered by silence."""
    rows = Invitation.objects.filter(ask=ask)
    if people is not None:
        rows = rows.filter(person__in=list(people))
    found: dict[int, list[Answer]] = defaultdict(list)
    now = timezone.now()
    for person, reply, sent, until in rows.values_list("person", "reply", "sent_at", "expires_at"):
        if reply != Reply.NONE or until <= now:
            found[person].append(Answer(_day(sent), reply == Reply.ACCEPTED))
    return dict(found)


def _day(moment: dt.datetime) -> dt.date:
    return timezone.localdate(moment)
