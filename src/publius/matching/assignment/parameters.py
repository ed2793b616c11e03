"""Every constant of the assignment in one place, with its reason; written into each result."""

from dataclasses import dataclass

from publius.matching.records import Record

ALGORITHM = "fair-floor"
VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentParameters(Record):
    """The constants of ``fair-floor``; change one and it is another algorithm.

    - ``nearest``: each seat keeps its this many best people in view and each person their best
      seats (or three times as many as they can take); all of them, if that is not enough.
    - ``floor_shares``, ``floor_price``: no seat may score below a share of the highest floor that
      could be had if people could be split. The first of these shares that costs less than
      ``floor_price`` of the total is kept; the last one is kept whatever it costs.
    - ``emphasis``, ``emphasised``: what a seat gains counts 1 + ``emphasis`` times until its
      score reaches what this share of the seats would not reach if only the total counted:
      twice, for the worst-off. Three times would cost the total twice as much.
    - ``tenth``: the share of seats behind the figure "lowest tenth".
    - ``slack``: for whole people only pairs are weighed that would cost or gain less than this
      share of the mean fit; the others stay as they are, and are weighed too where that is not
      enough.
    - ``gap``, ``nodes``: the search ends this close to its own bound, or after so many branches.
    """

    nearest: int = 40
    floor_shares: tuple[float, ...] = (1.0, 0.99, 0.95)
    floor_price: float = 0.005
    emphasis: float = 1.0
    emphasised: float = 0.15
    tenth: float = 0.1
    slack: float = 0.01
    gap: float = 1e-4
    nodes: int = 500


PARAMETERS = AssignmentParameters()
