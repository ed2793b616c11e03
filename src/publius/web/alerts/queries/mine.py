"""Reading a person's own alerts, and what they find now."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from publius.matching import Reason
from publius.web.calls.models import Call, Seat
from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person, Purpose
from publius.web.people.queries import has_consent

from ..models import Alert, Often, Rhythm
from ..needs import words_of_call, words_of_seat
from ..searching import PERHAPS, Find, OpenSeats, kept_seats

SENTENCES = 2  # of a long text that are shown as a reason
MEANINGS = 2  # shown beside a reason
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def alerts_of(person: Person) -> QuerySet[Alert]:
    return Alert.objects.visible_to(person).select_related("area__within")


def alert_of(person: Person, key: int) -> Alert | None:
    return alerts_of(person).filter(pk=key).first()


def has_removed(person: Person, key: int) -> bool:
    """Whether this was an alert of theirs, so that a form sent twice is no error."""
    removals = Event.objects.visible_to(person).filter(tag=Tag.ALERT_REMOVED, subject_id=str(key))
    return removals.filter(actor=str(person.public_id)).exists()


def taken_places(person: Person) -> set[int]:
    return set(Alert.objects.filter(person=person).values_list("place", flat=True))


def often_of(person: Person) -> Often:
    rhythm = Rhythm.objects.visible_to(person).first()
    return Often(rhythm.often) if rhythm else Often.WEEKLY


def agrees_to_letters(person: Person) -> bool:
    return has_consent(person, Purpose.CALL_ALERTS)


def gets_letters(person: Person) -> bool:
    return person.is_active and agrees_to_letters(person)


@dataclass(frozen=True)
class FoundReason:
    """What of a call met the alert: where it stands, which words, how much of the fit it is.

    `meanings` are pairs: words of the call, and what they were understood as.
    """

    text: str
    words: tuple[str, ...]
    meanings: tuple[tuple[str, str], ...]
    backing: str
    share: float


@dataclass
class FoundCall:
    """An open call that an alert finds, by the seats that fit it, best first."""

    call: Call
    finds: list[Find] = field(default_factory=list)

    @property
    def best(self) -> Find:
        return self.finds[0]

    @property
    def other_seats(self) -> list[Seat]:
        return [find.seat for find in self.finds[1:]]

    @property
    def words(self) -> list[str]:
        """The words of the call that met the alert, each once."""
        said = (word for reason in self.best.fit.reasons for word in _words_in(reason))
        return list({word.casefold(): word for word in said}.values())

    @property
    def reasons(self) -> list[FoundReason]:
        return [_reason(self.best, reason) for reason in self.best.fit.reasons]


def calls_found_by(alert: Alert, seats: OpenSeats | None = None) -> list[FoundCall]:
    """The open calls that are about what an alert asks, best fit first."""
    return _by_call((seats or kept_seats.current()).found_by(alert))


def calls_perhaps_about(alert: Alert) -> list[FoundCall]:
    """Open calls that share a word with an alert and are not found by it."""
    seats = kept_seats.current()
    found = {each.call.pk for each in calls_found_by(alert, seats)}
    return [c for c in _by_call(seats.found_by(alert, PERHAPS)) if c.call.pk not in found]


def _by_call(finds: Iterable[Find]) -> list[FoundCall]:
    calls: dict[int, FoundCall] = {}
    for find in finds:
        calls.setdefault(find.call.pk, FoundCall(find.call)).finds.append(find)
    return list(calls.values())


def _reason(find: Find, reason: Reason) -> FoundReason:
    of_the_seat = reason.evidence.endswith(":seat")
    meanings = _telling_meanings(reason)
    text = telling_sentences(
        words_of_seat(find.seat) if of_the_seat else words_of_call(find.seat),
        [*reason.words, *(said for said, _meant in meanings)],
    )
    return FoundReason(
        text=text,
        words=reason.words,
        meanings=tuple(pair for pair in meanings if pair[0] in text),
        backing=_("What the seat asks for") if of_the_seat else _("What the call is about"),
        share=reason.part / find.fit.score,
    )


def _telling_meanings(reason: Reason) -> tuple[tuple[str, str], ...]:
    """The first few concepts, each by one word that is not marked anyway."""
    plain = {word.casefold() for word in reason.words}
    said = [
        (next((word for word in each.words if word.casefold() not in plain), ""), each.label)
        for each in reason.meanings
    ]
    return tuple(pair for pair in said if pair[0])[:MEANINGS]


def _words_in(reason: Reason) -> list[str]:
    return [*reason.words, *(word for meaning in reason.meanings for word in meaning.words)]


def telling_sentences(text: str, words: Sequence[str]) -> str:
    """The first sentences of a text in which any of these words stand.

    >>> telling_sentences("We meet on Mondays. You ride the night bus. Tea is free.", ["bus"])
    'You ride the night bus.'
    """
    sentences = SENTENCE_END.split(text)
    telling = [each for each in sentences if any(word in each for word in words)]
    return " ".join((telling or sentences)[:SENTENCES])
