"""A conversation in which everything that can be said has been said once, and by whom."""

import uuid
from typing import Any

from django.utils import timezone

from publius.web.conversations.actions.appeals import raise_appeal
from publius.web.conversations.actions.moderation import reject
from publius.web.conversations.actions.replies import reply
from publius.web.conversations.actions.rewordings import propose_rewording
from publius.web.conversations.actions.sessions import record_session
from publius.web.conversations.models import Conversation, Part, Reason, Statement
from tests.factories import ParticipantFactory, StageFactory, StatementFactory


def said_parts(conversation: Conversation, member, convener) -> dict[str, dict[str, Any]]:
    """What goes into the addresses; `member` takes part and said most of it."""
    StageFactory(conversation=conversation)
    conversation.checking = "after"  # so that replies stand at once
    author = ParticipantFactory(conversation=conversation, person=member)
    other = ParticipantFactory(conversation=conversation)
    moderator = ParticipantFactory(conversation=conversation, part=Part.MODERATOR).person
    shown, held, refused, appealed, theirs = (
        StatementFactory(conversation=conversation, author=whose, state=state, number=number)
        for number, (whose, state) in enumerate(
            [(author, "shown"), (author, "held"), (author, "waiting"), (author, "waiting"),
             (other, "shown")], 1,
        )
    )  # fmt: skip
    for each in (refused, appealed):
        reject(statement=each, by=moderator, reason=Reason.UNCLEAR)
    return {
        "talking": {"slug": conversation.slug},
        "said": _address(shown),
        "held": _address(held),
        "refused": _address(refused),
        "said_by_another": _address(theirs),
        "own_reply": _address(theirs) | {"key": _builds_on(theirs, author).pk},
        "differing_with_own": _address(shown) | {"key": _differs(shown, other).pk},
        "appeal": _here(conversation) | {"key": _appeal(appealed, member).pk},
        "rewording": _here(conversation) | {"key": _new_words(conversation, other).pk},
        "session": _here(conversation) | {"key": _session(conversation, convener).pk},
    }


def _here(conversation: Conversation) -> dict[str, Any]:
    return {"slug": conversation.slug}


def _address(statement: Statement) -> dict[str, Any]:
    return _here(statement.conversation) | {"number": statement.number}


def _builds_on(statement, author):
    facts = {"kind": "builds_on", "text": "And on Sundays.", "key": uuid.uuid4()}
    return reply(statement=statement, author=author, **facts)


def _differs(statement, author):
    return reply(
        statement=statement, author=author, kind="differs", text="Not there.", key=uuid.uuid4(),
        restated="You want it quick.", would_change="A count of the cars.",
    )  # fmt: skip


def _appeal(statement, member):
    statement.refresh_from_db()
    return raise_appeal(statement=statement, by=member, words="It is clear.", key=uuid.uuid4())


def _new_words(conversation, author):
    """Proposed before anybody has checked the statement, so it waits as well."""
    conversation.checking = "before"
    waiting = StatementFactory(
        conversation=conversation, author=author, state="waiting", shown_at=None, number=6
    )
    return propose_rewording(
        statement=waiting, texts=["Shorter words."], why="Shorter.", by=author.person,
        key=uuid.uuid4(),
    )  # fmt: skip


def _session(conversation, convener):
    return record_session(
        conversation=conversation, held_on=timezone.localdate(), place="Day centre", people=9,
        consent="aloud", consent_words="Who reads it.", by=convener, key=uuid.uuid4(),
    )  # fmt: skip
