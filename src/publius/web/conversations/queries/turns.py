"""Which statement comes next for a person: what the library needs to draw it."""

from collections import Counter

from publius import opinion

from ..models import Answer, MapVersion, Participant, Statement, Turn, Vote
from .maps import found_of, latest_map
from .voting import skipped_by


def open_turn(participant: Participant) -> Turn | None:
    mine = Turn.objects.filter(participant=participant, outcome=Turn.Outcome.OPEN)
    return mine.select_related("statement__author__seat", "participant").first()


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
