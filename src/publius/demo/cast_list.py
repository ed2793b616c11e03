"""The personas of the demo place as rows: who they are here, and how to become one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publius.demo.personas import personas
from publius.web.people.models import Person

ROLE_WORDS: dict[str, str | Promise] = {
    "convener": _("Convener"),
    "citizen": _("Citizen"),
    "facilitator": _("Facilitator"),
    "moderator": _("Moderator"),
    "host": _("Host"),
}


@dataclass(frozen=True)
class Part:
    """Somebody a visitor can be."""

    key: str
    person: Person
    role: str
    line: str

    @property
    def label(self) -> str | Promise:
        return ROLE_WORDS[self.role]


def cast_list() -> list[Part]:
    """Everybody with a button, in the order of the journey; nobody who is not invented."""
    offered = [persona for persona in personas() if persona.is_offered]
    emails = {persona.key: f"{persona.person}@ardenvale.example" for persona in offered}
    rows = Person.objects.active().filter(is_invented=True, email__in=emails.values())
    people = {person.email: person for person in rows}
    return [
        Part(persona.key, people[emails[persona.key]], persona.role, persona.line)
        for persona in offered
        if emails[persona.key] in people
    ]


def part_for(key: str) -> Part | None:
    return next((part for part in cast_list() if part.key == key), None)
