"""Who may do what with engagements and calls."""

import rules

from publius.web.directory.rules import is_convener


@rules.predicate
def convenes_engagement(user, engagement) -> bool:
    return engagement is not None and is_convener(user, engagement.organisation)


@rules.predicate
def convenes_call(user, call) -> bool:
    return call is not None and convenes_engagement(user, call.engagement)


rules.add_rule("calls.edit_engagement", convenes_engagement)
rules.add_rule("calls.edit_call", convenes_call)
rules.add_rule("calls.run_matching", convenes_call)
