"""Stating, changing and removing what a person knows."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag

from ..models import Expertise, Kind, Person, Purpose, Visibility
from .consents import give_consent


@transaction.atomic
def state_expertise(
    *,
    person: Person,
    kind: Kind | str,
    words: str,
    skills: Iterable[str] = (),
    visibility: Visibility | str | None = None,
    agrees_to_lived: bool = False,
) -> Expertise:
    """Add one thing a person knows. The same words of the same kind are kept once.

    Without a `visibility` lived experience stays with its owner and the rest is shown to
    bodies whose calls it fits. Lived experience is matched only if the person agreed to it.
    """
    same = Expertise.objects.live().filter(person=person, kind=kind, words=words.strip())
    if (existing := same.first()) is not None:
        return existing
    if visibility is None:
        visibility = Visibility.MATCHING if kind == Kind.LIVED else Visibility.CONVENERS
    expertise = Expertise.objects.create(
        person=person,
        kind=Kind(kind),
        words=words.strip(),
        skills=list(skills),
        visibility=Visibility(visibility),
        stated_at=timezone.now(),
    )
    if kind == Kind.LIVED and agrees_to_lived:
        give_consent(person=person, purpose=Purpose.LIVED_EXPERIENCE)
    _record(Tag.EXPERTISE_STATED, expertise)
    return expertise


@transaction.atomic
def change_expertise(
    *,
    expertise: Expertise,
    words: str,
    skills: Iterable[str],
    visibility: Visibility | str,
    agrees_to_lived: bool = False,
) -> Expertise:
    """Change the words or who may read them. The kind stays: another kind is another item."""
    expertise.words = words.strip()
    expertise.skills = list(skills)
    expertise.visibility = Visibility(visibility)
    expertise.save(update_fields=["words", "skills", "visibility"])
    if expertise.kind == Kind.LIVED and agrees_to_lived:
        give_consent(person=expertise.person, purpose=Purpose.LIVED_EXPERIENCE)
    _record(Tag.EXPERTISE_CHANGED, expertise, change="words")
    return expertise


@transaction.atomic
def remove_expertise(*, expertise: Expertise) -> bool:
    """Take one thing back, with all its evidence."""
    rows = Expertise.objects.live().filter(pk=expertise.pk)
    if not rows.update(removed_at=timezone.now()):
        return False
    _record(Tag.EXPERTISE_CHANGED, expertise, change="removed")
    return True


def _record(tag: Tag, expertise: Expertise, **facts: str) -> None:
    person = expertise.person
    record_event(
        tag,
        expertise,
        actor=person,
        person=person.public_id.hex,
        kind=str(expertise.kind),
        visibility=str(expertise.visibility),
        **facts,
    )
