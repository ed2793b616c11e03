"""What the library needs to share people out: seats, loads, fits, rulings, held places, targets.

Nobody's profile is read: how well somebody fits is what matching stored. Answers people gave for
balancing are not used, because a proposal shows who is on which seat.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from publius.matching import assignment as library
from publius.web.calls.models import Call, Importance, Seat
from publius.web.calls.queries import fits_of, seats_of
from publius.web.people.models import Person

from ..codes import code_for
from ..models import Assignment, Feature, Target
from .assignments import calls_with_a_group, chosen_calls
from .features import DEMOGRAPHIC, features_for, known_features, sat_before_values, words_for
from .places import held_places
from .pool import has_general_places, pool_of

# Fit of somebody who offers a seat and of whom matching knows nothing: half of a possible fit.
# They come last among those who offer, and are still better than an empty chair.
OWN_WORD = 0.025
SIZE = "size"


@dataclass(frozen=True)
class Rule:
    """What a quota of the run stands for: the size of a call's group, or one of its targets."""

    call: Call
    target: Target | None = None


@dataclass
class AssignmentInput:
    """The problem as the library sees it, and the way back to calls, seats and people."""

    seats: list[library.Seat] = field(default_factory=list)
    fits: list[tuple[str, str, float]] = field(default_factory=list)
    conflicts: list[library.Place] = field(default_factory=list)
    confirmed: list[library.Place] = field(default_factory=list)
    quotas: list[library.Quota] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)  # seat id -> its call
    chairs: dict[str, Seat] = field(default_factory=dict)  # seat id -> its seat, if it is one
    rules: dict[str, Rule] = field(default_factory=dict)  # name of a quota -> what it stands for
    most_places: int = 1

    def given(self) -> library.AssignInput:
        held = Counter(place.person for place in self.confirmed)
        loads = [library.Load(code, 0, max(self.most_places, held[code])) for code in self.people]
        return library.AssignInput.of(
            self.seats,
            loads,
            library.Fits.of(self.fits),
            conflicts=self.conflicts,
            confirmed=self.confirmed,
            quotas=self.quotas,
        )


def assignment_input(assignment: Assignment) -> AssignmentInput:
    """Everything as it stands now."""
    gathered = AssignmentInput(most_places=assignment.most_places)
    for call in chosen_calls(assignment):
        _add_call(gathered, call, assignment)
    chosen = {call.pk for call in gathered.calls.values()}
    for call in calls_with_a_group(assignment.engagement):
        if call.pk not in chosen:
            _add_held(gathered, call, assignment.salt)
    return gathered


def _add_call(gathered: AssignmentInput, call: Call, assignment: Assignment) -> None:
    entries = list(pool_of(call))
    pool = {code_for(entry.person.public_id, assignment.salt): entry for entry in entries}
    gathered.people |= {code: entry.person for code, entry in pool.items()}
    scores = fits_of(call, [entry.person for entry in entries])
    for seat in _seats(call):
        _add_seat(gathered, call, *seat)
    for code, entry in pool.items():
        known = scores.get(entry.person_id, {})
        for offer in entry.seat_offers.all():
            name, match = str(offer.seat_id), known.get(offer.seat_id)
            gathered.fits.append((name, code, max(match.score if match else 0.0, OWN_WORD)))
            if offer.ruled_out_at is not None:
                gathered.conflicts.append(library.Place(name, code))
        if has_general_places(call):
            gathered.fits.append((_open_seat(call), code, OWN_WORD))
    _add_size(gathered, call, frozenset(pool))
    if assignment.keeps_targets:
        gathered.quotas.extend(_target_quotas(gathered, call, pool))


def _seats(call: Call) -> Iterator[tuple[library.Seat, Seat | None]]:
    """The seats of a call, and where it has more places than seats one that is open to anybody."""
    seats = seats_of(call)
    for seat in seats:
        must = seat.importance == Importance.MUST
        yield library.Seat(str(seat.pk), seat.minimum, seat.maximum, must, str(call.pk)), seat
    if has_general_places(call):
        needed = sum(seat.minimum for seat in seats if seat.importance == Importance.MUST)
        yield library.Seat(_open_seat(call), 0, call.size - needed, False, str(call.pk)), None


def _open_seat(call: Call) -> str:
    return f"open-{call.pk}"


def _add_seat(
    gathered: AssignmentInput, call: Call, seat: library.Seat, chair: Seat | None
) -> None:
    gathered.seats.append(seat)
    gathered.calls[seat.id] = call
    if chair is not None:
        gathered.chairs[seat.id] = chair


def _add_size(gathered: AssignmentInput, call: Call, pool: frozenset[str]) -> None:
    name = f"{call.slug}: {SIZE}"
    seats = frozenset(seat.id for seat in gathered.seats if seat.call == str(call.pk))
    gathered.quotas.append(library.Quota(name, pool, seats, call.size, call.size))
    gathered.rules[name] = Rule(call)


def _target_quotas(gathered: AssignmentInput, call: Call, pool: dict) -> Iterator[library.Quota]:
    """Targets about what conveners know anyway; those about people's answers are left out."""
    targets = [t for t in Target.objects.filter(call=call) if t.feature not in DEMOGRAPHIC]
    if not targets:
        return
    known = known_features(call, [entry.person for entry in pool.values()])
    seats = frozenset(seat.id for seat in gathered.seats if seat.call == str(call.pk))
    for target in targets:
        name = f"{call.slug}: {target_words(call, target)}"
        having = [
            code
            for code, entry in pool.items()
            if known[entry.person_id].get(target.feature) == target.value
        ]
        gathered.rules[name] = Rule(call, target)
        yield library.Quota(name, frozenset(having), seats, target.minimum, target.maximum)


def target_words(call: Call, target: Target) -> str:
    words = [*features_for(call), sat_before_values()]
    return ": ".join(words_for(words, target.feature, target.value))


def targets_left_out(call: Call) -> list[str]:
    """Names of what a call's targets ask about and a proposal does not look at."""
    asked = Target.objects.filter(call=call, feature__in=DEMOGRAPHIC).order_by("feature")
    features = dict.fromkeys(asked.values_list("feature", flat=True))
    return [str(Feature(feature).label) for feature in features]


def _add_held(gathered: AssignmentInput, call: Call, salt: str) -> None:
    """Members of a group that is formed keep their places, and these count for their load."""
    members = [(code_for(place.person.public_id, salt), place) for place in held_places(call)]
    mine = [(code, place) for code, place in members if code in gathered.people]
    by_seat: dict[str, list[str]] = {}
    for code, place in mine:
        name = str(place.seat_id) if place.seat_id else _open_seat(call)
        by_seat.setdefault(name, []).append(code)
        if place.seat is not None:
            gathered.chairs[name] = place.seat
    for name, codes in by_seat.items():
        gathered.seats.append(library.Seat(name, 0, len(codes), False, str(call.pk)))
        gathered.calls[name] = call
        gathered.confirmed.extend(library.Place(name, code) for code in codes)
