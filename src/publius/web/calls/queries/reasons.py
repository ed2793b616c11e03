"""Why somebody fits, in the words of their evidence, as far as the reader may read them.

The convener and the person get the same reasons from the same rows; what a person keeps to
themselves still counts, and the convener is told that something did, not what.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publius.matching import PARAMETERS, Band
from publius.web.people.models import EvidenceSource, Kind, Person
from publius.web.people.queries import ReadableItem, readable_items

from ..bands import words_for
from ..caveats import caveat_in_words
from ..models import Match


@dataclass(frozen=True)
class Reading:
    """One reason as it is shown: the text, its matched words, what backs it, how much it adds.

    `meanings` are pairs: words somebody used, what they were understood as. `notes` say why
    it counts less. `item` is the name of the item, for its owner only.
    """

    text: str
    words: tuple[str, ...]
    kind: str
    backing: str
    share: float
    meanings: tuple[tuple[tuple[str, ...], str], ...] = ()
    notes: tuple[str, ...] = ()
    item: str = ""
    is_private: bool = False
    is_confirmed: bool = False
    is_pinned: bool = False

    @property
    def table(self) -> str:
        return self.item.partition(":")[0]

    @property
    def key(self) -> int:
        return int(self.item.partition(":")[2])

    @property
    def can_be_pinned(self) -> bool:
        return self.kind != Kind.LIVED


def readings_for_convener(matches: Iterable[Match]) -> dict[int, list[Reading]]:
    """The reasons of each match (by key) as the body that runs the call may read them."""
    matches = list(matches)
    items = readable_items(_items_in(matches), viewer_is_convener=True)
    return {match.pk: _readings(match, items, is_own=False) for match in matches}


def readings_for_person(matches: Iterable[Match], person: Person) -> dict[int, list[Reading]]:
    """The same reasons for the person they are about."""
    matches = [match for match in matches if match.person_id == person.pk]
    items = readable_items(_items_in(matches), owner=person)
    return {match.pk: _readings(match, items, is_own=True) for match in matches}


def _items_in(matches: Iterable[Match]) -> set[str]:
    return {reason["evidence"] for match in matches for reason in match.reasons}


def _readings(match: Match, items: dict[str, ReadableItem], *, is_own: bool) -> list[Reading]:
    """What may be read, item by item; what may not, as one line with its whole share."""
    known = [
        (items[reason["evidence"]], reason)
        for reason in match.reasons
        if reason["evidence"] in items
    ]
    readable = [
        _reading(item, reason, reason["part"] / match.score, is_own)
        for item, reason in known
        if not item.is_private
    ]
    private = [reason["part"] / match.score for item, reason in known if item.is_private]
    if private:
        readable.append(_kept_private(match, private))
    return sorted(readable, key=lambda reading: -reading.share)


def _reading(item: ReadableItem, reason: dict[str, Any], share: float, is_own: bool) -> Reading:
    return Reading(
        text=item.text,
        words=tuple(reason["words"]),
        kind=item.kind,
        backing=_backing(item, is_own),
        share=share,
        meanings=tuple(
            (tuple(meaning["words"]), meaning["label"]) for meaning in reason.get("meanings", ())
        ),
        notes=tuple(caveat_in_words(caveat) for caveat in reason.get("caveats", ())),
        item=item.id if is_own else "",
        is_confirmed=bool(item.confirmed_at),
        is_pinned=item.is_pinned,
    )


def _kept_private(match: Match, shares: list[float]) -> Reading:
    words = ngettext(
        "Something this person keeps to themselves also counted.",
        "%(count)s things this person keeps to themselves also counted.",
        len(shares),
    )
    kind = match.seat.kind
    return Reading(words % {"count": len(shares)}, (), kind, "", sum(shares), is_private=True)


def _backing(item: ReadableItem, is_own: bool) -> str:
    """What stands behind the words. Lived experience is not asked for a confirmation."""
    if item.id.startswith("expertise:"):
        return _("In your own words") if is_own else _("In their own words")
    source = EvidenceSource(item.source).label
    if item.confirmed_at:
        return _("%(source)s, confirmed by %(body)s in %(month)s") % {
            "source": source,
            "body": item.confirmed_by or _("an organisation"),
            "month": date_format(item.confirmed_at, "F Y"),
        }
    if item.kind == Kind.LIVED:
        return str(source)
    return _("%(source)s, not confirmed by anybody yet") % {"source": source}


@dataclass(frozen=True)
class Step:
    """One thing that would raise a fit: which item, and how much in plain words."""

    text: str
    item: str
    words: str

    @property
    def is_own_words(self) -> bool:
        """Nobody can confirm somebody's own words, but evidence for them."""
        return self.item.startswith("expertise:")

    @property
    def key(self) -> int:
        return int(self.item.partition(":")[2])


def steps_for(match: Match, person: Person) -> list[Step]:
    """What would raise the fit of a person, as the person may read it."""
    items = readable_items({each["evidence"] for each in match.raises}, owner=person)
    return [
        Step(
            items[each["evidence"]].text, each["evidence"], gain_in_words(match.score, each["gain"])
        )
        for each in match.raises
        if each["evidence"] in items
    ]


def gain_in_words(score: float, gain: float) -> str:
    """How much a gain is beside what is there, and the band it leads to where that is another."""
    times = (score + gain) / score
    if times >= 2.5:
        words = _("about %(times)s times as strong") % {"times": round(times)}
    elif times >= 1.75:
        words = _("about twice as strong")
    elif times >= 1.35:
        words = _("about half as strong again")
    elif times >= 1.15:
        words = _("about a quarter stronger")
    else:
        words = _("a little stronger")
    reached = Band.of(score + gain, PARAMETERS)
    if reached is Band.of(score, PARAMETERS):
        return words
    return _("%(stronger)s: a %(band)s") % {
        "stronger": words, "band": str(words_for(reached).label).lower()
    }  # fmt: skip
