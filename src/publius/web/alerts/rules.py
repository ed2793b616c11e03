"""Who may do what with saved alerts: their owner alone."""

import rules

from publius.web.people.rules import is_owner

rules.add_rule("alerts.change", is_owner)
