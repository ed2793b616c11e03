"""Who may touch the switches."""

import rules


@rules.predicate
def is_host(user) -> bool:
    return bool(user.is_authenticated and user.is_active and user.is_host)


rules.add_rule("switches.turn", is_host)
