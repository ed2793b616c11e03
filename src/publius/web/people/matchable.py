"""What the matcher may know about people: plain facts, only those they agreed to."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Consent, Evidence, Expertise, Kind, Person, Purpose, Visibility
from .trust_weights import weight_of_evidence, weight_of_words


@dataclass(frozen=True)
class MatchableItem:
    """One text that speaks for one person's expertise.

    `id` is "expertise:<key>" or "evidence:<key>", `person` the hex of their public id.
    """

    id: str
    person: str
    kind: str
    text: str
    source: str
    weight: float
    at: dt.date
    place: str | None
    visibility: str
    pinned: bool = False
    expires: dt.date | None = None
    verified_by: str | None = None
    verified_at: dt.date | None = None


@dataclass(frozen=True)
class PersonFacts:
    """What lists can be narrowed by and what never counts towards a fit."""

    person: str
    area: str | None
    languages: tuple[str, ...]
    middle: tuple[float, float] | None  # of their area, in degrees: nobody gives an address


@dataclass(frozen=True)
class ReadableItem:
    """One item as somebody else may read it; `text` is empty where its owner keeps it."""

    id: str
    kind: str
    text: str
    source: str
    confirmed_by: str
    confirmed_at: dt.datetime | None
    is_private: bool
    is_pinned: bool = False


def matchable_evidence(people: Iterable[Person] | None = None) -> list[MatchableItem]:
    """Everything that may be matched now: active people, live and unhidden items.

    What people have lived through is in only while they agree to it. `people` narrows the
    answer to some of them.
    """
    expertise = _allowed(Expertise.objects.shown(), path="", people=people)
    evidence = _allowed(Evidence.objects.shown(), path="expertise__", people=people)
    return [_from_expertise(row) for row in expertise] + [
        _from_evidence(row) for row in evidence.select_related("expertise")
    ]


def matchable_facts(people: Iterable[Person] | None = None) -> list[PersonFacts]:
    """Area and languages of active people, for filters."""
    rows = Person.objects.active().select_related("area").order_by("pk")
    if people is not None:
        rows = rows.filter(pk__in=[person.pk for person in people])
    return [
        PersonFacts(
            person=row.public_id.hex,
            area=_place(row),
            languages=tuple(row.languages),
            middle=(row.area.latitude, row.area.longitude)
            if row.area and row.area.is_on_the_map
            else None,
        )
        for row in rows
    ]


def _allowed(rows: QuerySet, *, path: str, people: Iterable[Person] | None) -> QuerySet:
    agreed = Consent.objects.filter(
        person=OuterRef("person"), purpose=Purpose.LIVED_EXPERIENCE, withdrawn_at__isnull=True
    )
    may_match = ~Q(**{f"{path}kind": Kind.LIVED}) | Exists(agreed)
    rows = rows.filter(may_match, person__is_active=True)
    if people is not None:
        rows = rows.filter(person__in=list(people))
    return rows.select_related("person__area").order_by("pk")


def _from_expertise(row: Expertise) -> MatchableItem:
    return MatchableItem(
        id=f"expertise:{row.pk}",
        person=row.person.public_id.hex,
        kind=row.kind,
        text=" ".join([row.words, *row.skills]),
        source="self_account",
        weight=weight_of_words(row.kind),
        at=timezone.localdate(row.stated_at),
        place=_place(row.person),
        visibility=row.visibility,
        pinned=row.is_pinned,
    )


def _from_evidence(row: Evidence) -> MatchableItem:
    kind = row.expertise.kind
    return MatchableItem(
        id=f"evidence:{row.pk}",
        person=row.person.public_id.hex,
        kind=kind,
        text=row.text,
        source=row.source,
        weight=weight_of_evidence(
            kind, row.source, is_confirmed=row.is_confirmed, has_link=bool(row.link)
        ),
        at=row.issued_on or timezone.localdate(row.added_at),
        place=_place(row.person),
        visibility=row.expertise.visibility,
        pinned=row.is_pinned,
        expires=row.expires_on,
        verified_by=row.confirmed_by or None,
        verified_at=timezone.localdate(row.confirmed_at) if row.confirmed_at else None,
    )


def _place(person: Person) -> str | None:
    return person.area.slug if person.area else None


def readable_items(
    ids: Iterable[str], viewer_is_convener: bool = False, *, owner: Person | None = None
) -> dict[str, ReadableItem]:
    """The items with these ids as the viewer may read them; items that are gone are left out.

    Their owner reads everything. A convener whose call they fit reads what its owner shows to
    public bodies; anybody else only what is public.
    """
    keys = _keys_by_table(ids)
    expertise = Expertise.objects.shown().filter(pk__in=keys["expertise"])
    evidence = Evidence.objects.shown().filter(pk__in=keys["evidence"])
    items = [_readable_expertise(row, viewer_is_convener, owner) for row in expertise]
    items += [
        _readable_evidence(row, viewer_is_convener, owner)
        for row in evidence.select_related("expertise")
    ]
    return {item.id: item for item in items}


def _keys_by_table(ids: Iterable[str]) -> dict[str, list[int]]:
    keys: dict[str, list[int]] = {"expertise": [], "evidence": []}
    for identifier in ids:
        table, _, key = identifier.partition(":")
        keys[table].append(int(key))
    return keys


def _readable_expertise(row: Expertise, is_convener: bool, owner: Person | None) -> ReadableItem:
    text = row.words
    if row.skills:
        text = _("%(words)s (Key words: %(skills)s)") % {
            "words": row.words, "skills": ", ".join(row.skills)
        }  # fmt: skip
    return _readable(
        f"expertise:{row.pk}", row, text, "self_account", is_convener, owner,
        is_pinned=row.is_pinned,
    )  # fmt: skip


def _readable_evidence(row: Evidence, is_convener: bool, owner: Person | None) -> ReadableItem:
    return _readable(
        f"evidence:{row.pk}", row.expertise, row.text, row.source, is_convener, owner,
        confirmed_by=row.confirmed_by, confirmed_at=row.confirmed_at, is_pinned=row.is_pinned,
    )  # fmt: skip


def _readable(
    identifier: str,
    expertise: Expertise,
    text: str,
    source: str,
    is_convener: bool,
    owner: Person | None,
    confirmed_by: str = "",
    confirmed_at: dt.datetime | None = None,
    is_pinned: bool = False,
) -> ReadableItem:
    may_read = _may_read(expertise, is_convener, owner)
    return ReadableItem(
        id=identifier,
        kind=expertise.kind,
        text=text if may_read else "",
        source=source,
        confirmed_by=confirmed_by if may_read else "",
        confirmed_at=confirmed_at if may_read else None,
        is_private=not may_read,
        is_pinned=may_read and is_pinned,
    )


def _may_read(expertise: Expertise, is_convener: bool, owner: Person | None) -> bool:
    if owner is not None and expertise.person_id == owner.pk:
        return True
    allowed = {Visibility.PUBLIC, Visibility.CONVENERS} if is_convener else {Visibility.PUBLIC}
    return expertise.visibility in allowed
