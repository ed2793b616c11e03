"""Everybody else in a journey: people who know things, made by the site's own actions."""

from dataclasses import dataclass
from itertools import cycle

from django.utils import timezone

from publius.web.calls.models import Call
from publius.web.panels.actions.interest import join_pool
from publius.web.panels.models import Ask, Invitation, Place, PlaceState
from publius.web.people.actions import save_demographics, state_expertise
from publius.web.people.actions.consents import give_consent
from publius.web.people.models import Demographics, Person, Purpose
from tests.factories import CallFactory, PersonFactory

from .bike_lane import SEATS, WantedSeat

AGES = ("18-24", "25-44", "45-64", "65+")


@dataclass(frozen=True)
class Crowd:
    """People by the seat they can fill, and those of them who are only asked."""

    by_seat: dict[str, list[Person]]

    @classmethod
    def gathers(cls, *, per_place: int = 2) -> "Crowd":
        """Twice as many people for every seat as it takes."""
        ages, genders = cycle(AGES), cycle(("woman", "man"))
        return cls(
            {
                seat.title: [
                    somebody_for(seat, number, age=next(ages), gender=next(genders))
                    for number in range(seat.people * per_place)
                ]
                for seat in SEATS
            }
        )

    @property
    def everybody(self) -> list[Person]:
        return [person for people in self.by_seat.values() for person in people]

    def joins(self, call: Call, *, but: tuple[Person, ...] = ()) -> None:
        for seat in call.seats.all():
            for person in self.by_seat[seat.title]:
                if person not in but:
                    join_pool(call=call, person=person, seats=[seat])


def somebody_for(seat: WantedSeat, number: int, *, age: str, gender: str) -> Person:
    person = PersonFactory()
    state_expertise(
        person=person,
        kind=seat.kind,
        words=f"{seat.spoken} Since {2010 + number}.",
        visibility="conveners",
        agrees_to_lived=True,
    )
    give_consent(person=person, purpose=Purpose.CALL_ALERTS)
    save_demographics(person=person, answers={"age_band": age, "gender": gender})
    return person


def sat_on_a_panel_before(*people: Person) -> None:
    """Usual suspects: they hold a place in the group of an earlier call."""
    earlier = CallFactory(title="An earlier call", state="formed", size=len(people))
    for number, person in enumerate(people, start=1):
        Place.objects.create(
            call=earlier,
            number=number,
            person=person,
            state=PlaceState.ACCEPTED,
            changed_at=timezone.now(),
        )


def whoever_can_be_replaced() -> Invitation:
    """A woman where there are many, else a man: whoever steps in, 5 to 8 women stay."""
    women = drawn_people(gender="woman")
    return (women if len(women) > 6 else drawn_people(gender="man"))[0]


def drawn_people(*, gender: str) -> list[Invitation]:
    offered = Invitation.objects.filter(ask=Ask.PLACE).order_by("pk")
    answers = {row.person_id: row.answers.get("gender") for row in Demographics.objects.all()}
    return [invitation for invitation in offered if answers.get(invitation.person_id) == gender]
