"""Authors hear what became of their words once a round of checking is over."""

import datetime as dt

from django.utils import timezone

from ..actions.author_news import tell_author
from ..queries.author_news import authors_due

QUIET = dt.timedelta(minutes=30)  # so that a sitting of a moderator makes one letter


def tell_authors() -> int:
    """Write to everybody whose oldest news has waited long enough; returns how many."""
    due = authors_due(timezone.now() - QUIET)
    return sum(tell_author(author=author) for author in due)
