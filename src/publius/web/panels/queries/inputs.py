"""What the library needs for a draw: plain people without names, targets, seats."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from publius import panels as library
from publius.web.calls.models import Call, Importance
from publius.web.calls.queries import seats_of
from publius.web.people.models import Person

from ..codes import code_for
from ..models import Target
from .features import DEMOGRAPHIC, features_for, known_features, sat_before_values, words_for
from .pool import offered_seats, pool_of
from .tallies import Answers


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


def draw_input(
    call: Call,
    *,
    salt: str,
    also: Collection[Person] = (),
    targets: Sequence[Target] | None = None,
    answers: Answers | None = None,
) -> DrawInput:
    """Everybody in the pool, and `also` those who hold a place although they left it.

    With `targets` others than the saved ones are tried; with `answers` made-up ones stand in for
    what people answered.
    """
    entries = list(pool_of(call))
    inside = {entry.person_id for entry in entries}
    people = [entry.person for entry in entries] + [p for p in also if p.pk not in inside]
    seats = {entry.person_id: offered_seats(entry) for entry in entries}
    asked = list(Target.objects.filter(call=call) if targets is None else targets)
    features = _features_with_targets(call, people, asked, answers)
    codes = {code_for(person.public_id, salt): person for person in people}
    pool = tuple(
        library.Person(
            id=code,
            features=features[person.pk],
            seats=frozenset(str(seat) for seat in seats.get(person.pk, ())),
        )
        for code, person in sorted(codes.items())
    )
    return DrawInput(pool, library_targets(call, asked), codes)


def _features_with_targets(
    call: Call, people: list[Person], targets: list[Target], answers: Answers | None
) -> dict[int, dict[str, str]]:
    """In words, and only what a target asks about: the draw needs nothing else."""
    asked = {target.feature for target in targets}
    words = [*features_for(call), sat_before_values()]
    known = known_features(call, people)
    if answers is not None:
        known = {key: _with(answers.get(key, {}), theirs) for key, theirs in known.items()}
    return {
        key: dict(words_for(words, f, value) for f, value in theirs.items() if f in asked)
        for key, theirs in known.items()
    }


def _with(answers: Mapping[str, str], theirs: dict[str, str]) -> dict[str, str]:
    return {f: v for f, v in theirs.items() if f not in DEMOGRAPHIC} | dict(answers)


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
