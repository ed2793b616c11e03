"""How sure one can be that there are groups, and these: firm, tentative, or none to speak of."""

from publius.opinion.grouping import Grouping
from publius.opinion.types import Confidence

ENOUGH_PEOPLE = 30
CLEAR_MARGIN = 0.05
FIRM_MARGIN = 0.1


def judge(grouping: Grouping) -> Confidence:
    """Say how firm the groups are, from how many people there are and how clear the choice was."""
    people = int(grouping.included.sum())
    if grouping.k < 2 or people < ENOUGH_PEOPLE or grouping.margin < CLEAR_MARGIN:
        return Confidence.NONE
    return Confidence.FIRM if grouping.margin >= FIRM_MARGIN else Confidence.TENTATIVE
