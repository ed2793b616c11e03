"""The rows of the demo place by the keys of its facts, for those who tell its story."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from publius.demo.types import DemoPlace
from publius.web.directory.models import Organisation
from publius.web.people.models import Area, Person


class StoryError(Exception):
    """The story cannot go on as written; nothing of it is kept."""


@dataclass(frozen=True)
class World:
    """What has been brought into the tables so far."""

    place: DemoPlace
    borough: Area
    organisations: dict[str, Organisation]
    people: dict[str, Person]

    def persona(self, key: str) -> Person:
        """Somebody with a fixed part, by the name of the part."""
        found = next(persona for persona in self.place.personas if persona.key == key)
        return self.people[found.person]

    def make_due(self, work: QuerySet) -> None:
        """Work made in the story is due then: its own default is the hour of this computer."""
        work.filter(work_state="waiting").update(due_at=timezone.now())
