"""Making a proposal's people the group of one call that waits for a person's decision."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Call
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person
from publius.web.work import WorkState

from ..codes import code_for, new_lot
from ..models import AssignedPlace, Assignment, Draw, DrawnPerson, Method, Phase
from ..queries.assignments import free_people, places_in
from ..queries.draws import confirmed_draw, undecided_draw
from ..queries.pool import pool_of
from ..refusals import RefusalError
from .turns import wait_for_turn


@transaction.atomic
def use_as_group(*, assignment: Assignment, call: Call, by: Person) -> Draw:
    """Put the proposal before a person as the group of one call; used twice, it is used once.

    From here on it is decided on like a draw: changed with reasons, confirmed or set aside.
    """
    wait_for_turn(call)
    waiting = undecided_draw(call)
    if waiting is not None and waiting.assignment_id == assignment.pk:
        return waiting
    _refuse_where_it_cannot_be_used(assignment, call, waiting)
    try:
        with transaction.atomic():
            draw = _make_draw(assignment, call, by)
    except IntegrityError as error:
        raise RefusalError(_another_waits()) from error
    places = places_in(assignment, call)
    DrawnPerson.objects.bulk_create(_lines(draw, places, free_people(assignment, call)))
    record_event(
        Tag.DRAW_PROPOSED,
        call,
        actor=by,
        draw=draw.pk,
        run=str(assignment.run_id),
        people=len(places),
        method=draw.method,
        assignment=assignment.pk,
    )
    return draw


def _refuse_where_it_cannot_be_used(
    assignment: Assignment, call: Call, waiting: Draw | None
) -> None:
    if assignment.work_state != WorkState.DONE or not assignment.calls.filter(pk=call.pk).exists():
        raise RefusalError(_("There is no proposal for this call. Nothing was changed."))
    if assignment.set_aside_at is not None:
        raise RefusalError(
            _("This proposal has been set aside. Nothing was changed. Ask for a new one.")
        )
    if confirmed_draw(call):
        raise RefusalError(_("The group of this call is confirmed. Nothing was changed."))
    if waiting is not None:
        raise RefusalError(_another_waits())


def _another_waits() -> str:
    return _(
        "Another group waits for a decision on this call. Confirm it or set it aside first; the "
        "proposal is kept."
    )


def _make_draw(assignment: Assignment, call: Call, by: Person) -> Draw:
    now = timezone.now()
    return Draw.objects.create(
        call=call,
        method=Method.FIT,
        assignment=assignment,
        run=assignment.run,
        seed=new_lot().seed,
        salt=assignment.salt,
        requested_by=by,
        requested_at=now,
        phase=Phase.DRAWN,
        work_state=WorkState.DONE,
        finished_at=now,
        drawn_at=now,
        progress=100,
    )


def _lines(
    draw: Draw, places: Iterable[AssignedPlace], free: Iterable[Person]
) -> list[DrawnPerson]:
    """Whom the proposal names, then as reserves who is still free, then the others."""
    seated = {place.person_id: place for place in places}
    people = {place.person_id: place.person for place in seated.values()}
    people |= {entry.person_id: entry.person for entry in pool_of(draw.call)}
    reserves = {person.pk for person in free} - seated.keys()
    codes = {key: code_for(person.public_id, draw.salt) for key, person in people.items()}
    turns = {key: turn for turn, key in enumerate(sorted(reserves, key=codes.__getitem__), 1)}
    return [
        DrawnPerson(
            draw=draw,
            person=person,
            code=codes[key],
            seat_id=seated[key].seat_id if key in seated else None,
            outcome=_outcome(key in seated, key in turns),
            position=turns.get(key),
        )
        for key, person in people.items()
    ]


def _outcome(is_seated: bool, is_reserve: bool) -> str:
    if is_seated:
        return DrawnPerson.Outcome.PANEL
    return DrawnPerson.Outcome.RESERVE if is_reserve else DrawnPerson.Outcome.NEITHER
