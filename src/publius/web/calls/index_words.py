"""The state of the index on disk in plain words, for hosts at a terminal."""

from typing import Any

from .index_state import Comparison, Condition, IndexState

MENDED = "It is made anew when it is next needed, or now with: publius index build"


def in_words(state: IndexState) -> str:
    """One sentence or two: how it is, and what happens next."""
    match state.condition:
        case Condition.MISSING:
            return f"There is no index on disk yet. {MENDED}"
        case Condition.DAMAGED:
            return f"{state.problem} Matching does not use it. {MENDED}"
        case Condition.OUTDATED:
            return f"The index on disk is not used: {_lower(state.problem)} {MENDED}"
        case Condition.BEHIND:
            why = state.problem or f"{state.behind} people changed something since."
            return f"{_holds(state)} {why} It catches up before it is next used."
        case Condition.IN_STEP:
            return f"{_holds(state)} It is in step with the database."


def comparison_in_words(found: Comparison) -> str:
    if found.is_right:
        return "Every item and every count of a word in the index is what the database says."
    return (
        f"The index is wrong: {found.missing} items are missing, {found.other} are not as they "
        f"stand in the database, {found.too_many} should not be there, {found.terms} words are "
        "counted wrongly. Make it anew: publius index build"
    )


def facts_of(state: IndexState) -> dict[str, Any]:
    """Everything known about it by name, for scripts."""
    made_with = state.made_with or {}
    return {
        "condition": state.condition.value,
        "problem": state.problem,
        "people": state.people,
        "items": state.items,
        "terms": state.terms,
        "bytes_on_disk": state.bytes,
        "generation": state.generation,
        "built_at": state.built_at.isoformat(timespec="seconds") if state.built_at else None,
        "ledger_line": state.place.number if state.place else None,
        "people_to_catch_up": state.behind,
        "encoder": made_with.get("encoder"),
        "encoder_version": made_with.get("encoder_version"),
        "vocabulary": str(made_with.get("vocabulary", ""))[:12] or None,
    }


def _holds(state: IndexState) -> str:
    size = f"{state.bytes / 1e6:,.1f} MB"
    return f"The index on disk holds {state.items:,} items of {state.people:,} people ({size})."


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
