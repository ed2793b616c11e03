"""Where we are: steps of the journey, and pages that wait for long work."""

from collections.abc import Sequence

from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from publius.ui.components import draw

register = Library()


@register.simple_tag
def journey(steps: Sequence[str], current: int) -> SafeString:
    """The steps in order; ``current`` counts from 1. Steps before it are done."""
    states = [state_of(place, current) for place in range(1, len(steps) + 1)]
    return draw(
        "journey",
        steps=[{"label": label, **state} for label, state in zip(steps, states, strict=True)],
    )


def state_of(place: int, current: int) -> dict:
    if place < current:
        return {"state": "done", "words": _("done")}
    if place == current:
        return {"state": "current", "words": _("now")}
    return {"state": "ahead", "words": _("still to come")}


@register.simple_tag
def progress(done: int, total: int, message: str = "") -> SafeString:
    """How far long work has come. The page itself reloads with ``ui/wait.html``."""
    return draw("progress", done=done, total=total, message=message)


@register.simple_block_tag
def hero(content: str, title: str) -> SafeString:
    """The top of the home page: a claim, a sentence and one thing to do."""
    return draw("hero", content=content, title=title)
