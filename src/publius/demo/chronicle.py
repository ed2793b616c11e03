"""Writes the ledger's lines about the people of the place, in order and many at a time."""

from __future__ import annotations

import datetime as dt
import heapq
from itertools import count
from typing import Any

from django.db import models

from publius.web.ledger.models import GENESIS, Event
from publius.web.ledger.queries import seal
from publius.web.ledger.tags import Tag


class Chronicle:
    """Holds lines back until the story reaches their time, then seals them into the chain.

    Twenty thousand lines through the ordinary action would take half a minute; sealed here by
    the same function, they make the same chain.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[dt.datetime, int, dict[str, Any]]] = []
        self._order = count()

    def expect(
        self,
        at: dt.datetime,
        tag: Tag,
        subject: models.Model,
        *,
        actor: Any = None,
        **data: Any,
    ) -> None:
        """This will have happened at `at`."""
        line = {
            "tag": tag.value,
            "subject_type": subject._meta.label_lower,
            "subject_id": str(subject.pk),
            "actor": str(actor.public_id) if actor is not None else "",
            "at": at,
            "data": data,
        }
        heapq.heappush(self._waiting, (at, next(self._order), line))

    def tell_until(self, moment: dt.datetime) -> None:
        """Append every line whose time has come."""
        if not self._waiting or self._waiting[0][0] > moment:
            return
        last = Event.objects.order_by("-number").first()
        number, previous = (last.number, last.hash) if last else (0, GENESIS)
        events = []
        while self._waiting and self._waiting[0][0] <= moment:
            line = heapq.heappop(self._waiting)[2]
            number += 1
            event = Event(number=number, previous_hash=previous, **line)
            event.hash = previous = seal(event)
            events.append(event)
        Event.objects.bulk_create(events, batch_size=500)
