"""Chooses reserves: the people to call at the last minute when members drop out.

Drop-outs are played through many times. The first reserve is whoever helps most over all these
panels, the next whoever helps most after that, and on: after Assos, Baharav, Flanigan and
Procaccia, "Alternates, Assemble!" (2025), with whole lists improved one exchange at a time.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import compress

import numpy as np

from publius.panels.certify import count_targets
from publius.panels.checks import is_whole
from publius.panels.dropouts import Aftermath, exchange, rates_for, sample_dropouts
from publius.panels.errors import PoolError, SettingError
from publius.panels.problem import Ints
from publius.panels.randomness import Noise, digest
from publius.panels.standins import Floats, find_stand_ins, rivals
from publius.panels.types import Draw, Person, Place, Reserve, Targets

SHARE = 3  # one reserve for every three places, unless told otherwise
USUAL = 0.2  # the share of members expected to drop out, unless told otherwise
QUICK, THOROUGH = 50, 100  # how often drop-outs are played through


def reserve_count(size: int, asked: int | None) -> int:
    """How many reserves to name: a third of the panel, rounded up, by default."""
    return math.ceil(size / SHARE) if asked is None else asked


def choose_reserves(
    panel: Sequence[Place],
    people: Mapping[str, Person],
    outside: Sequence[Person],
    targets: Targets,
    size: int,
    count: int,
    key: str,
) -> tuple[Reserve, ...]:
    """Name up to ``count`` reserves in the order in which to call them, in a few milliseconds."""
    if not count or not panel:
        return ()
    stand_ins = find_stand_ins(panel, people, outside, targets, size)
    gone = sample_dropouts(np.full(len(panel), USUAL), QUICK, digest(key, "drop-outs"))
    listed = _ReserveList(Aftermath(stand_ins, gone), panel, targets, key)
    listed.fill(count)
    return listed.named()


def reserves_for(
    draw: Draw,
    pool: Sequence[Person],
    targets: Targets,
    *,
    count: int | None = None,
    dropout: float | Mapping[str, float] = USUAL,
    unavailable: Collection[str] = (),
    scenarios: int = THOROUGH,
    seed: int = 0,
) -> tuple[Reserve, ...]:
    """The list of reserves that leaves the smallest error after drop-outs, in calling order.

    ``dropout`` is everybody's chance to drop out, or a chance per member (0.2 for those it does
    not name). People who are ``unavailable`` are not asked. Takes a second or two; the same
    seed gives the same list.

    >>> from publius.panels import Person, Target, Targets, draw
    >>> pool = [Person(name, {"job": "planner"}) for name in ("ada", "bo", "cy")]
    >>> pool += [Person("di", {"job": "driver"}), Person("ed", {"job": "driver"})]
    >>> asked = Targets((Target("job", "driver", 1, 1), Target("job", "planner", 1, 1)))
    >>> drawn = draw(pool, asked, size=2, seed=0, tickets=6)
    >>> surely = {place.person: 1.0 for place in drawn.panel if place.person in {"di", "ed"}}
    >>> [reserve.person in {"di", "ed"} for reserve in
    ...  reserves_for(drawn, pool, asked, count=1, dropout=surely)]
    [True]
    """
    people = {person.id: person for person in pool}
    members = [place.person for place in draw.panel]
    _check(members, people, count, dropout, unavailable, scenarios)
    _check_seats(draw, targets, seed)
    away = {*members, *unavailable}
    outside = [person for person in pool if person.id not in away]
    key = digest(draw.certificate.lottery_digest, str(draw.certificate.ticket), str(seed))
    stand_ins = find_stand_ins(draw.panel, people, outside, targets, draw.size)
    rates = rates_for(members, dropout, USUAL)
    gone = sample_dropouts(rates, scenarios, digest(key, "drop-outs"))
    listed = _ReserveList(Aftermath(stand_ins, gone), draw.panel, targets, key)
    listed.fill(reserve_count(draw.size, count))
    listed.improve()
    return listed.named()


def quota_error(panel: Sequence[Place], pool: Sequence[Person], targets: Targets) -> int:
    """How many people too few or too many the panel holds, over all targets and seats.

    >>> from publius.panels import Person, Place, Target, Targets
    >>> pool = [Person("ada", {"job": "planner"}), Person("bo", {"job": "planner"})]
    >>> asked = Targets((Target("job", "driver", 1, 1), Target("job", "planner", 1, 1)))
    >>> quota_error([Place("ada"), Place("bo")], pool, asked)
    2
    """
    people = {person.id: person for person in pool}
    for place in panel:
        if place.person not in people:
            raise PoolError("unknown-person", id=place.person)
    counts = count_targets((), [people[place.person] for place in panel], targets)
    error = sum(_outside(count.panel, count.minimum, count.maximum) for count in counts)
    for seat in targets.seats:
        filled = sum(place.seat == seat.id for place in panel)
        error += _outside(filled, seat.minimum, seat.maximum)
    return error


def _outside(there: int, minimum: int, maximum: int) -> int:
    return max(0, minimum - there) + max(0, there - maximum)


def _check(
    members: Sequence[str],
    people: Mapping[str, Person],
    count: int | None,
    dropout: float | Mapping[str, float],
    unavailable: Collection[str],
    scenarios: int,
) -> None:
    """Refuse settings that no list could follow."""
    for name in (*members, *unavailable, *(dropout if isinstance(dropout, Mapping) else ())):
        if name not in people:
            raise PoolError("unknown-person", id=name)
    chances = dropout.values() if isinstance(dropout, Mapping) else (dropout,)
    for chance in chances:
        if not (isinstance(chance, (int, float)) and 0.0 <= chance <= 1.0):
            raise SettingError("bad-dropout", dropout=chance)
    if count is not None and not (is_whole(count) and count >= 0):
        raise SettingError("bad-reserves", reserves=count)
    if not (is_whole(scenarios) and scenarios >= 1):
        raise SettingError("bad-scenarios", scenarios=scenarios)


def _check_seats(draw: Draw, targets: Targets, seed: int) -> None:
    if not is_whole(seed):
        raise SettingError("bad-seed", seed=seed)
    if not {place.seat for place in draw.panel} <= {None, *(seat.id for seat in targets.seats)}:
        raise PoolError("other-input")


class _ReserveList:
    """A list of reserves that grows by whoever is most useful, and can be improved."""

    def __init__(
        self, aftermath: Aftermath, panel: Sequence[Place], targets: Targets, key: str
    ) -> None:
        self._aftermath = aftermath
        self._panel = panel
        self._targets = targets
        self._key = key
        self._covers = aftermath.stand_ins.covers()
        self._sizes = np.array([len(g) for g in aftermath.stand_ins.groups], dtype=np.int64)
        draws = Noise(key).uniform(len(self._sizes))
        self._lot = draws ** (1 / np.maximum(self._sizes, 1))  # as if everybody drew a number
        self._names: dict[str, int] = {}
        self._ties: set[str] = set()
        self._queues: dict[int, Iterator[Person]] = {}

    def fill(self, count: int, among: Sequence[int] | None = None) -> None:
        """Add whoever helps most until there are ``count``, or nobody who could help.

        With ``among``, only so many of these groups are taken.
        """
        groups = list(self._names.values())
        counts, free = self._aftermath.after(groups)
        left = self._sizes if among is None else np.bincount(among, minlength=len(self._sizes))
        left = left - np.bincount(groups, minlength=len(left))
        thin = 0.5 ** self._covers[groups].sum(axis=0)
        while len(self._names) < count:
            group = self._best(self._aftermath.gains(counts, free).sum(axis=0), left)
            group = self._best(self._covers @ thin, left) if group is None else group
            if group is None:
                return
            left[group] -= 1
            if self._take(group):
                self._aftermath.step_in(counts, free, group)
                thin = np.where(self._covers[group], thin / 2, thin)

    def improve(self) -> None:
        """Exchange one reserve for another while that helps, then put the list in order anew."""
        wanted = len(self._names)
        groups = exchange(self._aftermath, list(self._names.values()), self._sizes)
        self._names, self._ties, self._queues = {}, set(), {}
        self.fill(wanted, groups)
        self.fill(wanted)

    def _best(self, values: Floats, left: Ints) -> int | None:
        """The group of most value; equals as if everybody in them drew a number."""
        usable = (values > 0) & (left > 0)
        if not usable.any():
            return None
        close = usable & (values > values[usable].max() - 1e-9)
        return int(np.where(close, self._lot, -1.0).argmax())

    def _take(self, group: int) -> bool:
        """Put the next of a group on the list, unless people there exclude them all."""
        if group not in self._queues:
            people = self._aftermath.stand_ins.groups[group]
            turns = sorted(people, key=lambda person: digest(self._key, person.id))
            self._queues[group] = iter(turns)
        for person in self._queues[group]:
            ties = rivals(person, self._targets)
            if self._ties.isdisjoint(ties):
                self._names[person.id] = group
                self._ties.update(ties)
                return True
        return False

    def named(self) -> tuple[Reserve, ...]:
        """The list with the members whom each could replace one for one."""
        members = [place.person for place in self._panel]
        return tuple(
            Reserve(name, tuple(compress(members, self._covers[group])))
            for name, group in self._names.items()
        )
