"""A proposal as its convener reads it: who on which seat and why, how even, at what cost."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from publius.matching import PARAMETERS, Band
from publius.ui.wording import percent
from publius.web.calls.bands import BandWords, words_for
from publius.web.calls.models import Call, Match, Seat
from publius.web.calls.queries import Reading, readings_for_convener, seats_of

from ..models import AssignedPlace, Assignment, Draw
from .assignment_inputs import OWN_WORD, targets_left_out
from .assignments import (
    Since,
    all_places,
    changed_since,
    chosen_calls,
    left_over,
    used_for,
)


@dataclass(frozen=True)
class ShownPlace:
    """One person on one seat: a label, a band, the reasons; never a name."""

    place: AssignedPlace
    band: BandWords | None  # None: nothing but their own word
    readings: list[Reading]

    @property
    def label(self) -> str:
        return self.place.person.label


@dataclass(frozen=True)
class ShownSeat:
    """A seat with everybody proposed for it; `seat` is None for places open to anybody."""

    seat: Seat | None
    people: list[ShownPlace]


@dataclass(frozen=True)
class ShownCall:
    """One call of a proposal, with what became of the proposal there."""

    call: Call
    seats: list[ShownSeat]
    draw: Draw | None
    since: Since
    left_out: list[str]

    @property
    def people(self) -> int:
        return sum(len(seat.people) for seat in self.seats)

    @property
    def can_be_used(self) -> bool:
        return self.draw is None or self.draw.decision == "discarded"


def shown_calls(assignment: Assignment) -> list[ShownCall]:
    """The chosen calls in their order."""
    places = all_places(assignment)
    readings = _readings(places)
    used = used_for(assignment)
    return [
        ShownCall(
            call,
            _shown_seats(call, [place for place in places if place.call_id == call.pk], readings),
            used.get(call.pk),
            changed_since(assignment, call),
            targets_left_out(call),
        )
        for call in chosen_calls(assignment)
    ]


def _readings(places: Iterable[AssignedPlace]) -> dict[tuple[int, int], list[Reading]]:
    """The reasons by person and seat, from the matches as they are today."""
    wanted = {(place.person_id, place.seat_id) for place in places if place.seat_id}
    rows = Match.objects.filter(
        person__in={person for person, _seat in wanted}, seat__in={seat for _p, seat in wanted}
    ).select_related("seat")
    matches = {(row.person_id, row.seat_id): row for row in rows}
    found = readings_for_convener(matches[key] for key in wanted if key in matches)
    return {key: found[matches[key].pk] for key in wanted if key in matches}


def _shown_seats(
    call: Call, places: list[AssignedPlace], readings: dict[tuple[int, int], list[Reading]]
) -> list[ShownSeat]:
    by_seat: dict[int | None, list[ShownPlace]] = {}
    for place in sorted(places, key=lambda each: (-_step(each), each.person.public_id.hex)):
        reasons = readings.get((place.person_id, place.seat_id or 0), [])
        by_seat.setdefault(place.seat_id, []).append(ShownPlace(place, band_of(place), reasons))
    shown = [ShownSeat(seat, by_seat.get(seat.pk, [])) for seat in seats_of(call)]
    return shown + ([ShownSeat(None, by_seat[None])] if None in by_seat else [])


def _step(place: AssignedPlace) -> int:
    band = band_of(place)
    return -1 if band is None else band.step


def band_of(place: AssignedPlace) -> BandWords | None:
    """How well somebody fits the seat, as it was when the proposal was made."""
    if place.seat_id is None or place.fit <= OWN_WORD:
        return None
    return words_for(Band.of(place.fit, PARAMETERS))


def kept_places(assignment: Assignment) -> list[AssignedPlace]:
    """Places in groups that are formed: they count for their holders' load."""
    return [place for place in all_places(assignment) if place.is_held]


def evenness(assignment: Assignment) -> list[str]:
    """How good and how even it is, in sentences."""
    figures = assignment.run.result["figures"]
    sentences = [_overall(figures["total"], figures["best_total"])]
    if figures["best_lowest"] > 0:
        sentence = _(
            "The seat that comes off worst reaches %(share)s of the most that any proposal could "
            "give to its worst-off seat."
        )
        share = percent(figures["lowest"] / figures["best_lowest"])
        sentences.append(sentence % {"share": share})
        band = words_for(Band.of(figures["lowest_tenth"], PARAMETERS))
        sentence = _(
            "Taken over the tenth of the seats that come off worst, the average is: %(band)s."
        )
        sentences.append(sentence % {"band": str(band.label).lower()})
    return [*sentences, _envy(figures["envy"])]


def _overall(total: float, best: float) -> str:
    sentence = _("All fits together reach %(share)s of the most that any proposal could reach.")
    return sentence % {"share": percent(min(1.0, total / best) if best else 1.0)}


def _envy(pairs: int) -> str:
    if not pairs:
        return _("No seat would be better off with the people of another, give or take one person.")
    sentence = _("%(pairs)d times a seat would be clearly better off with the people of another.")
    return sentence % {"pairs": pairs}


def loads(assignment: Assignment) -> list[tuple[int, int]]:
    """How many people have how many places, most places first; nobody's name."""
    counts = Counter(load["places"] for load in assignment.run.result["loads"])
    return sorted(((places, people) for places, people in counts.items() if places), reverse=True)


@dataclass(frozen=True)
class Price:
    """What keeping one target costs, in words."""

    target: str
    words: str


def prices(assignment: Assignment) -> list[Price]:
    """Targets that were kept, with how much better people would fit without each."""
    result, best = assignment.run.result, assignment.run.result["figures"]["best_total"]
    calls = {call.slug: call for call in chosen_calls(assignment)}
    found = []
    for price in result["prices"]:
        slug, _colon, name = price["feature"].partition(": ")
        if slug in calls and name != "size":
            found.append(Price(f"{calls[slug].title}: {name}", _price(price["total"], best)))
    return found


def _price(lost: float, best: float) -> str:
    share = lost / best if best else 0.0
    if share < 0.0005:
        return _("nothing")
    return _("without it fits could be %(share)s better") % {"share": percent(share)}


def not_kept(assignment: Assignment) -> list[str]:
    """Seats that are good to have and could not be filled as wished."""
    seats = {str(s.pk): (s, c) for c in chosen_calls(assignment) for s in seats_of(c)}
    sentence = _(
        "The seat “%(seat)s” of “%(call)s” is good to have and asks for %(least)d; it gets %(n)d, "
        "because nobody else who offers it is free or because filling it would break a rule."
    )
    return [
        sentence
        % {
            "seat": seats[each["requirement"]["name"]][0].title,
            "call": seats[each["requirement"]["name"]][1].title,
            "least": each["requirement"]["limit"],
            "n": each["limit"],
        }
        for each in assignment.run.result["not_kept"]
        if each["requirement"]["kind"] == "seat" and each["requirement"]["name"] in seats
    ]


def people_without_a_place(assignment: Assignment):
    """Those left over, in an order that says nothing about them."""
    return sorted(left_over(assignment), key=lambda each: each.person.label)
