"""The published lottery of a call, for pages of earlier steps of the journey."""

from django import template

from publius.web.calls.models import Call

from ..models import Decision, Draw
from ..queries.draws import published_draws

register = template.Library()


@register.simple_tag
def published_lottery(call: Call) -> Draw | None:
    """What everybody should find from the call itself: the one that was not set aside."""
    return published_draws(call).exclude(decision=Decision.DISCARDED).first()
