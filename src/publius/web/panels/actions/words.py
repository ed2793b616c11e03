"""Keeping the words somebody wrote to a call as something they know."""

from django.db import transaction

from publius.web.people.actions import state_expertise
from publius.web.people.models import Kind, Person
from publius.web.people.queries import expertise_of


@transaction.atomic
def keep_words(*, person: Person, kind: Kind | str, words: str) -> None:
    """Once: the same words sent again add nothing."""
    if not expertise_of(person).filter(words=words.strip()).exists():
        state_expertise(person=person, kind=kind, words=words)
