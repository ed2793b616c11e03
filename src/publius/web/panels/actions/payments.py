"""Every step of a claim: promised, claimed, approved, paid - or refused, withdrawn, not wanted.

Each step is one row that is never changed. A form posted twice makes its step once.
"""

import uuid
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Call
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.notify.actions import queue_message
from publius.web.people.models import Person

from ..claim_letters import claim_letter
from ..models import Claim, ClaimKind, ClaimState, ClaimStep
from ..queries.payments import may_claim
from ..queries.places import accepted_members
from ..refusals import RefusalError


@transaction.atomic
def offer_payment(*, call: Call, what: str, pence: int, by: Person, key: uuid.UUID) -> int:
    """Promise everybody who has accepted the same payment for one occasion; returns how many.

    Whoever was promised it before is left out, so that somebody who steps in later can be added.
    """
    offered = 0
    for person, _seat in accepted_members(call):
        facts = {"kind": ClaimKind.PARTICIPATION, "what": what, "pence": pence}
        try:
            with transaction.atomic():
                claim = Claim.objects.create(
                    call=call,
                    person=person,
                    state=ClaimState.OFFERED,
                    offered_by=by,
                    posted_key=uuid.uuid5(key, person.public_id.hex),
                    **facts,
                )
        except IntegrityError:
            continue
        _step(claim, ClaimState.OFFERED, by)
        _tell(claim)
        offered += 1
    if offered:
        record_event(Tag.CLAIM_OFFERED, call, actor=by, people=offered, pence=pence)
    return offered


@transaction.atomic
def make_claim(
    *,
    call: Call,
    person: Person,
    kind: ClaimKind | str,
    what: str,
    pence: int,
    reference: str,
    key: uuid.UUID,
) -> None:
    """Ask for what one has spent. The same form sent twice claims once."""
    if not may_claim(person, call):
        raise RefusalError(_("Only people who have a place in this group can claim."))
    try:
        with transaction.atomic():
            claim = Claim.objects.create(
                call=call,
                person=person,
                kind=ClaimKind(kind),
                what=what,
                pence=pence,
                reference=reference,
                state=ClaimState.CLAIMED,
                claimed_at=timezone.now(),
                posted_key=key,
            )
    except IntegrityError as error:
        if Claim.objects.filter(posted_key=key).exists():
            return
        sentence = _("You have claimed a payment for this occasion already. Nothing was changed.")
        raise RefusalError(sentence) from error
    _step(claim, ClaimState.CLAIMED, person)
    _record(Tag.CLAIM_MADE, claim, person)


def take_payment(*, claim: Claim, person: Person) -> None:
    """Yes to a payment that was offered: from now on it is owed."""
    now = timezone.now()
    _move(claim, (ClaimState.OFFERED,), ClaimState.CLAIMED, person, Tag.CLAIM_MADE, claimed_at=now)


def waive_payment(*, claim: Claim, person: Person) -> None:
    """No to a payment that was offered. Only the person themselves sees that they said so."""
    _move(claim, (ClaimState.OFFERED,), ClaimState.WAIVED, person, Tag.CLAIM_ENDED)


def withdraw_claim(*, claim: Claim, person: Person) -> None:
    _move(claim, (ClaimState.CLAIMED,), ClaimState.WITHDRAWN, person, Tag.CLAIM_ENDED)


def approve_claim(*, claim: Claim, by: Person) -> None:
    """A second person looks: nobody approves what they claim themselves."""
    _refuse_own(claim, by)
    states = (ClaimState.CLAIMED,)
    _move(claim, states, ClaimState.APPROVED, by, Tag.CLAIM_APPROVED, approved_by=by)


def refuse_claim(*, claim: Claim, by: Person, reason: str) -> None:
    """Say no, with a reason that the person reads. They can claim anew."""
    _refuse_own(claim, by)
    states = (ClaimState.CLAIMED, ClaimState.APPROVED)
    _move(claim, states, ClaimState.REFUSED, by, Tag.CLAIM_REFUSED, reason=reason)


def note_payment(*, claim: Claim, by: Person, reference: str) -> None:
    """Note that the money has gone out."""
    _refuse_own(claim, by)
    facts = {"paid_at": timezone.now(), "paid_reference": reference}
    _move(claim, (ClaimState.APPROVED,), ClaimState.PAID, by, Tag.CLAIM_PAID, **facts)


def _refuse_own(claim: Claim, by: Person) -> None:
    if claim.person_id == by.pk:
        raise RefusalError(
            _("This is your own claim. Somebody else has to deal with it. Nothing was changed.")
        )


@transaction.atomic
def _move(
    claim: Claim,
    states: Sequence[ClaimState],
    state: ClaimState,
    by: Person,
    tag: Tag,
    reason: str = "",
    **fields: object,
) -> None:
    """One step from one of these states; the same step again changes nothing."""
    if Claim.objects.filter(pk=claim.pk, state__in=states).update(state=state, **fields) == 1:
        claim.refresh_from_db()
        _step(claim, state, by, reason)
        _record(tag, claim, by)
        if by.pk != claim.person_id:
            _tell(claim, reason)
        return
    claim.refresh_from_db()
    if claim.state != state:
        sentence = _("This claim is “%(state)s” by now, so nothing was changed.")
        raise RefusalError(sentence % {"state": claim.get_state_display().lower()})


def _step(claim: Claim, state: ClaimState, by: Person, reason: str = "") -> None:
    ClaimStep.objects.create(claim=claim, state=state, by=by, at=timezone.now(), reason=reason)


def _record(tag: Tag, claim: Claim, by: Person) -> None:
    """The ledger says that a claim moved, never that somebody does not want their money."""
    record_event(tag, claim, actor=by, call=claim.call_id, pence=claim.pence)


def _tell(claim: Claim, reason: str = "") -> None:
    """By e-mail, where there is one; it stands on the person's own page in any case."""
    if not claim.person.email:
        return
    subject, body = claim_letter(claim, reason)
    queue_message(
        purpose=f"claim_{claim.state}",
        person=claim.person,
        subject=subject,
        body=body,
        dedupe_key=f"claim:{claim.pk}:{claim.state}",
        why=_("you have a place in this group"),
    )
