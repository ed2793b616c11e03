"""Asking authors about what they kept for Explore, once that stage opens."""

from ..author_letters import kept_letter
from ..models import Conversation, Statement, StatementState
from .telling import tell


def ask_about_kept(*, conversation: Conversation) -> None:
    """One letter to each author who keeps something, inside the caller's transaction."""
    held = Statement.objects.filter(conversation=conversation, state=StatementState.HELD)
    kept: dict[int, list[Statement]] = {}
    for statement in held.select_related("author__person"):
        if statement.author is not None and statement.author.is_living:
            kept.setdefault(statement.author_id, []).append(statement)
    for statements in kept.values():
        key = f"kept:{max(statement.pk for statement in statements)}"
        tell([statements[0].author.person], kept_letter(conversation, statements), key=key)
