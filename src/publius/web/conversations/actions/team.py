"""Who runs a conversation: hosts, facilitators and moderators of the organisation."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from publius.web.directory.models import Role
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import Person

from ..models import Conversation, Part, Participant
from ..queries.people import PART_OF_ROLE, TEAM, roles_to_add, team_of
from ..refusals import RefusalError

LONGEST = 40


@transaction.atomic
def add_to_team(*, conversation: Conversation, role: Role, by: Person) -> Participant:
    """Let somebody of the organisation act in the part their role allows."""
    if not roles_to_add(conversation).filter(pk=role.pk).exists():
        raise RefusalError(_("This person is in the conversation already. Nothing was changed."))
    added = put_on_team(conversation=conversation, person=role.person, part=PART_OF_ROLE[role.role])
    record_event(
        Tag.PARTICIPANT_JOINED, conversation, actor=by, part=added.part, participant=added.pk
    )
    return added


def put_on_team(*, conversation: Conversation, person: Person, part: Part) -> Participant:
    """Make this person part of the team, or give them this part again.

    The team acts in office: it is shown under its own names. Whoever was a member before and
    left stays the member they were: what they said keeps its author.
    """
    known = Participant.objects.filter(conversation=conversation, person=person).first()
    if known is not None:
        return _bring_back(known, part)
    now = timezone.now()
    for name in _names(person):
        try:
            with transaction.atomic():
                return Participant.objects.create(
                    conversation=conversation,
                    person=person,
                    part=part,
                    pseudonym=name,
                    joined_at=now,
                    agreed_at=now,
                )
        except IntegrityError:
            continue
    raise RefusalError(_("This person is in the conversation already. Nothing was changed."))


def _bring_back(known: Participant, part: Part) -> Participant:
    if known.part not in TEAM or known.removed_by_id is not None:
        raise RefusalError(
            _(
                "This person took part in the conversation before, so they cannot run it now. "
                "Nothing was changed."
            )
        )
    Participant.objects.filter(pk=known.pk).update(part=part, left_at=None)
    known.refresh_from_db()
    return known


def _names(person: Person) -> list[str]:
    """The name, and what to call them where somebody else has it."""
    name = str(person)
    return [name[:LONGEST], f"{name[: LONGEST - 12]} ({person.label[7:]})"]


@transaction.atomic
def take_off_team(*, participant: Participant, by: Person) -> bool:
    """End somebody's part in the team; the last host or facilitator stays. False if it was over."""
    conversation = Conversation.objects.select_for_update().get(pk=participant.conversation_id)
    others = team_of(conversation).exclude(pk=participant.pk)
    if participant.part != Part.MODERATOR and not others.exclude(part=Part.MODERATOR).exists():
        raise RefusalError(
            _("Somebody has to run the conversation: add a host or facilitator first.")
        )
    ended = Participant.objects.living().filter(pk=participant.pk, part__in=TEAM)
    if not ended.update(left_at=timezone.now()):
        return False
    record_event(
        Tag.PARTICIPANT_LEFT, conversation, actor=by, part=participant.part,
        participant=participant.pk,
    )  # fmt: skip
    return True
