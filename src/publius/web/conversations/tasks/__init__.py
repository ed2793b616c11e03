"""What happens by itself in conversations."""

from .authors import tell_authors
from .maps import run_due_maps
from .news import follow_news
from .plans import ask_half_way, remind_of_plans

__all__ = [
    "ask_half_way",
    "follow_news",
    "remind_of_plans",
    "run_due_maps",
    "tell_authors",
]
