"""Everything that changes what Publius knows about a person. Each is one transaction."""

from .about import change_about, finish_sign_up, save_access_needs, save_contact, save_demographics
from .accounts import (
    close_account,
    confirm_address,
    forget_ended_sessions,
    note_joining,
    open_account,
)
from .consents import give_consent, set_consent, withdraw_consent
from .evidence import add_evidence, mark_evidence_confirmed, remove_evidence
from .expertise import change_expertise, remove_expertise, state_expertise
from .items import change_item

__all__ = [
    "add_evidence",
    "change_about",
    "change_expertise",
    "change_item",
    "close_account",
    "confirm_address",
    "finish_sign_up",
    "forget_ended_sessions",
    "give_consent",
    "mark_evidence_confirmed",
    "note_joining",
    "open_account",
    "remove_evidence",
    "remove_expertise",
    "save_access_needs",
    "save_contact",
    "save_demographics",
    "set_consent",
    "state_expertise",
    "withdraw_consent",
]
