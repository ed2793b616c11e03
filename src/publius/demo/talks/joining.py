"""Who takes part in a conversation, under which name, and in which camp they tend to vote."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from itertools import product
from random import Random

from django.utils import timezone

from publius.demo.chronicle import Chronicle
from publius.demo.clock import moment_on, some_moment_on
from publius.demo.talks.facts import Speaker, Talk
from publius.demo.types import DemoCall, DemoPerson
from publius.demo.world import World
from publius.web.calls.models import Seat
from publius.web.conversations.models import Conversation, Part, Participant
from publius.web.conversations.pseudonyms import CREATURES, MANNERS
from publius.web.ledger.tags import Tag
from publius.web.panels.models import Place, PlaceState
from publius.web.people.models import Person

AT_ONCE = 500
JOIN_WITHIN = 30  # days
TALKATIVE = 4  # of a small camp all speak, of a large one every second


@dataclass
class Crowd:
    """The members of one conversation, by camp."""

    camps: dict[int, list[Participant]] = field(default_factory=dict)
    personas: dict[str, Participant] = field(default_factory=dict)

    @property
    def members(self) -> list[Participant]:
        return [member for camp in self.camps.values() for member in camp]

    def camp_of(self, member: Participant) -> int:
        return next(number for number, camp in self.camps.items() if member in camp)

    def speaker(
        self, rng: Random, by: Speaker, at: dt.datetime, *, but: Participant | None = None
    ) -> Participant:
        """Somebody of a camp who was there then, and not `but`; or a persona by their part."""
        if isinstance(by, str):
            return self.personas[by]
        camp = [member for member in self.camps[by] if member != but] or self.members
        there = [member for member in camp if member.joined_at < at]
        if not there:
            return min(camp, key=lambda member: member.joined_at)
        return rng.choice(there[: max(TALKATIVE, len(there) // 2)])


@dataclass(frozen=True)
class Joining:
    """Brings the group and everybody else who comes into a conversation."""

    talk: Talk
    call: DemoCall
    conversation: Conversation
    world: World
    rng: Random
    chronicle: Chronicle

    def crowd(self) -> Crowd:
        """Everybody at once, each joining on a day of their own."""
        crowd = Crowd({number: [] for number in range(len(self.talk.camps))})
        facts = {self.world.people[fact.key].pk: fact for fact in self.world.place.people}
        coming = self._coming(facts)
        names = self._names(len(coming))
        rows = [
            self._participant(person, seat, name)
            for (person, seat), name in zip(coming, names, strict=True)
        ]
        Participant.objects.bulk_create(rows, batch_size=AT_ONCE)
        for row in sorted(rows, key=lambda row: (row.seat_id is None, row.joined_at)):
            crowd.camps[self._camp(facts[row.person_id])].append(row)
            self._tell(row)
        self._add_personas(crowd, {row.person_id: row for row in rows})
        return crowd

    def _coming(self, facts: dict[int, DemoPerson]) -> list[tuple[Person, Seat | None]]:
        places = Place.objects.filter(call=self.conversation.call, state=PlaceState.ACCEPTED)
        held = {place.person: place.seat for place in places.select_related("person", "seat")}
        fixed = {persona.person for persona in self.world.place.personas}
        citizen = self.world.persona("citizen")
        if self.talk.people and citizen not in held:
            held[citizen] = self._seat_for(facts[citizen.pk])
        others = [
            person
            for key, person in self.world.people.items()
            if key not in fixed and person not in held and self._was_there(person)
        ]
        chosen = self.rng.sample(others, min(self.talk.people, len(others) // 2))
        return [*held.items(), *((p, self._seat_for(facts[p.pk])) for p in chosen)]

    def _was_there(self, person: Person) -> bool:
        return person.joined_at < timezone.now()

    def _seat_for(self, fact: DemoPerson) -> Seat | None:
        voices = {item.voice for item in fact.expertise}
        titles = [seat.title for seat in self.call.seats if voices & set(seat.voices)]
        return Seat.objects.filter(call=self.conversation.call, title__in=titles).first()

    def _camp(self, fact: DemoPerson) -> int:
        """By what they live or do; the others as the shares say."""
        voices = {item.voice for item in fact.expertise}
        for number, camp in enumerate(self.talk.camps):
            if voices & set(camp.voices):
                return number
        shares = [camp.share or 1 for camp in self.talk.camps]
        return self.rng.choices(range(len(shares)), shares)[0]

    def _names(self, count: int) -> list[str]:
        pairs = product(MANNERS, CREATURES)
        names = [f"{manner} {creature}" for manner, creature in pairs if manner != creature]
        return self.rng.sample(names, count)

    def _participant(self, person: Person, seat: Seat | None, name: str) -> Participant:
        first = timezone.localdate(self.conversation.published_at)
        day = first + dt.timedelta(days=min(self.rng.randrange(JOIN_WITHIN), self._open_for()))
        joined = max(some_moment_on(self.rng, day), self.conversation.published_at)
        joined = min(joined, self._latest())
        return Participant(
            conversation=self.conversation,
            person=person,
            part=Part.MEMBER,
            pseudonym=name,
            seat=seat,
            joined_at=joined,
            agreed_at=joined,
        )

    def _open_for(self) -> int:
        return max(1, self.talk.published_ago - (self.talk.closed_ago or 0) - 1)

    def _latest(self) -> dt.datetime:
        """Nothing is dated in the future of the place."""
        return moment_on(self.world.place.as_of - dt.timedelta(days=1), 21)

    def _tell(self, row: Participant) -> None:
        self.chronicle.expect(
            row.joined_at,
            Tag.PARTICIPANT_JOINED,
            self.conversation,
            actor=row.person,
            part=str(row.part),
            participant=row.pk,
        )

    def _add_personas(self, crowd: Crowd, members: dict[int, Participant]) -> None:
        team = Participant.objects.filter(conversation=self.conversation).exclude(part=Part.MEMBER)
        there = members | {row.person_id: row for row in team}
        for persona in self.world.place.personas:
            row = there.get(self.world.people[persona.person].pk)
            if row is not None:
                crowd.personas[persona.key] = row
