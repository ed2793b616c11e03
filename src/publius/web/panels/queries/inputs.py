"""What the library needs for a draw: plain people without names, targets, seats."""

from collections.abc import Collection
from dataclasses import dataclass

from publius import panels as library
from publius.web.calls.models import Call, Importance
from publius.web.calls.queries import seats_of
from publius.web.people.models import Person

from ..codes import code_for
from ..models import Target
from .features import features_for, known_features, sat_before_values, words_for
from .pool import offered_seats, pool_of


@dataclass(frozen=True)
class DrawInput:
    """A pool as the library sees it, and the way back to the people behind the codes."""

    pool: tuple[library.Person, ...]
    targets: library.Targets
    people: dict[str, Person]

    @property
    def codes(self) -> dict[int, str]:
        return {person.pk: code for code, person in self.people.items()}

    def only(self, people: Collection[int]) -> "DrawInput":
        """The same with a part of the pool."""
        kept = {code: person for code, person in self.people.items() if person.pk in people}
        pool = tuple(person for person in self.pool if person.id in kept)
        return DrawInput(pool, self.targets, kept)


def draw_input(call: Call, *, salt: str, also: Collection[Person] = ()) -> DrawInput:
    """Everybody in the pool, and `also` those who hold a place although they left it."""
    entries = list(pool_of(call))
    inside = {entry.person_id for entry in entries}
    people = [entry.person for entry in entries] + [p for p in also if p.pk not in inside]
    seats = {entry.person_id: offered_seats(entry) for entry in entries}
    targets = list(Target.objects.filter(call=call))
    features = _features_with_targets(call, people, targets)
    codes = {code_for(person.public_id, salt): person for person in people}
    pool = tuple(
        library.Person(
            id=code,
            features=features[person.pk],
            seats=frozenset(str(seat) for seat in seats.get(person.pk, ())),
        )
        for code, person in sorted(codes.items())
    )
    return DrawInput(pool, library_targets(call, targets), codes)


def _features_with_targets(
    call: Call, people: list[Person], targets: list[Target]
) -> dict[int, dict[str, str]]:
    """In words, and only what a target asks about: the draw needs nothing else."""
    asked = {target.feature for target in targets}
    words = [*features_for(call), sat_before_values()]
    return {
        key: dict(words_for(words, f, value) for f, value in known.items() if f in asked)
        for key, known in known_features(call, people).items()
    }


def library_targets(call: Call, targets: list[Target]) -> library.Targets:
    words = [*features_for(call), sat_before_values()]
    return library.Targets(
        targets=tuple(
            library.Target(*words_for(words, t.feature, t.value), t.minimum, t.maximum)
            for t in targets
        ),
        seats=tuple(
            library.Seat(
                id=str(seat.pk),
                title=seat.title,
                minimum=seat.minimum if seat.importance == Importance.MUST else 0,
                maximum=seat.maximum,
            )
            for seat in seats_of(call)
        ),
    )
