"""The people and statements `bench.voting` votes with, and the votes it finds afterwards.

Runs inside the installation that is measured: `fill PEOPLE` writes, `count` reads; both print JSON.
"""

import json
import sys
from typing import Any

import django

STATEMENTS = 12


def fill(people: int) -> dict[str, Any]:
    """A conversation in which so many people are signed in and may vote."""
    from tests.factories import ParticipantFactory, StatementFactory, voting_conversation

    conversation = voting_conversation()
    for _ in range(STATEMENTS):
        StatementFactory(conversation=conversation)
    members = [ParticipantFactory(conversation=conversation) for _ in range(people)]
    return {
        "page": f"/conversations/{conversation.slug}/vote/",
        "people": [member.pk for member in members],
        "sessions": [signed_in(member.person) for member in members],
    }


def signed_in(person: Any) -> str:
    """The key of a session that this person has just opened."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    key: str = session.session_key
    return key


def count() -> dict[str, Any]:
    """Every vote that is stored: who, on which statement, which answer."""
    from publius.web.conversations.models import Vote

    rows = Vote.objects.values_list("participant_id", "statement__number", "answer")
    return {"rows": [list(row) for row in rows]}


def main() -> None:
    django.setup()
    from django.db import transaction

    with transaction.atomic():
        told = fill(int(sys.argv[2])) if sys.argv[1] == "fill" else count()
    print(json.dumps(told))


if __name__ == "__main__":
    main()
