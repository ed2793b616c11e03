"""How many said what about a statement, for those who may know it already."""

from dataclasses import dataclass

from django.db.models import Count, Q

from ..models import Answer, Conversation, Part, Participant, Statement, Vote
from .voting import is_voting_over, standing_vote

FEWEST = 5  # below that, figures would tell what single people said


@dataclass(frozen=True)
class Counts:
    """How one statement was answered."""

    agree: int
    disagree: int
    unsure: int

    @property
    def people(self) -> int:
        return self.agree + self.disagree + self.unsure

    @property
    def agree_share(self) -> float:
        return self._share(self.agree)

    @property
    def disagree_share(self) -> float:
        return self._share(self.disagree)

    @property
    def unsure_share(self) -> float:
        return self._share(self.unsure)

    def _share(self, people: int) -> float:
        return people / self.people if self.people else 0.0

    @property
    def is_told(self) -> bool:
        """Whether enough people voted for the figures to be shown."""
        return self.people >= FEWEST


def may_see_all_figures(participant: Participant | None, conversation: Conversation) -> bool:
    """Those who do not vote see the figures of every statement; members once voting is over."""
    if is_voting_over(conversation):
        return True
    return participant is not None and participant.part != Part.MEMBER


def counts_for(
    reader: Participant | None, statement: Statement, *, runs_it: bool = False
) -> Counts | None:
    """The counts of a statement; None while this reader has not voted and still could.

    `reader` is the reader's part in the conversation (None: only reads), `runs_it` is for
    conveners, who have no part and never vote.
    """
    allowed = (
        runs_it
        or may_see_all_figures(reader, statement.conversation)
        or standing_vote(reader, statement) is not None
    )
    return counts_of(statement) if allowed else None


def counts_of(statement: Statement) -> Counts:
    def how_many(answer: Answer) -> Count:
        return Count("pk", filter=Q(answer=answer))

    votes = Vote.objects.counted().filter(statement=statement)
    return Counts(
        **votes.aggregate(
            agree=how_many(Answer.AGREE),
            disagree=how_many(Answer.DISAGREE),
            unsure=how_many(Answer.UNSURE),
        )
    )
