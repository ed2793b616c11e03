"""Why people voted as they did: their words, and nothing about who wrote them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from ..models import Answer, Conversation, Statement, Vote
from .counts import FEWEST


@dataclass(frozen=True)
class Given:
    """One statement with the reasons for each answer, in the order of the alphabet."""

    statement: Statement
    by_answer: tuple[tuple[str, tuple[str, ...]], ...]


def reasons_given(conversation: Conversation) -> list[Given]:
    """By statement, where five people or more voted; the order tells nothing of who came when."""
    votes = Vote.objects.counted().filter(statement__conversation=conversation)
    heard = votes.values("statement").annotate(n=Count("pk")).filter(n__gte=FEWEST)
    words: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    told = votes.filter(statement__in=heard.values("statement")).exclude(why="")
    for statement, answer, why in told.values_list("statement", "answer", "why"):
        words[statement][answer].append(why)
    said = Statement.objects.filter(pk__in=words).order_by("number")
    return [Given(each, _in_order(words[each.pk])) for each in said]


def _in_order(words: dict[int, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(
        (str(answer.label), tuple(sorted(words[answer], key=str.casefold)))
        for answer in Answer
        if words.get(answer)
    )
