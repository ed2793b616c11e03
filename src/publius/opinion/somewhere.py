"""What works somewhere: statements that one small group agrees with and nobody else does.

A practice few people know looks like a lost vote when everybody is counted together. It is listed
instead of hidden, so that others can ask those few how they do it (positive deviance).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from publius.opinion.published import FEWEST
from publius.opinion.types import GroupAnswer, OpinionMap, StatementResult, Status

SMALL = 1 / 3  # of all people in groups, at most
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Somewhere:
    """One statement and the small group it holds for.

    ``agree`` is the share of the group that agrees, ``voted`` how many of it voted, ``elsewhere``
    the largest share in any other group.

    >>> Somewhere("s1", "B", .9, 12, .2).group
    'B'
    """

    statement: Hashable
    group: str
    agree: float
    voted: int
    elsewhere: float


def works_somewhere(found: OpinionMap) -> tuple[Somewhere, ...]:
    """List what holds in one small group and nowhere else, the widest gap first.

    The group is at most a third of all people in groups; five or more of it voted; the lower
    bound of its agree share is above one half and no other group's share reaches one half.

    >>> from publius.opinion import fit
    >>> works_somewhere(fit([("ada", 1, 1), ("bo", 1, -1)]))
    ()
    """
    grouped = sum(group.size for group in found.groups.values())
    small = {label for label, group in found.groups.items() if group.size <= SMALL * grouped}
    listed = [
        Somewhere(result.id, label, _share(answer), answer.tally.voted, elsewhere)
        for result in found.statements.values()
        if result.status is Status.SHOWN
        for label, answer in result.by_group.items()
        for elsewhere in [_elsewhere(result, label)]
        if label in small and _holds(answer) and elsewhere < HALF
    ]
    return tuple(sorted(listed, key=lambda each: each.elsewhere - each.agree))


def _holds(answer: GroupAnswer) -> bool:
    return answer.tally.voted >= FEWEST and answer.agree_between[0] > HALF


def _elsewhere(result: StatementResult, label: str) -> float:
    others: Mapping[str, GroupAnswer] = result.by_group
    return max((_share(answer) for other, answer in others.items() if other != label), default=1.0)


def _share(answer: GroupAnswer) -> float:
    return answer.tally.agrees / answer.tally.voted if answer.tally.voted else 0.0
