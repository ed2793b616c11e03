"""Whom the lot gives the vacant chairs, and what would have to give way to fill them all."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from publius import panels as library
from publius.web.people.models import Person

from ..codes import next_seed
from ..models import Draw
from .features import titles_of_answers
from .places import offers_made
from .replacement import Standing, standings


@dataclass(frozen=True)
class SteppingIn:
    """Who steps in, as drawn from one standing of the pool; `open_words`: whom the rest needs."""

    newcomers: tuple[tuple[Person, int | None], ...]
    record: Mapping[str, Any]
    open_words: tuple[str, ...]
    eased_words: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Stands for what would give way, in a form that somebody agrees to."""
        return hashlib.sha256("\n".join(self.eased_words).encode()).hexdigest()


def who_steps_in(draw: Draw, *, time_limit: float) -> SteppingIn:
    """The draw's reserves first, then the whole pool; then as many chairs as the pool can fill.

    Nothing gives way: chairs that would need that stay empty.
    """
    *_first, whole = found = standings(draw)
    for standing in found:
        try:
            return _drawn(draw, standing, time_limit=time_limit)
        except library.InfeasibleError:
            continue
    return _drawn(draw, whole, time_limit=time_limit, at_most=True)


def who_would_step_in(draw: Draw, *, time_limit: float) -> SteppingIn:
    """From the whole pool, with targets giving way by as few people as possible."""
    whole = standings(draw)[-1]
    return _drawn(draw, whole, time_limit=time_limit, at_most=True, flexible=True)


def _drawn(draw: Draw, standing: Standing, *, time_limit: float, **leave: bool) -> SteppingIn:
    drawn = library.replace(
        standing.plain.pool,
        standing.plain.targets,
        size=draw.call.size,
        confirmed=standing.confirmed,
        unavailable=standing.unavailable,
        seed=next_seed(draw.seed or 0, offers_made(draw.call)),
        time_limit=time_limit,
        **leave,
    )
    stay = {place.person for place in standing.confirmed}
    return SteppingIn(
        newcomers=tuple(
            (standing.plain.people[place.person], int(place.seat) if place.seat else None)
            for place in drawn.panel
            if place.person not in stay
        ),
        record=library.run_record(
            drawn,
            standing.plain.pool,
            standing.plain.targets,
            confirmed=standing.confirmed,
            unavailable=standing.unavailable,
        ),
        open_words=_words(drawn.awaited),
        eased_words=_eased(drawn.eased),
    )


def _words(rules: Iterable[library.Rule]) -> tuple[str, ...]:
    """Whom the open chairs wait for; of people's answers only the question is named."""
    answers = titles_of_answers()
    sentence = _("The empty places need somebody for: %(rule)s.")
    about = _("the targets about %(feature)s")
    named = (
        about % {"feature": rule.feature.lower()} if rule.feature in answers else str(rule)
        for rule in rules
    )
    return tuple(dict.fromkeys(sentence % {"rule": words} for words in named))


def _eased(changes: Iterable[library.Relaxation]) -> tuple[str, ...]:
    answers = titles_of_answers()
    about = _("the targets about %(feature)s are not all met")
    named = (
        about % {"feature": change.rule.feature.lower()}
        if change.rule.feature in answers
        else str(change)
        for change in changes
    )
    return tuple(words[:1].upper() + words[1:] for words in dict.fromkeys(named))
