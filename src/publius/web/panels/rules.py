"""Who may do what with pools, draws and panels."""

import rules

from publius.web.calls.rules import convenes_call

rules.add_rule("panels.form_panel", convenes_call)
