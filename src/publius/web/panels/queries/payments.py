"""What people are owed, how long they have waited, and how long a body takes to pay."""

import datetime as dt
import statistics
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet, Sum
from django.utils import timezone

from publius.web.calls.models import Call
from publius.web.directory.models import Organisation

from ..models import Claim, ClaimState, Place, PlaceState

LEAST_PAYMENTS = 8  # fewer would tell how long one person waited
OPEN = (ClaimState.CLAIMED, ClaimState.APPROVED)
RELATED = ("call__engagement__organisation", "call__offer", "person", "approved_by")


class Age(StrEnum):
    """How long a claim has waited for its money."""

    NEW = "new"  # up to 7 days
    WAITING = "waiting"  # 8 to 30 days
    OVERDUE = "overdue"  # 31 days and more


def age_of(days: int) -> Age:
    """
    >>> [str(age_of(days)) for days in (0, 7, 8, 30, 31)]
    ['new', 'new', 'waiting', 'waiting', 'overdue']
    """
    if days <= 7:
        return Age.NEW
    return Age.WAITING if days <= 30 else Age.OVERDUE


@dataclass(frozen=True)
class Aged:
    """A claim that is not paid yet, and for how many days it has waited."""

    claim: Claim
    days: int

    @property
    def age(self) -> Age:
        return age_of(self.days)

    @property
    def is_overdue(self) -> bool:
        return self.age == Age.OVERDUE


@dataclass(frozen=True)
class Total:
    """How many claims and how much money."""

    claims: int
    pence: int

    @property
    def pounds(self) -> float:
        return self.pence / 100


def may_claim(person, call: Call) -> bool:
    """Who has a place, or was owed something before they gave it up."""
    holds = Place.objects.filter(call=call, person=person, state=PlaceState.ACCEPTED)
    return holds.exists() or Claim.objects.filter(call=call, person=person).exists()


def calls_to_claim_from(user) -> list[Call]:
    """The calls in which this user has a place."""
    held = Place.objects.visible_to(user).filter(person=user, state=PlaceState.ACCEPTED)
    calls = Call.objects.filter(pk__in=held.values("call"))
    return list(calls.select_related("engagement__organisation", "offer"))


def my_claims(user) -> QuerySet[Claim]:
    """Everything this user was offered or claimed, newest first, with its steps."""
    mine = Claim.objects.visible_to(user).filter(person=user)
    return mine.select_related(*RELATED).prefetch_related("steps").order_by("-pk")


def my_claim(user, key: int) -> Claim | None:
    return my_claims(user).filter(pk=key).first()


def claims_of(user, call: Call) -> QuerySet[Claim]:
    """The claims of a call that are the body's to deal with, oldest first."""
    rows = Claim.objects.visible_to(user).filter(call=call).exclude(person=user)
    return rows.select_related(*RELATED).order_by("claimed_at", "pk")


def claim_of(user, call: Call, key: int) -> Claim | None:
    return claims_of(user, call).filter(pk=key).first()


def aged(claims: Iterable[Claim], today: dt.date) -> list[Aged]:
    """Those not paid yet, longest wait first."""
    return [Aged(claim, days_since(claim, today)) for claim in claims if claim.state in OPEN]


def days_since(claim: Claim, today: dt.date) -> int:
    return (today - timezone.localdate(claim.claimed_at)).days


def totals_of(call: Call) -> dict[str, Total]:
    """Money by state. Who was offered a payment and who does not want it are one number."""
    found = {state: _total(call, [state]) for state in (*OPEN, ClaimState.PAID)}
    promised = _total(call, [ClaimState.OFFERED, ClaimState.WAIVED])
    return {str(state): total for state, total in found.items()} | {"promised": promised}


def _total(call: Call, states: list[ClaimState]) -> Total:
    rows = Claim.objects.filter(call=call, state__in=states)
    return Total(rows.count(), rows.aggregate(pence=Sum("pence"))["pence"] or 0)


@dataclass(frozen=True)
class PayingTime:
    """How long a body takes from a claim to the money: half of the payments came faster."""

    days: int
    payments: int


def paying_time(body: Organisation) -> PayingTime | None:
    """None as long as there are too few payments to say without pointing at people."""
    paid = Claim.objects.filter(call__engagement__organisation=body, state=ClaimState.PAID)
    moments = list(paid.values_list("claimed_at", "paid_at"))
    if len(moments) < LEAST_PAYMENTS:
        return None
    waits = [(timezone.localdate(end) - timezone.localdate(start)).days for start, end in moments]
    return PayingTime(round(statistics.median(waits)), len(waits))
