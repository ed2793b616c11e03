"""Everything that reads alerts, and what there is to tell."""

from .mine import (
    FoundCall,
    FoundReason,
    agrees_to_letters,
    alert_of,
    alerts_of,
    calls_found_by,
    calls_perhaps_about,
    gets_letters,
    has_removed,
    often_of,
    taken_places,
)
from .news import Tip, is_still_matching, news_of, people_after, still_news

__all__ = [
    "FoundCall",
    "FoundReason",
    "Tip",
    "agrees_to_letters",
    "alert_of",
    "alerts_of",
    "calls_found_by",
    "calls_perhaps_about",
    "gets_letters",
    "has_removed",
    "is_still_matching",
    "news_of",
    "often_of",
    "people_after",
    "still_news",
    "taken_places",
]
