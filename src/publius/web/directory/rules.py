"""Who may do what for an organisation."""

import rules

from .models import Organisation


@rules.predicate
def is_convener(user, organisation: Organisation | None) -> bool:
    """Convenes for this organisation now."""
    if organisation is None or not user.is_authenticated:
        return False
    return Organisation.objects.convened_by(user).filter(pk=organisation.pk).exists()


rules.add_rule("directory.convene_for", is_convener)
