"""What a named person decides about a drawn panel: change it, set it aside, confirm it."""

import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.actions import close_call
from publius.web.calls.models import Call
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person
from publius.web.work import WorkState

from ..models import Decision, Draw, Override, Place, PlaceState
from ..queries.breaches import new_breaches
from ..queries.draws import Chair, can_step_in, have_left, panel_of, was_changed_by
from ..refusals import RefusalError
from .invitations import offer_place
from .turns import wait_for_turn


class BrokenTargetsError(RefusalError):
    """A change would break targets; it needs a second, explicit yes."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = tuple(sentences)


@transaction.atomic
def edit_draw(
    *,
    draw: Draw,
    taken_out: Person,
    put_in: Person,
    reason: str,
    by: Person,
    key: uuid.UUID,
    accept_broken: bool = False,
) -> None:
    """Put one person in the place of another, with a reason that stays on record."""
    wait_for_turn(draw.call)
    if was_changed_by(key):
        return
    _refuse_when_decided(draw)
    before = panel_of(draw)
    leaving = next((chair for chair in before if chair.person == taken_out), None)
    if leaving is None or put_in not in can_step_in(draw, before):
        raise RefusalError(
            _("The panel or the pool has changed meanwhile. Look at the draw again, then choose.")
        )
    after = [c for c in before if c is not leaving] + [Chair(put_in, leaving.seat)]
    broken = new_breaches(draw.call, before, after)
    if broken and not accept_broken:
        raise BrokenTargetsError(broken)
    Override.objects.create(
        draw=draw,
        taken_out=taken_out,
        put_in=put_in,
        seat=leaving.seat,
        reason=reason,
        broken=broken,
        made_by=by,
        made_at=timezone.now(),
        posted_key=key,
    )
    record_event(
        Tag.DRAW_EDITED,
        draw.call,
        actor=by,
        draw=draw.pk,
        taken_out=str(taken_out.public_id),
        put_in=str(put_in.public_id),
        broken=len(broken),
    )


def _refuse_when_decided(draw: Draw) -> None:
    if not _undecided(draw).exists():
        raise RefusalError(_("This draw has been decided on. Nothing was changed."))


def _undecided(draw: Draw) -> QuerySet[Draw]:
    return Draw.objects.filter(pk=draw.pk, decision=Decision.PENDING, work_state=WorkState.DONE)


@transaction.atomic
def discard_draw(*, draw: Draw, reason: str, by: Person) -> None:
    """Set a draw aside. It stays on the list, with the reason, for everybody who checks."""
    if not _decide(draw, Decision.DISCARDED, by, reason):
        return
    record_event(Tag.DRAW_DISCARDED, draw.call, actor=by, draw=draw.pk)


@transaction.atomic
def confirm_draw(*, draw: Draw, by: Person, note: str = "", reply_days: int = 7) -> None:
    """Make the panel: one chair per person, an invitation for each, no new interest.

    Confirmed twice, it is confirmed once.
    """
    wait_for_turn(draw.call)
    panel = panel_of(draw)
    if gone := have_left(draw, [chair.person for chair in panel]):
        raise RefusalError(_gone(draw, gone))
    try:
        with transaction.atomic():
            is_first = _decide(draw, Decision.CONFIRMED, by, note, reply_days=reply_days)
    except IntegrityError as error:
        raise RefusalError(_("Another draw of this call is confirmed already.")) from error
    if not is_first:
        return
    close_call(call=draw.call, by=by)
    record_event(Tag.DRAW_CONFIRMED, draw.call, actor=by, draw=draw.pk, people=len(panel))
    for place in _make_places(draw.call, panel):
        offer_place(place=place, days=reply_days, run=draw.run, by=by)


def _gone(draw: Draw, people: Sequence[Person]) -> str:
    if draw.is_by_lot:
        sentence = _(
            "%(people)s left the pool after the draw. Put somebody else in their place, or set "
            "the draw aside and draw again."
        )
    else:
        sentence = _(
            "%(people)s left the pool after the proposal. Put somebody else in their place, or set "
            "the group aside and ask for a new proposal."
        )
    return sentence % {"people": ", ".join(person.label for person in people)}


def _decide(draw: Draw, decision: Decision, by: Person, reason: str, **fields: int) -> bool:
    """Decide once. False: this very decision was made before."""
    decided = _undecided(draw).update(
        decision=decision,
        decided_by=by,
        decided_at=timezone.now(),
        decision_reason=reason,
        **fields,
    )
    if decided:
        return True
    draw.refresh_from_db(fields=["decision", "work_state"])
    if draw.decision == decision:
        return False
    raise RefusalError(_("This draw has been decided on, or is not finished. Nothing was changed."))


def _make_places(call: Call, panel: Sequence[Chair]) -> list[Place]:
    now = timezone.now()
    places = [
        Place(
            call=call,
            number=number,
            seat=chair.seat,
            person=chair.person,
            state=PlaceState.OFFERED,
            changed_at=now,
        )
        for number, chair in enumerate(panel, start=1)
    ]
    return Place.objects.bulk_create(places)
