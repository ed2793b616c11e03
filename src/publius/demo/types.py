"""What the demo place is made of, as plain facts: no database, no clock.

Everything here is invented. A loader turns these facts into rows; the generator that makes
them needs only a date and a seed, so that the same place stands up on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """How somebody came to know: trained for it, does it, or has lived it."""

    PROFESSIONAL = "professional"
    PRACTICAL = "practical"
    LIVED = "lived"


class EvidenceKind(StrEnum):
    """What backs a statement of expertise."""

    SELF_ACCOUNT = "self_account"
    ROLE = "role"
    QUALIFICATION = "qualification"
    BADGE = "badge"
    ANSWER = "answer"
    CONTRIBUTION = "contribution"
    VOUCH = "vouch"
    PUBLICATION = "publication"


class Visibility(StrEnum):
    """Who may read an expertise: anyone, conveners of calls it fits, or nobody (matching alone)."""

    PUBLIC = "public"
    CONVENERS = "conveners"
    MATCHING = "matching"


class Stage(StrEnum):
    """How far a call has come on the journey."""

    DRAFT = "draft"
    OPEN = "open"
    GATHERED = "gathered"
    PUBLISHED = "published"
    DRAWN = "drawn"
    FORMED = "formed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class DemoArea:
    """One ward of the borough, and the degrees of its middle."""

    key: str
    name: str
    adults: int
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class DemoOrganisation:
    """A body in the borough, with the answer to "who controls it?"."""

    key: str
    name: str
    kind: str
    about: str
    controlled_by: str
    user_led: bool
    reaches: tuple[str, ...] = ()

    @property
    def web_address(self) -> str:
        return f"https://{self.key.replace('_', '-')}.example"


@dataclass(frozen=True, slots=True)
class DemoEvidence:
    """One thing that backs an expertise, shown as what it is."""

    kind: EvidenceKind
    text: str
    source: str
    issued_on: date
    verified: bool = False
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class DemoExpertise:
    """What one person says they know, in their own words."""

    kind: Kind
    voice: str
    title: str
    words: str
    skills: tuple[str, ...]
    visibility: Visibility
    evidence: tuple[DemoEvidence, ...]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One invented resident, with what they know and what they need to take part."""

    key: str
    name: str
    area: str
    languages: tuple[str, ...]
    born: int
    demographics: dict[str, str]
    consents: tuple[str, ...]
    access_needs: tuple[str, ...]
    access_words: str
    expertise: tuple[DemoExpertise, ...]
    joined_on: date

    @property
    def email(self) -> str:
        return f"{self.key}@ardenvale.example"

    @property
    def voices(self) -> frozenset[str]:
        return frozenset(item.voice for item in self.expertise)


@dataclass(frozen=True, slots=True)
class DemoFraming:
    """One way to see the problem, and who sees it that way."""

    title: str
    words: str
    held_by: str


@dataclass(frozen=True, slots=True)
class DemoStakeholder:
    """Somebody with something to gain or lose."""

    name: str
    interest: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class DemoSeat:
    """One role a call needs; `voices` says who in the demo could plausibly fill it."""

    key: str
    title: str
    kind: Kind
    need: str
    skills: tuple[str, ...]
    minimum: int
    maximum: int
    must: bool
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoOffer:
    """Everything a person is told before they say yes."""

    pay: str
    pay_pence: int
    pay_unit: str
    expenses: str
    access_support: str
    benefits_warning: str
    time_asked: str
    given_back: str
    contact: str
    where: str
    when: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class DemoTarget:
    """How many panel members should have one value of one feature."""

    feature: str
    value: str
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class DemoInterest:
    """Somebody said "I'd be interested", in their own words."""

    person: str
    seats: tuple[str, ...]
    words: str
    said_on: date


@dataclass(frozen=True, slots=True)
class DemoDecline:
    """Why one of the drawn people will say no: a reason's code, and their words."""

    reason: str
    words: str


@dataclass(frozen=True, slots=True)
class DemoQuestion:
    """Something a drawn person wants to know before they reply, and the body's answer."""

    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class DemoContest:
    """What somebody holds to be wrong, and the answer, if there is one yet."""

    subject: str
    days_ago: int
    words: str
    outcome: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class DemoCall:
    """One round of examination: its seats, offer, pool and what came of it."""

    key: str
    title: str
    need: str
    stage: Stage
    size: int
    seats: tuple[DemoSeat, ...]
    offer: DemoOffer
    targets: tuple[DemoTarget, ...] = ()
    opened_on: date | None = None
    closes_on: date | None = None
    pool_size: int = 0
    interests: tuple[DemoInterest, ...] = ()
    declines: tuple[DemoDecline, ...] = ()
    questions: tuple[DemoQuestion, ...] = ()
    contests: tuple[DemoContest, ...] = ()
    closing_words: str = ""


@dataclass(frozen=True, slots=True)
class DemoEngagement:
    """An issue a body has to decide, with rival ways of seeing it."""

    key: str
    title: str
    organisation: str
    convener: str
    issue: str
    decision: str
    fixed: str
    open_points: str
    decided_by: str
    decides_on: date
    framings: tuple[DemoFraming, ...]
    stakeholders: tuple[DemoStakeholder, ...]
    calls: tuple[DemoCall, ...]


@dataclass(frozen=True, slots=True)
class DemoAlert:
    """What somebody wants to hear of, and within how many kilometres of which ward."""

    topic: str
    area: str = ""
    km: int | None = None


@dataclass(frozen=True, slots=True)
class DemoPersona:
    """Somebody a visitor can become with one click; the others keep their engagements going."""

    key: str
    person: str
    role: str
    line: str
    organisations: tuple[str, ...] = ()
    is_offered: bool = True
    alerts: tuple[DemoAlert, ...] = ()


@dataclass(frozen=True, slots=True)
class DemoPlace:
    """The whole borough on one date."""

    name: str
    as_of: date
    seed: int
    areas: tuple[DemoArea, ...]
    organisations: tuple[DemoOrganisation, ...]
    people: tuple[DemoPerson, ...]
    engagements: tuple[DemoEngagement, ...]
    personas: tuple[DemoPersona, ...] = field(default=())
