"""What a caller notes after ringing somebody: each attempt once, three at most."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Seat
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import ContactRoute, Person

from ..models import MOST_ATTEMPTS, Ask, Invitation, PhoneAttempt, PhoneOutcome, Reply
from ..queries.invitations import fits_seat, words_that_matched
from ..queries.places import reason_of_choice
from ..refusals import RefusalError
from .delivery import bring_by_mail
from .invitations import restart_clock
from .replies import accept_interest, accept_place, decline


@transaction.atomic
def note_attempt(
    *,
    invitation: Invitation,
    outcome: PhoneOutcome | str,
    by: Person,
    key: uuid.UUID,
    call_back_at: dt.datetime | None = None,
) -> None:
    """Nobody answered, ring again later, or the wrong number."""
    attempt = _attempt(invitation, outcome, by, key, call_back_at)
    if attempt and (outcome == PhoneOutcome.WRONG_NUMBER or attempt.number == MOST_ATTEMPTS):
        turn_to_mail(invitation=invitation)


@transaction.atomic
def note_yes(
    *,
    invitation: Invitation,
    by: Person,
    key: uuid.UUID,
    seats: Iterable[Seat] = (),
    words: str = "",
) -> None:
    """They said yes on the phone; the caller answers for it with their name."""
    if not _attempt(invitation, PhoneOutcome.ACCEPTED, by, key):
        return
    if invitation.ask == Ask.PLACE:
        accept_place(invitation=invitation)
    else:
        accept_interest(invitation=invitation, seats=seats, words=words)


@transaction.atomic
def note_no(*, invitation: Invitation, reason: str, by: Person, key: uuid.UUID) -> None:
    if _attempt(invitation, PhoneOutcome.DECLINED, by, key):
        decline(invitation=invitation, reason=reason)


def _attempt(
    invitation: Invitation,
    outcome: PhoneOutcome | str,
    by: Person,
    key: uuid.UUID,
    call_back_at: dt.datetime | None = None,
) -> PhoneAttempt | None:
    """One line in the log; None where this very form was sent before."""
    if PhoneAttempt.objects.filter(posted_key=key).exists():
        return None
    earlier = PhoneAttempt.objects.filter(invitation=invitation).count()
    if earlier >= MOST_ATTEMPTS:
        raise RefusalError(_("This person has been rung three times. Nobody is rung more often."))
    if not earlier:
        restart_clock(invitation, dt.timedelta(0))
    try:
        with transaction.atomic():
            attempt = PhoneAttempt.objects.create(
                invitation=invitation,
                number=earlier + 1,
                outcome=PhoneOutcome(outcome),
                by=by,
                at=timezone.now(),
                call_back_at=call_back_at,
                posted_key=key,
            )
    except IntegrityError as error:
        raise RefusalError(
            _("Somebody else rang this person in the same moment. Look at the list again.")
        ) from error
    record_event(
        Tag.PHONE_ATTEMPTED, invitation.call, actor=by, number=attempt.number, outcome=str(outcome)
    )
    return attempt


@transaction.atomic
def turn_to_mail(*, invitation: Invitation) -> bool:
    """Ask by e-mail whom the chosen way does not reach; False where there is no address."""
    if not invitation.person.email:
        return False
    unanswered = Invitation.objects.filter(pk=invitation.pk, reply=Reply.NONE)
    if unanswered.exclude(route=ContactRoute.EMAIL).update(route=ContactRoute.EMAIL) != 1:
        return False
    invitation.refresh_from_db()
    restart_clock(invitation, dt.timedelta(0))
    seat = invitation.seat
    is_known = invitation.ask == Ask.INTEREST and seat is not None
    bring_by_mail(
        invitation,
        words=words_that_matched(invitation.person, seat) if is_known else (),
        is_by_lot=is_known and not fits_seat(invitation.person, seat),
        because=reason_of_choice(invitation.call, invitation.person),
    )
    return True
