"""Who may do what for an organisation."""

import rules

from .models import Confirmation, Organisation


@rules.predicate
def is_convener(user, organisation: Organisation | None) -> bool:
    """Convenes for this organisation now."""
    if organisation is None or not user.is_authenticated:
        return False
    return Organisation.objects.convened_by(user).filter(pk=organisation.pk).exists()


@rules.predicate
def is_host(user) -> bool:
    return user.is_authenticated and user.is_host


@rules.predicate
def convenes_the_asked(user, confirmation: Confirmation | None) -> bool:
    """Convenes for the organisation that was asked, and did not ask it themselves."""
    if confirmation is None or not is_convener(user, confirmation.organisation):
        return False
    return confirmation.evidence.person_id != user.pk


rules.add_rule("directory.convene_for", is_convener)
rules.add_rule("directory.manage_roles", is_convener | is_host)
rules.add_rule("directory.answer_confirmation", convenes_the_asked)
