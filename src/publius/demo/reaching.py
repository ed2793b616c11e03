"""People who would rather get a letter, a text message or a phone call, and how they are asked."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from publius.demo.area import spoken_places
from publius.demo.clock import moment_on
from publius.demo.population import chance
from publius.web.panels.actions.phoning import note_attempt, note_no
from publius.web.panels.actions.posting import print_letters
from publius.web.panels.models import DeclineReason, Invitation, PhoneOutcome
from publius.web.panels.queries.phoning import to_ring
from publius.web.panels.queries.posting import letters_to_print
from publius.web.panels.tasks import remind_invitations
from publius.web.people.actions.about import save_contact
from publius.web.people.contact import Contact
from publius.web.people.models import ContactRoute, Person

if TYPE_CHECKING:
    from publius.demo.story import Step, Story
    from publius.demo.world import World

# Per cent who choose another way than e-mail.
OTHER_WAYS = {ContactRoute.LETTER: 8, ContactRoute.SMS: 6, ContactRoute.PHONE: 8}
LARGE_PRINT = 25  # per cent of those who want letters
# Numbers that are kept free for stories; they ring nowhere.
MOBILE, LANDLINE = "07700900{:03d}", "01632960{:03d}"


def choose_ways(world: World) -> Iterator[Step]:
    """Everybody who does not like e-mail says so an hour after joining."""
    rng = Random(f"{world.place.seed}:ways")  # noqa: S311 - an invented place, nothing secret
    fixed = {persona.person for persona in world.place.personas}
    for key, person in world.people.items():
        contact = _contact(rng, person)
        if contact.route is not ContactRoute.EMAIL and key not in fixed:
            yield (
                person.joined_at + dt.timedelta(hours=1),
                partial(save_contact, person=person, contact=contact),
            )


def _contact(rng: Random, person: Person) -> Contact:
    for route, share in OTHER_WAYS.items():
        if chance(rng, share):
            return Contact(route, name=person.display_name, **_details(rng, person, route))
    return Contact()


def _details(rng: Random, person: Person, route: ContactRoute) -> dict[str, str | bool]:
    if route is ContactRoute.LETTER:
        street = rng.choice(spoken_places()["street"]).removeprefix("the ")
        address = f"{rng.randint(1, 90)} {street}\n{person.area.name}\nArden Vale"
        return {"address": address, "large_print": chance(rng, LARGE_PRINT)}
    number = MOBILE if route is ContactRoute.SMS else LANDLINE
    return {"number": number.format(rng.randrange(1000))}


def remind_every_morning(world: World) -> Iterator[Step]:
    """As the worker does: who has not answered half-way through their time is asked once more."""
    as_of = world.place.as_of
    opened = [call.opened_on for item in world.place.engagements for call in item.calls]
    first = min(day for day in opened if day)
    for days in range((as_of - first).days + 1):
        yield moment_on(first + dt.timedelta(days=days), 10, 5), remind_invitations


@dataclass(frozen=True)
class Reaching:
    """One round of letters and phone calls of one call."""

    story: Story

    def steps(self, asked_on: dt.date) -> Iterator[Step]:
        """Letters on the next morning, a first round of phone calls in the evening."""
        day = asked_on + dt.timedelta(days=1)
        yield moment_on(day, 11, 20), self._print
        yield moment_on(day, 18, 30), self._ring

    def _print(self) -> None:
        if letters_to_print(self.story.call):
            by, key = self.story.by, self._key("letters")
            print_letters(call=self.story.call, by=by, key=key, large_print=False)

    def _ring(self) -> None:
        """Two in three were at home: one would rather not, one is cooking. The others wait."""
        waiting = to_ring(self.story.call, timezone.now())
        for number, each in enumerate(waiting[: 2 * len(waiting) // 3 + 1]):
            self._ring_one(number, each.invitation)

    def _ring_one(self, number: int, invitation: Invitation) -> None:
        facts = {"invitation": invitation, "by": self.story.by, "key": self._key(invitation.pk)}
        if number % 3 == 1 and not self.story.will_say_yes(invitation.person):
            note_no(reason=DeclineReason.TIME, **facts)
        elif number % 3 == 2:
            tomorrow = timezone.now() + dt.timedelta(days=1)
            note_attempt(outcome=PhoneOutcome.CALL_BACK, call_back_at=tomorrow, **facts)
        else:
            note_attempt(outcome=PhoneOutcome.NO_ANSWER, **facts)

    def _key(self, what: object) -> uuid.UUID:
        now = timezone.now().isoformat()
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self.story.call.slug}/{now}/{what}")
