"""One person's chance in a draw, explained from their own facts alone."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import DrawnPerson, Target
from .features import features_for, known_features, sat_before_values
from .pool import offered_seats, pool_of, seat_supplies

SCARCE, PLENTY = 1.25, 0.8  # the share asked for, over the share in the pool


@dataclass(frozen=True)
class ChanceExplained:
    """A chance beside everybody's, with sentences about what raised or lowered it."""

    chance: float
    smallest: float
    largest: float
    people: int
    reasons: list[str]


def explain_chance(line: DrawnPerson) -> ChanceExplained:
    chances = list(DrawnPerson.objects.filter(draw=line.draw).values_list("chance", flat=True))
    return ChanceExplained(
        chance=line.chance,
        smallest=min(chances),
        largest=max(chances),
        people=len(chances),
        reasons=[*_about_seats(line), *_about_targets(line)],
    )


def _about_seats(line: DrawnPerson) -> list[str]:
    """Seats are public roles: how many people offered each may be told."""
    entries = list(pool_of(line.draw.call))
    mine = next((e for e in entries if e.person_id == line.person_id), None)
    offered = set(offered_seats(mine)) if mine else set()
    supplies = [s for s in seat_supplies(line.draw.call, entries) if s.seat.pk in offered]
    if not supplies:
        return [_("You could only be drawn for one of the places that are open to anybody.")]
    sentence = _("Seat “%(seat)s”: up to %(most)d places, and %(people)d people could fill it.")
    return [
        sentence % {"seat": s.seat.title, "most": s.seat.maximum, "people": s.people}
        for s in supplies
    ]


def _about_targets(line: DrawnPerson) -> list[str]:
    """Other people's answers stay theirs: only "few" and "many" are told."""
    call = line.draw.call
    people = [entry.person for entry in pool_of(call)]
    known = known_features(call, [*people, line.person])
    mine = known[line.person_id]
    titles = {f.key: f.title.lower() for f in (*features_for(call), sat_before_values())}
    sentences = []
    for target in Target.objects.filter(call=call):
        if mine.get(target.feature) != target.value or target.feature not in titles:
            continue
        have = sum(known[p.pk].get(target.feature) == target.value for p in people)
        wanted = (target.minimum + target.maximum) / 2 / call.size
        pressure = wanted / (have / max(len(people), 1)) if have else 1.0
        sentences.append(_pressure_sentence(titles[target.feature], pressure))
    return sentences


def _pressure_sentence(feature: str, pressure: float) -> str:
    if pressure > SCARCE:
        sentence = _("What you said about %(feature)s raised it: few in the pool are like you.")
    elif pressure < PLENTY:
        sentence = _("What you said about %(feature)s lowered it: many in the pool are like you.")
    else:
        sentence = _("What you said about %(feature)s hardly changed it.")
    return sentence % {"feature": feature}
