"""Making the letters of a call: each once, unless somebody says why again."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Call
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.contact import Contact
from publius.web.people.models import Person

from ..models import Invitation, LetterBatch, PrintedLetter
from ..printing.words import Letter, letter_of
from ..queries.places import reason_of_choice
from ..queries.posting import letters_to_print, may_be_printed_again
from ..refusals import RefusalError
from .delivery import new_short_link
from .invitations import restart_clock
from .turns import wait_for_turn

BY_POST = dt.timedelta(days=3)  # on top of the time to answer


@transaction.atomic
def print_letters(*, call: Call, by: Person, key: uuid.UUID, large_print: bool) -> list[Letter]:
    """Everything that waits to be printed, with fresh codes; the time to answer starts now."""
    wait_for_turn(call)
    batch = _batch(call, by, key)
    waiting = letters_to_print(call)
    if not waiting:
        raise RefusalError(_("No letter waits to be printed. Nothing was made."))
    letters = [
        _printed(batch, restart_clock(invitation, BY_POST), contact, large_print=large_print)
        for invitation, contact in waiting
    ]
    record_event(Tag.LETTERS_PRINTED, call, actor=by, letters=len(letters))
    return letters


@transaction.atomic
def print_letter_again(
    *, invitation: Invitation, by: Person, key: uuid.UUID, reason: str, large_print: bool
) -> list[Letter]:
    """One letter once more, with a reason that stays on record; the first code still works."""
    contact = may_be_printed_again(invitation)
    if contact is None:
        raise RefusalError(_("This letter cannot be printed again: it was answered or ran out."))
    batch = _batch(invitation.call, by, key, reason)
    letters = [_printed(batch, invitation, contact, large_print=large_print, is_again=True)]
    record_event(Tag.LETTERS_PRINTED, invitation.call, actor=by, letters=1, again=True)
    return letters


def _batch(call: Call, by: Person, key: uuid.UUID, reason: str = "") -> LetterBatch:
    try:
        with transaction.atomic():
            return LetterBatch.objects.create(
                call=call,
                printed_by=by,
                printed_at=timezone.now(),
                reason=reason,
                posted_key=key,
            )
    except IntegrityError as error:
        raise RefusalError(
            _(
                "These letters were made a moment ago: look among your downloads. If the file is "
                "lost, print each letter again, with a reason."
            )
        ) from error


def _printed(
    batch: LetterBatch,
    invitation: Invitation,
    contact: Contact,
    *,
    large_print: bool,
    is_again: bool = False,
) -> Letter:
    PrintedLetter.objects.create(batch=batch, invitation=invitation, is_again=is_again)
    return letter_of(
        invitation,
        contact,
        new_short_link(invitation),
        today=timezone.localdate(),
        because=reason_of_choice(invitation.call, invitation.person),
        large_print=large_print,
    )
