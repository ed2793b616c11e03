"""What happened elsewhere and matters here: places accepted, roles and accounts ended."""

from publius.web.ledger.queries import unread_news

from ..actions.following import FOLLOWED, follow

BOOKMARK = "conversations"


def follow_news() -> int:
    """Read on from the bookmark; returns how many events had something to do with us."""
    news = unread_news(BOOKMARK, tags=FOLLOWED)
    return 0 if news.since == news.upto else follow(bookmark=BOOKMARK, news=news)
