"""Which statement comes next for a person: what the library needs to draw it."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from cryptography.fernet import InvalidToken
from django.utils.crypto import salted_hmac

from publius import opinion
from publius.web.fields import cipher

from ..models import Answer, MapVersion, Participant, Statement, Turn, Vote
from .maps import found_of, latest_map
from .voting import skipped_by


@dataclass(frozen=True)
class Card:
    """A statement for one person, with what decided; `sealed` travels in the form."""

    statement: Statement
    reason: str
    sealed: str

    @property
    def reason_in_words(self) -> str:
        return str(Turn.Reason(self.reason).label)


def next_card(participant: Participant) -> Card | None:
    """The statement this person is asked about next; None when nothing is left.

    Opening the page again gives the same one, as long as nobody else has voted meanwhile.
    """
    choice = choice_for(participant, seed=_seed_for(participant))
    if choice is None:
        return None
    said = Statement.objects.filter(conversation=participant.conversation_id)
    statement = said.select_related("author__seat").get(number=choice.statement)
    return Card(statement, choice.reason.name, seal(participant, choice))


def _seed_for(participant: Participant) -> int:
    """A seed nobody can foresee, another one after each vote and each skipped statement."""
    done = Vote.objects.filter(participant=participant).count()
    turns = Turn.objects.filter(participant=participant).count()
    digest = salted_hmac("conversations.turn", f"{participant.pk}:{done}:{turns}").digest()
    return int.from_bytes(digest[:4])


def seal(participant: Participant, choice: "opinion.Choice") -> str:
    """The choice as the form carries it: nobody reads weights in it, for they follow the votes."""
    facts = {
        "key": str(uuid4()),
        "participant": participant.pk,
        "statement": choice.statement,
        "weights": {str(number): weight for number, weight in choice.weights.items()},
        "seed": choice.seed,
        "reason": choice.reason.name,
    }
    return cipher().encrypt(json.dumps(facts).encode()).decode()


def unseal(sealed: str, participant: Participant, statement: Statement) -> dict[str, Any] | None:
    """What decided, if this was the statement this person was given; None for anything else."""
    try:
        facts: dict[str, Any] = json.loads(cipher().decrypt(sealed.encode()))
    except InvalidToken:
        return None
    meant = (facts["participant"], facts["statement"])
    return facts if meant == (participant.pk, statement.number) else None


def choice_for(participant: Participant, *, seed: int) -> "opinion.Choice | None":
    """The library's draw among what this person has neither voted on nor skipped."""
    latest = latest_map(participant.conversation_id)
    found = found_of(latest) if latest else None
    done = Vote.objects.filter(participant=participant).values_list("statement__number", flat=True)
    skipped = Statement.objects.filter(pk__in=skipped_by(participant))
    return opinion.next_statement(
        participant.pk,
        heard_so_far(participant.conversation_id, latest),
        found,
        seed=seed,
        answered=set(done),
        skipped=set(skipped.values_list("number", flat=True)),
    )


def heard_so_far(conversation_id: int, latest: MapVersion | None) -> "list[opinion.Heard]":
    """How far each statement is heard: as the latest map counted, and the votes since."""
    found = found_of(latest) if latest else None
    since = _votes_since(conversation_id, latest)
    votable = Statement.objects.votable().filter(conversation=conversation_id)
    return [_heard(number, is_meta, found, since) for number, is_meta in _numbered(votable)]


def _numbered(statements) -> list[tuple[int, bool]]:
    return list(statements.order_by("number").values_list("number", "is_meta"))


def _votes_since(conversation_id: int, latest: MapVersion | None) -> Counter:
    rows = Vote.objects.counted().filter(
        statement__conversation=conversation_id, pk__gt=latest.shown["read_to"] if latest else 0
    )
    return Counter(rows.values_list("statement__number", "answer"))


def _heard(
    number: int, is_meta: bool, found: "opinion.OpinionMap | None", since: Counter
) -> "opinion.Heard":
    status = opinion.Status.META if is_meta else opinion.Status.SHOWN
    result = found.statements.get(number) if found else None
    before = result.tally if result else opinion.Tally(0, 0, 0)
    return opinion.Heard(
        opinion.Statement(number, status=status),
        opinion.Tally(
            before.agrees + since[number, Answer.AGREE],
            before.disagrees + since[number, Answer.DISAGREE],
            before.passes + since[number, Answer.UNSURE],
        ),
        {label: each.tally.voted for label, each in result.by_group.items()} if result else {},
    )
