"""What drawn people answer: a question first, a few refusals, and yes from the others."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from random import Random

from publius.demo.types import DemoDecline, DemoQuestion
from publius.web.calls.models import Call
from publius.web.panels.actions.replies import (
    accept_place,
    answer_question,
    ask_question,
    decline,
)
from publius.web.panels.models import Ask, Invitation, Place, Question, Reply, SeatOffer
from publius.web.panels.queries.places import people_already_offered
from publius.web.people.models import Person


def waiting_for_a_reply(call: Call) -> list[Invitation]:
    rows = Invitation.objects.filter(call=call, ask=Ask.PLACE, reply=Reply.NONE)
    return list(rows.select_related("call", "person", "place").order_by("place__number"))


def answer_first(call: Call, questions: Iterable[DemoQuestion], *, by: Person, rng: Random) -> None:
    """Somebody wants to know something before they reply; the body answers."""
    for asked, invitation in zip(questions, reversed(waiting_for_a_reply(call)), strict=False):
        key = uuid.UUID(int=rng.getrandbits(128), version=4)
        ask_question(invitation=invitation, text=asked.text, key=key)
        question = Question.objects.get(invitation=invitation, posted_key=key)
        answer_question(question=question, answer=asked.answer, by=by)


def decline_some(call: Call, declines: Sequence[DemoDecline]) -> None:
    """A few of the drawn, from different seats, say no as written; most of the others say yes."""
    waiting = waiting_for_a_reply(call)
    apart = max(1, len(waiting) // max(1, len(declines)))
    refusing = waiting[::apart][: len(declines)]
    for invitation, no in zip(refusing, declines, strict=True):
        decline(invitation=invitation, reason=no.reason, words=no.words)
    for invitation in [item for item in waiting if item not in refusing][:-2]:
        accept_place(invitation=invitation)


def accept_the_rest(call: Call) -> None:
    """Reserves who stepped in and those who took their time: yes."""
    for invitation in waiting_for_a_reply(call):
        accept_place(invitation=invitation)


def next_for(place: Place) -> Person | None:
    """Whoever offered to fill this seat first and was not asked yet, if there is anybody."""
    asked = people_already_offered(place.call)
    offers = SeatOffer.objects.filter(seat=place.seat, ruled_out_at__isnull=True)
    waiting = offers.exclude(entry__person__in=asked).order_by("entry__joined_at", "pk")
    offer = waiting.select_related("entry__person").first()
    return offer.entry.person if offer else None
