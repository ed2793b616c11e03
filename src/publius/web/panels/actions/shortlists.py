"""Suggesting whom to ask, and asking them once a person has looked at it."""

import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from publius.matching.lineup import shortlist as draw_shortlist
from publius.web.calls.models import CallState, Seat
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Shortlist, Shortlisted
from ..queries.shortlists import reachable, shortlist_by_key
from ..refusals import RefusalError
from .invitations import Asked, ask_people


@transaction.atomic
def suggest_people(*, seat: Seat, size: int, by: Person, key: uuid.UUID) -> Shortlist:
    """Draw up whom to ask for a seat. Nobody is written to; the same form makes it once."""
    if (made := shortlist_by_key(key)) is not None:
        return made
    if seat.call.state != CallState.OPEN:
        raise RefusalError(_("This call does not take new people, so nobody was suggested."))
    who = reachable(seat)
    seed = _seed_of(key)
    found = draw_shortlist(who.fits.values(), who.newcomers.values(), size, seed)
    if not len(found):
        raise RefusalError(
            _(
                "There is nobody left to suggest: everybody who may be written to about calls was "
                "asked already or is interested."
            )
        )
    keys = {fit.person: person for person, fit in who.fits.items()}
    keys |= {name: person for person, name in who.newcomers.items()}
    try:
        with transaction.atomic():
            made = _keep(seat, len(found), seed, by, key)
    except IntegrityError:
        return Shortlist.objects.get(posted_key=key)
    _add_people(made, [keys[name] for name in found.fitting], is_newcomer=False)
    _add_people(made, [keys[name] for name in found.newcomers], is_newcomer=True)
    record_event(
        Tag.PEOPLE_SUGGESTED,
        seat.call,
        actor=by,
        seat=seat.pk,
        people=len(found),
        newcomers=len(found.newcomers),
        seed=seed,
    )
    return made


def _seed_of(key: uuid.UUID) -> int:
    """A number nobody can choose, yet the same where a form is sent twice."""
    return int(salted_hmac("panels.shortlist", str(key), algorithm="sha256").hexdigest()[:12], 16)


def _keep(seat: Seat, size: int, seed: int, by: Person, key: uuid.UUID) -> Shortlist:
    return Shortlist.objects.create(
        call=seat.call,
        seat=seat,
        size=size,
        seed=seed,
        made_by=by,
        made_at=timezone.now(),
        posted_key=key,
    )


def _add_people(made: Shortlist, people: Iterable[int], *, is_newcomer: bool) -> None:
    Shortlisted.objects.bulk_create(
        Shortlisted(shortlist=made, person_id=person, is_newcomer=is_newcomer) for person in people
    )


@transaction.atomic
def ask_shortlist(*, shortlist: Shortlist, public_ids: Iterable[str], by: Person) -> Asked:
    """Ask the people of a shortlist whom the convener left ticked. A shortlist is sent once."""
    if shortlist.call.state != CallState.OPEN:
        raise RefusalError(_("This call does not take new people. Nobody was asked."))
    chosen = set(public_ids)
    rows = [row for row in shortlist.people.select_related("person") if _key(row) in chosen]
    if not rows:
        raise RefusalError(_("Nobody was ticked, so nobody was asked."))
    mine = Shortlist.objects.filter(pk=shortlist.pk, sent_at__isnull=True)
    if not mine.update(sent_at=timezone.now()):
        return Asked(0, len(rows), 0)
    return ask_people(
        call=shortlist.call,
        seat=shortlist.seat,
        people=[row.person for row in rows if row.person.is_active],
        by=by,
    )


def _key(row: Shortlisted) -> str:
    return str(row.person.public_id)
