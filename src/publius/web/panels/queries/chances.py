"""One person's chance in a draw, explained from their own facts alone."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from publius import panels as library
from publius.panels.request import canonical_request
from publius.web.calls.models import Call
from publius.web.people.models import Person

from ..models import DrawnPerson
from .inputs import DrawInput, draw_input
from .protection import SMALL

SCARCE, PLENTY = 1.25, 0.8  # the share asked for, over the share in the pool
KEPT = 24 * 60 * 60  # seconds an estimate is kept for one and the same pool
MOST_PEOPLE = 3000  # above that an estimate would keep somebody waiting
MOST_SECONDS = 10.0
NOTHING = "nothing"  # kept where there is no estimate

Reason = Mapping[str, Any]


@dataclass(frozen=True)
class ChanceExplained:
    """A chance beside everybody's, with sentences about what raised or lowered it."""

    chance: float
    smallest: float
    largest: float
    people: int
    reasons: list[str]


def explain_chance(line: DrawnPerson) -> ChanceExplained:
    """The chance somebody had, with the reasons as they were on that day."""
    chances = list(DrawnPerson.objects.filter(draw=line.draw).values_list("chance", flat=True))
    return ChanceExplained(
        chance=line.chance,
        smallest=min(chances),
        largest=max(chances),
        people=len(chances),
        reasons=[reason_words(reason) for reason in line.reasons or ()],
    )


def estimate_chance(person: Person, call: Call) -> ChanceExplained | None:
    """The chance somebody would have if the draw were today.

    None where they are not in the pool, where the pool is too small to tell without telling
    about single others, or where no group can be drawn from it yet. It is worked out once a day:
    whoever changes an answer and looks again must not learn what others answered.
    """
    key = f"chance:{call.pk}:{person.pk}:{timezone.localdate()}"
    known = cache.get(key)
    if known is None:
        known = _estimate(person, call)
        cache.set(key, known or NOTHING, KEPT)
    return None if known == NOTHING else known


def _estimate(person: Person, call: Call) -> ChanceExplained | None:
    plain = draw_input(call, salt=f"estimate/{call.pk}")
    code = plain.codes.get(person.pk)
    if code is None or not SMALL <= len(plain.pool) <= MOST_PEOPLE:
        return None
    chances = _chances_today(call, plain)
    if not chances:
        return None
    return ChanceExplained(
        chance=chances[code],
        smallest=min(chances.values()),
        largest=max(chances.values()),
        people=len(chances),
        reasons=[reason_words(reason) for reason in reasons_of(plain, call.size)[code]],
    )


def _chances_today(call: Call, plain: DrawInput) -> dict[str, float]:
    """Everybody's chance in a lottery over today's pool; empty where there is none."""
    request = canonical_request(plain.pool, plain.targets, call.size, (), (), "leximin", None, None)
    key = f"chances:{call.pk}:{request.input_digest()}"
    known = cache.get(key)
    if known is None:
        known = _work_out(plain, call.size)
        cache.set(key, known, KEPT)
    return known


def _work_out(plain: DrawInput, size: int) -> dict[str, float]:
    try:
        lottery = library.prepare(plain.pool, plain.targets, size=size, time_limit=MOST_SECONDS)
    except library.PanelsError:
        return {}
    return lottery.chances()


def reasons_of(plain: DrawInput, size: int) -> dict[str, list[dict[str, Any]]]:
    """What raised or lowered everybody's chance, each from what they told, as it is now.

    Seats are public roles, so how many people offered each may be told. Other people's answers
    stay theirs: only "few" and "many" are kept.
    """
    supply = Counter(seat for person in plain.pool for seat in person.seats)
    pressures = {
        (target.feature, target.value): _pressure(target, plain.pool, size)
        for target in plain.targets.targets
    }
    return {
        person.id: [
            *_about_seats(person, plain.targets, supply),
            *_about_targets(person, pressures),
        ]
        for person in plain.pool
    }


def _about_seats(
    person: library.Person, targets: library.Targets, supply: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    mine = [seat for seat in targets.seats if seat.id in person.seats]
    if not mine:
        yield {"about": "open"}
    for seat in mine:
        facts = {"title": seat.title, "most": seat.maximum, "people": supply[seat.id]}
        yield {"about": "seat", **facts}


def _about_targets(
    person: library.Person, pressures: Mapping[tuple[str, str], str]
) -> Iterator[dict[str, Any]]:
    for (feature, value), pressure in pressures.items():
        if person.holds(feature, value):
            yield {"about": "feature", "title": feature, "pressure": pressure}


def _pressure(target: library.Target, pool: tuple[library.Person, ...], size: int) -> str:
    have = sum(person.holds(target.feature, target.value) for person in pool)
    if not have:
        return "even"
    wanted = (target.minimum + target.maximum) / 2 / size
    ratio = wanted / (have / len(pool))
    if ratio > SCARCE:
        return "scarce"
    return "plenty" if ratio < PLENTY else "even"


def reason_words(reason: Reason) -> str:
    """A stored reason as a sentence to the person it is about."""
    if reason["about"] == "open":
        return _("You could only be drawn for one of the places that are open to anybody.")
    if reason["about"] == "seat":
        sentence = _(
            "Seat “%(title)s”: up to %(most)d places, and %(people)d people could fill it."
        )
        return sentence % reason
    return _PRESSURE_WORDS[reason["pressure"]]() % {"feature": reason["title"].lower()}


_PRESSURE_WORDS = {
    "scarce": lambda: _("What you said about %(feature)s raised it: few in the pool are like you."),
    "plenty": lambda: _(
        "What you said about %(feature)s lowered it: many in the pool are like you."
    ),
    "even": lambda: _("What you said about %(feature)s hardly changed it."),
}
