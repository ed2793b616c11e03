"""Joining a conversation, being called something else, leaving, being removed."""

import rules
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.calls.models import Seat
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.actions import give_consent
from publius.web.people.models import Person, Purpose

from ..letters import removal_letter
from ..models import Conversation, Part, Participant
from ..pseudonyms import friendly_pseudonym
from ..refusals import RefusalError
from .motions import ask_everybody_where_due
from .telling import tell

TRIES = 5


@transaction.atomic
def join(*, conversation: Conversation, person: Person, seat: Seat | None) -> Participant:
    """Become a member, having accepted the agreement and that what one thinks is counted.

    Joining twice is joining once.
    """
    known = Participant.objects.filter(conversation=conversation, person=person).first()
    if known is not None and known.is_living:
        return known
    _refuse_unless_wanted(conversation, person)
    if seat is not None and seat.call_id != conversation.call_id:
        raise RefusalError(_("This seat belongs to another call. Choose one of those shown."))
    give_consent(person=person, purpose=Purpose.CONVERSATIONS)
    if known is not None:
        return _come_back(known, seat)
    joined = _become_member(conversation, person, seat)
    record_event(
        Tag.PARTICIPANT_JOINED, conversation, actor=person, part=joined.part, participant=joined.pk
    )
    return joined


def _refuse_unless_wanted(conversation: Conversation, person: Person) -> None:
    conversation.refresh_from_db(fields=["state"])
    if not rules.test_rule("conversations.join", person, conversation):
        raise RefusalError(
            _("You cannot join this conversation: it is closed, or it is for other people.")
        )
    if not person.has_finished_sign_up:
        raise RefusalError(
            _("Finish signing up first: tell us what to call you and that you are 18.")
        )


def _become_member(conversation: Conversation, person: Person, seat: Seat | None) -> Participant:
    """Somebody may take the pseudonym, or this very person may join, in the same moment."""
    for _try in range(TRIES):
        now = timezone.now()
        try:
            with transaction.atomic():
                return Participant.objects.create(
                    conversation=conversation,
                    person=person,
                    part=Part.MEMBER,
                    pseudonym=friendly_pseudonym(_taken(conversation)),
                    seat=seat,
                    joined_at=now,
                    agreed_at=now,
                )
        except IntegrityError:
            mine = Participant.objects.filter(conversation=conversation, person=person).first()
            if mine is not None:
                return mine
    raise RefusalError(_("Many people are joining right now. Nothing was changed: try again."))


def _come_back(known: Participant, seat: Seat | None) -> Participant:
    """Whoever left by themselves returns under the same pseudonym."""
    now = timezone.now()
    gone = Participant.objects.filter(pk=known.pk, left_at__isnull=False, removed_by__isnull=True)
    if gone.update(left_at=None, agreed_at=now, seat=seat, part=Part.MEMBER):
        record_event(
            Tag.PARTICIPANT_JOINED, known.conversation, actor=known.person, part=Part.MEMBER,
            participant=known.pk,
        )  # fmt: skip
    known.refresh_from_db()
    return known


def _taken(conversation: Conversation) -> set[str]:
    rows = Participant.objects.filter(conversation=conversation)
    return set(rows.values_list("pseudonym", flat=True))


@transaction.atomic
def take_another_pseudonym(*, participant: Participant) -> Participant:
    """Another name, once, before anybody has got used to the first."""
    for _try in range(TRIES):
        fresh = friendly_pseudonym(_taken(participant.conversation))
        first = Participant.objects.living().filter(
            pk=participant.pk, renamed_at__isnull=True, part=Part.MEMBER
        )
        try:
            with transaction.atomic():
                changed = first.update(pseudonym=fresh, renamed_at=timezone.now())
        except IntegrityError:
            continue
        if not changed:
            raise RefusalError(
                _("You have had another name once already. So that others know you, it stays.")
            )
        participant.refresh_from_db()
        return participant
    raise RefusalError(_("Many people are joining right now. Nothing was changed: try again."))


@transaction.atomic
def leave(*, participant: Participant) -> bool:
    """Go away of one's own accord; what was said stays. False where one had left already."""
    here = Participant.objects.living().filter(pk=participant.pk, part=Part.MEMBER)
    if not here.update(left_at=timezone.now()):
        return False
    conversation = participant.conversation
    record_event(
        Tag.PARTICIPANT_LEFT, conversation, actor=participant.person, part=participant.part,
        participant=participant.pk,
    )  # fmt: skip
    ask_everybody_where_due(conversation=conversation)
    return True


@transaction.atomic
def remove_participant(*, participant: Participant, by: Person, reason: str) -> bool:
    """Remove a member with a reason they read. False where they were gone already."""
    conversation = participant.conversation
    if not rules.test_rule("conversations.run", by, conversation):
        raise RefusalError(_("Only hosts and facilitators remove people. Nothing was changed."))
    here = Participant.objects.living().filter(
        pk=participant.pk, part__in=[Part.MEMBER, Part.OBSERVER]
    )
    if not here.update(left_at=timezone.now(), removed_by=by, removed_because=reason):
        return False
    participant.refresh_from_db()
    tell([participant.person], removal_letter(participant), key=f"removed:{participant.pk}")
    record_event(Tag.PARTICIPANT_REMOVED, conversation, actor=by, participant=participant.pk)
    ask_everybody_where_due(conversation=conversation)
    return True
