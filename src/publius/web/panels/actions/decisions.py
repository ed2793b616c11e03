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

from ..models import Decision, Draw, Override, Phase, Place, PlaceState
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
    _refuse_unless_undecided(draw)
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


def _refuse_unless_undecided(draw: Draw) -> None:
    if not _undecided(draw).filter(phase=Phase.DRAWN).exists():
        raise RefusalError(_("This draw has been decided on. Nothing was changed."))


def _undecided(draw: Draw) -> QuerySet[Draw]:
    """A draw that somebody can decide on; a test is nothing to decide on."""
    return Draw.objects.filter(
        pk=draw.pk, decision=Decision.PENDING, work_state=WorkState.DONE, is_test=False
    )


@transaction.atomic
def discard_draw(*, draw: Draw, reason: str, by: Person) -> None:
    """Set a draw aside, drawn or only published: it stays on the list, with the reason."""
    if not _decide(draw, Decision.DISCARDED, by, reason):
        return
    record_event(Tag.DRAW_DISCARDED, draw.call, actor=by, draw=draw.pk)


@transaction.atomic
def confirm_draw(*, draw: Draw, by: Person, note: str = "", reply_days: int = 7) -> None:
    """Make the panel: one chair per person, an invitation for each, no new interest.

    The list of tickets was fixed before the draw, so somebody on the drawn ticket may have left
    since: their chair is then filled by the replacement lottery. Confirmed twice, it is
    confirmed once.
    """
    wait_for_turn(draw.call)
    panel = panel_of(draw)
    gone = have_left(draw, [chair.person for chair in panel])
    if gone and not draw.is_by_lot:
        raise RefusalError(_gone(gone))
    try:
        with transaction.atomic():
            is_first = _decide(
                draw, Decision.CONFIRMED, by, note, phase=Phase.DRAWN, reply_days=reply_days
            )
    except IntegrityError as error:
        raise RefusalError(_("Another draw of this call is confirmed already.")) from error
    if not is_first:
        return
    close_call(call=draw.call, by=by)
    record_event(
        Tag.DRAW_CONFIRMED, draw.call, actor=by, draw=draw.pk, people=len(panel), left=len(gone)
    )
    for place in _make_places(draw.call, panel, gone):
        if place.person is not None:
            offer_place(place=place, days=reply_days, run=draw.run, by=by)


def _gone(people: Sequence[Person]) -> str:
    sentence = _(
        "%(people)s left the pool after the proposal. Put somebody else in their place, or set "
        "the group aside and ask for a new proposal."
    )
    return sentence % {"people": ", ".join(person.label for person in people)}


def _decide(
    draw: Draw, decision: Decision, by: Person, reason: str, phase: str = "", **fields: int
) -> bool:
    """Decide once. False: this very decision was made before."""
    ready = _undecided(draw).filter(phase=phase) if phase else _undecided(draw)
    decided = ready.update(
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


def _make_places(call: Call, panel: Sequence[Chair], gone: Sequence[Person]) -> list[Place]:
    """One place per chair; those of people who have left stay empty for the next lottery."""
    now = timezone.now()
    left = {person.pk for person in gone}
    places = [
        Place(
            call=call,
            number=number,
            seat=chair.seat,
            person=None if chair.person.pk in left else chair.person,
            state=PlaceState.VACANT if chair.person.pk in left else PlaceState.OFFERED,
            changed_at=now,
        )
        for number, chair in enumerate(panel, start=1)
    ]
    return Place.objects.bulk_create(places)
