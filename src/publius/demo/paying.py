"""What a formed group of the demo place is owed: promised, claimed, approved, mostly paid."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from publius.demo.clock import moment_on
from publius.web.calls.models import Call
from publius.web.panels.actions.attendance import note_attendance
from publius.web.panels.actions.payments import (
    approve_claim,
    make_claim,
    note_payment,
    offer_payment,
    refuse_claim,
    take_payment,
    waive_payment,
)
from publius.web.panels.models import Claim, ClaimState, Place, PlaceState
from publius.web.people.models import Person

Step = tuple[dt.datetime, Callable[[], object]]

PENCE = 7500
BY_CAR = "12 miles"
NO_CAR = (
    "The offer covers buses, trains and taxis. If you cannot come without your car, tell me: then "
    "we agree on it beforehand and it is paid."
)
COSTS = (
    ("travel", "Bus to the first evening and back", 480, "Day ticket 4417"),
    ("care", "Sitter for the first evening, three hours", 3600, "Invoice 12"),
    ("travel", "12 miles in my own car", 540, BY_CAR),
    ("access", "Taxi: the bus stop has no dropped kerb", 1450, "Receipt 208"),
)


class Forms(Protocol):
    """The story of the group whose money this is; its call is there once it was drafted."""

    call: Call

    @property
    def by(self) -> Person: ...


@dataclass
class Paying:
    """One group's money. The last claims are left waiting: the desk has something to do."""

    story: Forms

    def __post_init__(self) -> None:
        self._forms_sent = 0

    @property
    def call(self) -> Call:
        return self.story.call

    @property
    def by(self) -> Person:
        return self.story.by

    def steps(self, formed: dt.date, until: dt.date) -> Iterator[Step]:
        """What has happened by today, from the day the group was complete."""
        day = dt.timedelta(days=1)
        told = (
            (4, 16, self._promise),
            (6, 21, self._claim),
            (10, 10, self._note_who_came),
            (11, 11, self._approve),
            (18, 11, self._pay),
        )
        for days, hour, step in told:
            if formed + days * day <= until:
                yield moment_on(formed + days * day, hour, 5), step

    def _promise(self) -> None:
        what = "First evening"
        offer_payment(call=self.call, what=what, pence=PENCE, by=self.by, key=self._key())

    def _claim(self) -> None:
        """Nearly everybody takes the payment, one would rather not; a few had costs."""
        offered = list(self._claims(ClaimState.OFFERED))
        for claim in offered[:1]:
            waive_payment(claim=claim, person=claim.person)
        for claim in offered[2:]:
            take_payment(claim=claim, person=claim.person)
        for claim, (kind, what, pence, reference) in zip(offered[2:], COSTS, strict=False):
            make_claim(
                call=self.call,
                person=claim.person,
                kind=kind,
                what=what,
                pence=pence,
                reference=reference,
                key=self._key(),
            )

    def _note_who_came(self) -> None:
        accepted = Place.objects.filter(call=self.call, state=PlaceState.ACCEPTED)
        numbers = list(accepted.values_list("number", flat=True))
        note_attendance(call=self.call, came=numbers[:-1], by=self.by)

    def _approve(self) -> None:
        """Everything but the journey by car, and one that nobody has looked at yet."""
        for claim in self._claims(ClaimState.CLAIMED).filter(reference=BY_CAR):
            refuse_claim(claim=claim, by=self.by, reason=NO_CAR)
        for claim in list(self._claims(ClaimState.CLAIMED))[:-1]:
            approve_claim(claim=claim, by=self.by)

    def _pay(self) -> None:
        for number, claim in enumerate(list(self._claims(ClaimState.APPROVED))[:-1], start=1):
            note_payment(claim=claim, by=self.by, reference=f"BACS {self.call.pk:03d}-{number:03d}")

    def _claims(self, state: ClaimState):
        return Claim.objects.filter(call=self.call, state=state).order_by("pk")

    def _key(self) -> uuid.UUID:
        self._forms_sent += 1
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self.call.slug}/{self._forms_sent}")
