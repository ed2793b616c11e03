"""How many said what about a statement, and who may know it before they vote."""

from dataclasses import dataclass

from ..models import Conversation, Part, Participant
from .voting import is_voting_over

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
