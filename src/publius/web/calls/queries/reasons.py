"""Why somebody fits, in the words of their evidence, as far as the reader may read them.

The convener and the person get the same reasons from the same rows; what a person keeps to
themselves still counts, and the convener is told that something did, not what.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from publius.web.people.models import EvidenceSource, Person
from publius.web.people.queries import ReadableItem, readable_items

from ..models import Match, Seat


@dataclass(frozen=True)
class Reading:
    """One reason as it is shown: the text, its matched words, what backs it, how much it adds."""

    text: str
    words: tuple[str, ...]
    kind: str
    backing: str
    share: float
    is_private: bool = False
    is_confirmed: bool = False


def readings_for_convener(matches: Iterable[Match]) -> dict[int, list[Reading]]:
    """The reasons of each match (by key) as the body that runs the call may read them."""
    matches = list(matches)
    items = readable_items(_items_in(matches), viewer_is_convener=True)
    return {match.pk: _readings(match, items) for match in matches}


def readings_for_person(matches: Iterable[Match], person: Person) -> dict[int, list[Reading]]:
    """The same reasons for the person they are about."""
    matches = [match for match in matches if match.person_id == person.pk]
    items = readable_items(_items_in(matches), owner=person)
    return {match.pk: _readings(match, items) for match in matches}


def _items_in(matches: Iterable[Match]) -> set[str]:
    return {reason["evidence"] for match in matches for reason in match.reasons}


def _readings(match: Match, items: dict[str, ReadableItem]) -> list[Reading]:
    return [
        _reading(reason, items[reason["evidence"]], match.score)
        for reason in match.reasons
        if reason["evidence"] in items
    ]


def _reading(reason: dict, item: ReadableItem, score: float) -> Reading:
    share = reason["part"] / score if score else 0.0
    if item.is_private:
        words = _("Something this person keeps to themselves also counted.")
        return Reading(words, (), item.kind, "", share, is_private=True)
    return Reading(
        text=item.text,
        words=tuple(reason["words"]),
        kind=item.kind,
        backing=_backing(item),
        share=share,
        is_confirmed=bool(item.confirmed_at),
    )


def _backing(item: ReadableItem) -> str:
    if item.id.startswith("expertise:"):
        return _("In their own words")
    source = EvidenceSource(item.source).label
    if not item.confirmed_at:
        return _("%(source)s, not confirmed by anybody yet") % {"source": source}
    return _("%(source)s, confirmed by %(body)s in %(month)s") % {
        "source": source,
        "body": item.confirmed_by or _("an organisation"),
        "month": date_format(item.confirmed_at, "F Y"),
    }


def skills_not_met(seat: Seat, readings: Iterable[Reading]) -> list[str]:
    """Skills a seat asks for that none of these reasons speaks of."""
    said = " ".join(reading.text for reading in readings).casefold()
    return [skill for skill in seat.skills if skill.casefold() not in said]
