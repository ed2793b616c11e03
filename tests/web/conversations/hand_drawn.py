"""Maps with chosen figures, for tests of what is said about them."""

import hashlib

from django.utils import timezone

from publius.web.conversations.models import Conversation, MapVersion, Statement
from publius.web.ledger.actions import store_run
from tests.factories import StatementFactory

Answers = tuple[int, int, int]  # agree, disagree, unsure


def draw_map(
    conversation: Conversation,
    sizes: dict[str, int],
    answers: dict[Statement, dict[str, Answers]],
    *,
    confidence: str = "firm",
) -> MapVersion:
    """A map of these groups, in which they answered these statements like this."""
    shown = {
        "groups": [{"label": label, "size": size} for label, size in sizes.items()],
        "statements": [
            {"number": statement.number, "by_group": {g: _tally(a) for g, a in by_group.items()}}
            for statement, by_group in answers.items()
        ],
    }
    number = MapVersion.objects.filter(conversation=conversation).count() + 1
    return MapVersion.objects.create(
        conversation=conversation,
        number=number,
        made_at=timezone.now(),
        n_people=sum(sizes.values()),
        n_votes=sum(sum(a) for by_group in answers.values() for a in by_group.values()),
        n_statements=len(answers),
        k=len(sizes),
        confidence=confidence,
        shown=shown,
        run=_run(f"{conversation.pk} {number}"),
    )


def _tally(answers: Answers) -> dict[str, int]:
    return dict(zip(("agrees", "disagrees", "passes"), answers, strict=True))


def _run(name: str):
    return store_run(
        {
            "kind": "opinion",
            "algorithm": "stable",
            "version": "1",
            "seed": 0,
            "parameters": {},
            "input_digest": hashlib.sha256(name.encode()).hexdigest(),
            "result": {},
        }
    )


def said(conversation: Conversation, *texts: str) -> list[Statement]:
    return [StatementFactory(conversation=conversation, text=text) for text in texts]
