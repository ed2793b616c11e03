"""Letters that wait to be printed, and those that were."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from publius.web.calls.models import Call
from publius.web.people.contact import Contact
from publius.web.people.models import ContactRoute
from publius.web.people.queries import contact_of, contacts_of

from ..models import Ask, Invitation, LetterBatch, Reply
from ..printing.pages import cannot_be_printed
from .invitations import RELATED


def _open_letters(call: Call) -> QuerySet[Invitation]:
    """Questions by letter without an answer. An offer of a place waits for its letter."""
    rows = Invitation.objects.filter(call=call, route=ContactRoute.LETTER, reply=Reply.NONE)
    return rows.filter(person__is_active=True).select_related(*RELATED).order_by("pk")


def letters_to_print(call: Call) -> list[tuple[Invitation, Contact]]:
    """Not printed yet, of people who still want letters and whose address can be printed."""
    return [(each, contact) for each, contact in _unprinted(call) if not _gaps(contact)]


def unprintable(call: Call) -> list[Invitation]:
    """Letters to people in whose name or address are signs that our fonts do not have."""
    return [each for each, contact in _unprinted(call) if _gaps(contact)]


def _unprinted(call: Call) -> list[tuple[Invitation, Contact]]:
    now = timezone.now()
    waiting = [
        each
        for each in _open_letters(call).filter(letters__isnull=True)
        if each.ask == Ask.PLACE or each.expires_at > now
    ]
    contacts = contacts_of(each.person for each in waiting)
    found = [(each, contacts.get(each.person_id, Contact())) for each in waiting]
    return [(each, contact) for each, contact in found if contact.route == ContactRoute.LETTER]


def _gaps(contact: Contact) -> str:
    return cannot_be_printed("".join(contact.lines))


@dataclass(frozen=True)
class Printed:
    """A letter that is on its way, as its convener sees it."""

    invitation: Invitation
    times: int


def printed_letters(call: Call) -> list[Printed]:
    """Printed and not answered yet: each can be printed again with a reason."""
    now = timezone.now()
    rows = _open_letters(call).filter(letters__isnull=False, expires_at__gt=now).distinct()
    return [Printed(each, each.letters.count()) for each in rows]


def printed_letter(call: Call, key: int) -> Invitation | None:
    return next((p.invitation for p in printed_letters(call) if p.invitation.pk == key), None)


def may_be_printed_again(invitation: Invitation) -> Contact | None:
    """The address, where the invitation waits for an answer and letters are still wanted."""
    living = Invitation.objects.living(timezone.now()).filter(pk=invitation.pk)
    contact = contact_of(invitation.person)
    return contact if living.exists() and contact.route == ContactRoute.LETTER else None


def batches_of(user, call: Call) -> Iterable[LetterBatch]:
    rows = LetterBatch.objects.visible_to(user).filter(call=call)
    return rows.select_related("printed_by").prefetch_related("letters")
