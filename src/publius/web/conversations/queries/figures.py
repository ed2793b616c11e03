"""How each opinion group answered, read from the latest map; without a map, from the votes."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from ..models import Answer, Confidence, Conversation, MapVersion, Statement, Vote
from .counts import Counts
from .maps import latest_map
from .people import members_of

EVERYBODY = ""  # stands for the letter of a group where there are no clear groups


@dataclass(frozen=True)
class GroupFigures:
    """The size of one group, and its counts by statement key."""

    group: str
    people: int
    counts: dict[int, Counts]


def group_figures(conversation: Conversation) -> list[GroupFigures]:
    """One per group of the latest map; one for everybody where the groups are not clear."""
    found = latest_map(conversation.pk)
    if found is None or found.confidence == Confidence.NONE or found.k < 2:
        return [_of_everybody(conversation)]
    return _of_map(found)


def _of_map(found: MapVersion) -> list[GroupFigures]:
    keys = dict(
        Statement.objects.filter(conversation=found.conversation_id).values_list("number", "pk")
    )
    counts: dict[str, dict[int, Counts]] = defaultdict(dict)
    for statement in found.shown["statements"]:
        for group, answer in statement["by_group"].items():
            counts[group][keys[statement["number"]]] = Counts(
                answer["agrees"], answer["disagrees"], answer["passes"]
            )
    return [
        GroupFigures(group["label"], group["size"], counts[group["label"]])
        for group in found.shown["groups"]
    ]


def _of_everybody(conversation: Conversation) -> GroupFigures:
    votes = Vote.objects.counted().filter(statement__conversation=conversation)
    tally: dict[int, dict[int, int]] = defaultdict(dict)
    for row in votes.values("statement", "answer").annotate(n=Count("pk")).order_by():
        tally[row["statement"]][row["answer"]] = row["n"]
    counts = {
        key: Counts(*(answers.get(a, 0) for a in (Answer.AGREE, Answer.DISAGREE, Answer.UNSURE)))
        for key, answers in tally.items()
    }
    return GroupFigures(EVERYBODY, members_of(conversation).count(), counts)
