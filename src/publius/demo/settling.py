"""Brings the people of the place into the tables: accounts, consents, what they know."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from random import Random

from allauth.account.models import EmailAddress

from publius.demo.chronicle import Chronicle
from publius.demo.clock import some_moment_on
from publius.demo.organisations import organisations
from publius.demo.types import DemoEvidence, DemoPerson, DemoPlace
from publius.web.ledger.tags import Tag
from publius.web.people.consents import wording_for
from publius.web.people.models import (
    AccessNeeds,
    Area,
    Consent,
    Demographics,
    Evidence,
    Expertise,
    Person,
)

AT_ONCE = 500  # rows in one INSERT


@dataclass(frozen=True)
class Settling:
    """Everything the rows of people need: who they are, by key, and the chronicle they join."""

    place: DemoPlace
    areas: dict[str, Area]
    rng: Random
    chronicle: Chronicle
    until: dt.datetime

    def people(self) -> dict[str, Person]:
        """Make every account with all that belongs to it; returns them by key."""
        hosts = {persona.person for persona in self.place.personas if persona.role == "host"}
        rows = [self._person(person, person.key in hosts) for person in self.place.people]
        Person.objects.bulk_create(rows, batch_size=AT_ONCE)
        people = {fact.key: row for fact, row in zip(self.place.people, rows, strict=True)}
        EmailAddress.objects.bulk_create(
            [EmailAddress(user=p, email=p.email, verified=True, primary=True) for p in rows],
            batch_size=AT_ONCE,
        )
        for person in rows:
            self.chronicle.expect(
                person.joined_at, Tag.PERSON_JOINED, person, actor=person, channel="web"
            )
        self._agree(people)
        self._protect(people)
        self._know(people)
        return people

    def _person(self, fact: DemoPerson, is_host: bool) -> Person:
        joined = min(some_moment_on(self.rng, fact.joined_on), self.until)
        person = Person(
            public_id=uuid.UUID(int=self.rng.getrandbits(128), version=4),
            email=fact.email,
            display_name=fact.name,
            area=self.areas[fact.area],
            languages=list(fact.languages),
            is_host=is_host,
            is_invented=True,
            joined_at=joined,
            adult_confirmed_at=joined,
        )
        person.set_unusable_password()
        return person

    def _agree(self, people: dict[str, Person]) -> None:
        consents = [
            Consent(
                person=people[fact.key],
                purpose=purpose,
                wording_version=wording_for(purpose).version,
                given_at=self._after(people[fact.key].joined_at),
            )
            for fact in self.place.people
            for purpose in fact.consents
        ]
        for row in Consent.objects.bulk_create(consents, batch_size=AT_ONCE):
            self.chronicle.expect(
                row.given_at, Tag.CONSENT_GIVEN, row, actor=row.person,
                person=row.person.public_id.hex, purpose=row.purpose, wording=row.wording_version,
            )  # fmt: skip

    def _protect(self, people: dict[str, Person]) -> None:
        """Access needs of those who have any; balancing answers only of those who agreed."""
        facts = self.place.people
        AccessNeeds.objects.bulk_create(
            [
                AccessNeeds(
                    person=people[fact.key],
                    details={"codes": list(fact.access_needs), "own_words": fact.access_words},
                    changed_at=people[fact.key].joined_at,
                )
                for fact in facts
                if fact.access_needs
            ],
            batch_size=AT_ONCE,
        )
        Demographics.objects.bulk_create(
            [
                Demographics(
                    person=people[fact.key],
                    answers=fact.demographics,
                    changed_at=people[fact.key].joined_at,
                )
                for fact in facts
                if "panel_balancing" in fact.consents
            ],
            batch_size=AT_ONCE,
        )

    def _know(self, people: dict[str, Person]) -> None:
        items = [(people[fact.key], item) for fact in self.place.people for item in fact.expertise]
        stated = Expertise.objects.bulk_create(
            [
                Expertise(
                    person=person,
                    kind=item.kind.value,
                    words=item.words,
                    skills=list(item.skills),
                    visibility=item.visibility.value,
                    stated_at=self._after(person.joined_at),
                )
                for person, item in items
            ],
            batch_size=AT_ONCE,
        )
        for row in stated:
            self.chronicle.expect(
                row.stated_at, Tag.EXPERTISE_STATED, row, actor=row.person,
                person=row.person.public_id.hex, kind=row.kind, visibility=row.visibility,
            )  # fmt: skip
        self._back(
            [
                self._evidence(row, proof)
                for row, (_person, item) in zip(stated, items, strict=True)
                for proof in item.evidence
            ]
        )

    def _evidence(self, expertise: Expertise, fact: DemoEvidence) -> Evidence:
        written = some_moment_on(self.rng, fact.issued_on)
        added = min(self.until, max(written, self._after(expertise.stated_at)))
        body = organisations()[fact.organisation].name if fact.organisation else ""
        later = added + dt.timedelta(days=self.rng.randint(1, 9))
        return Evidence(
            person=expertise.person,
            expertise=expertise,
            source=fact.kind.value,
            text=fact.text,
            issued_on=fact.issued_on,
            confirmed_by=body,
            confirmed_at=min(later, self.until) if body else None,
            added_at=added,
        )

    def _back(self, evidence: list[Evidence]) -> None:
        for row in Evidence.objects.bulk_create(evidence, batch_size=AT_ONCE):
            about = {"person": row.person.public_id.hex, "source": row.source}
            self.chronicle.expect(row.added_at, Tag.EVIDENCE_ADDED, row, actor=row.person, **about)
            if row.confirmed_at:
                self.chronicle.expect(
                    row.confirmed_at, Tag.EVIDENCE_CONFIRMED, row, body=row.confirmed_by, **about
                )

    def _after(self, moment: dt.datetime) -> dt.datetime:
        """A few minutes later, in the same sitting."""
        return min(self.until, moment + dt.timedelta(seconds=self.rng.randint(40, 900)))
