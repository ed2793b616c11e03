"""Whether every ticket is a valid panel, in whole numbers and fast enough for large lotteries.

How many people of each target and group a ticket holds is added up for all rules at once: every
person is one large number with a field per rule.
"""

from collections import Counter, deque
from collections.abc import Sequence
from itertools import pairwise

from publius.panels.public.entrants import Entrants, Limits, Range

Ticket = Sequence[int]


class TicketCheck:
    """Says what is wrong with a ticket, or nothing."""

    def __init__(self, entrants: Entrants, limits: Limits) -> None:
        self._entrants = entrants
        self._limits = limits
        self._ranges = (*limits.targets, *limits.apart)
        self._width = max(limits.size, 1).bit_length() + 1
        self._numbers = [self._packed(person) for person in range(len(entrants.counted))]
        self._counts_fine: dict[int, str | None] = {}
        self._seats_fine: dict[tuple[tuple[int, ...], ...], bool] = {}

    def fault(self, ticket: Ticket) -> str | None:
        """What is wrong with one ticket."""
        free = self._entrants.free
        if len(ticket) != self._limits.size:
            return f"it has {len(ticket)} people instead of {self._limits.size}"
        if any(first >= second for first, second in pairwise(ticket)):
            return "its people are not in order, or somebody is on it twice"
        if not all(free[person] for person in ticket):
            return "somebody on it cannot be drawn"
        return self._household_fault(ticket) or self._counts_fault(ticket) or self._seats(ticket)

    def _packed(self, person: int) -> int:
        targets = len(self._limits.targets)
        fields = (
            *self._entrants.counted[person],
            *(targets + n for n in self._entrants.apart[person]),
        )
        return sum(1 << (self._width * field) for field in fields)

    def _household_fault(self, ticket: Ticket) -> str | None:
        if not self._entrants.one_per_household:
            return None
        homes = [h for n in ticket if (h := self._entrants.household[n]) is not None]
        return "two people on it share a household" if len(set(homes)) < len(homes) else None

    def _counts_fault(self, ticket: Ticket) -> str | None:
        total = sum(map(self._numbers.__getitem__, ticket))
        if total not in self._counts_fine:
            self._counts_fine[total] = self._broken_rule(total)
        return self._counts_fine[total]

    def _broken_rule(self, total: int) -> str | None:
        mask = (1 << self._width) - 1
        for number, (least, most) in enumerate(self._ranges):
            held = total >> (self._width * number) & mask
            if not least <= held <= most:
                rule = f"target {number + 1}" if number < len(self._limits.targets) else "a group"
                return f"{rule} allows {least} to {most} of its people, and it has {held}"
        return None

    def _seats(self, ticket: Ticket) -> str | None:
        if not self._limits.seats:
            return None
        fits = tuple(sorted(self._entrants.seats[person] for person in ticket))
        if fits not in self._seats_fine:
            everybody = not self._limits.general
            self._seats_fine[fits] = can_be_seated(fits, self._limits.seats, everybody=everybody)
        return None if self._seats_fine[fits] else "its people cannot fill the seats"


def can_be_seated(
    fits: Sequence[tuple[int, ...]], seats: Sequence[Range], *, everybody: bool
) -> bool:
    """Whether people who fit these seats can fill every must-have place, and all find a seat.

    If some people can fill all must-haves, and all people can be seated, then both can be had
    at once (Mendelsohn and Dulmage, 1958).

    >>> can_be_seated([(0,), (0, 1)], [(1, 1), (1, 1)], everybody=True)
    True
    >>> can_be_seated([(0,), (0,)], [(1, 1), (1, 1)], everybody=True)
    False
    """
    groups = Counter(fits)
    musts = [least for least, _ in seats]
    if most_seated(groups, musts) < sum(musts):
        return False
    return not everybody or most_seated(groups, [most for _, most in seats]) == len(fits)


def most_seated(groups: Counter[tuple[int, ...]], room: Sequence[int]) -> int:
    """How many people can be seated at once: a maximum flow, by shortest augmenting paths."""
    free = list(room)
    sitting: list[Counter[tuple[int, ...]]] = [Counter() for _ in room]
    seated = 0
    for group, people in groups.items():
        for _ in range(people):
            path = _path_to_room(group, free, sitting)
            if path is None:
                break
            _move_along(path, free, sitting)
            seated += 1
    return seated


Step = tuple[tuple[int, ...], int]  # people of this kind take one place of this seat


def _path_to_room(
    group: tuple[int, ...], free: Sequence[int], sitting: Sequence[Counter[tuple[int, ...]]]
) -> list[Step] | None:
    """Who has to move where, so that one more person of a kind finds a place."""
    came: dict[int, Step | None] = {}
    kinds: dict[int, tuple[int, ...]] = {}
    queue: deque[tuple[tuple[int, ...], int | None]] = deque([(group, None)])
    while queue:
        kind, left = queue.popleft()
        for seat in kind:
            if seat in came:
                continue
            came[seat] = None if left is None else (kind, left)
            kinds[seat] = kind
            if free[seat] > 0:
                return _walk_back(seat, came, kinds)
            queue.extend((other, seat) for other, held in sitting[seat].items() if held)
    return None


def _walk_back(
    seat: int, came: dict[int, Step | None], kinds: dict[int, tuple[int, ...]]
) -> list[Step]:
    steps = [(kinds[seat], seat)]
    while (before := came[seat]) is not None:
        seat = before[1]
        steps.append((kinds[seat], seat))
    return steps


def _move_along(
    steps: Sequence[Step], free: list[int], sitting: Sequence[Counter[tuple[int, ...]]]
) -> None:
    """Seat the last mover first: each kind leaves the seat of the step that follows it."""
    free[steps[0][1]] -= 1
    for number, (kind, seat) in enumerate(steps):
        sitting[seat][kind] += 1
        if number + 1 < len(steps):
            sitting[steps[number + 1][1]][kind] -= 1
