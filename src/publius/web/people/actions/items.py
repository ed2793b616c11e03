"""Hiding and pinning what a person said: their own words and each piece of evidence alike."""

from django.db import transaction

from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag

from ..models import Evidence, Expertise

CHANGES = {
    "hide": ("is_hidden", True, "hidden"),
    "show": ("is_hidden", False, "shown"),
    "pin": ("is_pinned", True, "pinned"),
    "unpin": ("is_pinned", False, "unpinned"),
}


@transaction.atomic
def change_item(*, item: Expertise | Evidence, change: str) -> bool:
    """Hide an item, show it again, pin it or take the pin out. False where it was so already.

    What is hidden is kept, but nobody else reads it and no match counts it. What is pinned
    still stands for its owner, so it does not count less when it grows old.
    """
    field, value, past = CHANGES[change]
    rows = type(item)._default_manager.filter(pk=item.pk, **{field: not value})
    if not rows.update(**{field: value}):
        return False
    is_evidence = isinstance(item, Evidence)
    tag = Tag.EVIDENCE_CHANGED if is_evidence else Tag.EXPERTISE_CHANGED
    person = item.person.public_id.hex
    record_event(tag, item, actor=item.person, person=person, change=past)
    return True
