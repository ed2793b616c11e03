"""Everything that changes engagements, calls and matches."""

from .calls import change_call, close_call, draft_call, publish_call, save_offer
from .engagements import (
    change_engagement,
    open_engagement,
    publish_engagement,
    remove_framing,
    remove_stakeholder,
    save_framing,
    save_stakeholder,
)
from .explaining import answer_inquiry, ask_why_not, keep_explanations
from .matching import (
    fail_matching,
    note_progress,
    request_matching,
    store_matches_of_person,
    store_matching,
)
from .seats import place_seat, remove_seat, save_seat

__all__ = [
    "answer_inquiry",
    "ask_why_not",
    "change_call",
    "change_engagement",
    "close_call",
    "draft_call",
    "fail_matching",
    "keep_explanations",
    "note_progress",
    "open_engagement",
    "place_seat",
    "publish_call",
    "publish_engagement",
    "remove_framing",
    "remove_seat",
    "remove_stakeholder",
    "request_matching",
    "save_framing",
    "save_offer",
    "save_seat",
    "save_stakeholder",
    "store_matches_of_person",
    "store_matching",
]
