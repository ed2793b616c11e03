"""Who may do what with what people say about themselves: they alone."""

import rules


@rules.predicate
def is_owner(user, item) -> bool:
    """The person whom this expertise, evidence or answer is about."""
    return item is not None and user.is_authenticated and item.person_id == user.pk


rules.add_rule("people.change_own", is_owner)
