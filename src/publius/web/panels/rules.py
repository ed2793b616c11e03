"""Who may do what with pools, draws and panels."""

import rules

from publius.web.calls.models import CallState
from publius.web.calls.rules import convenes_call


@rules.predicate
def is_open_or_later(user, call) -> bool:
    return call is not None and call.state != CallState.DRAFT


@rules.predicate
def is_asked(user, invitation) -> bool:
    """The person to whom an invitation was sent."""
    return invitation is not None and user.is_authenticated and invitation.person_id == user.pk


rules.add_rule("panels.form_panel", convenes_call & is_open_or_later)
rules.add_rule("panels.join_pool", is_open_or_later & ~convenes_call)
rules.add_rule("panels.reply", is_asked)
rules.add_rule("panels.read_panel", is_open_or_later)
