"""The lottery: a published list of equally likely, valid panels. A seed picks one of them.

The list depends only on the input, never on the seed, so it can be published and checked before
the draw; what the seed then picks is decided by SHA-256 alone.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from publius.panels import certify
from publius.panels.balance import able_types, balance, highest_smallest
from publius.panels.checks import check_input, check_settings, is_whole
from publius.panels.errors import InfeasibleError, SettingError
from publius.panels.explain import explain_conflict, find_panel
from publius.panels.objectives.objective import Objective, as_objective, check_weights_of
from publius.panels.objectives.statements import Outcome, state_outcome
from publius.panels.problem import Problem, build_problem
from publius.panels.progress import Deadline, NullProgress, Progress
from publius.panels.randomness import digest, index_below
from publius.panels.realise import Mixture, deviation
from publius.panels.relaxation import Ideal
from publius.panels.request import Request, canonical_request
from publius.panels.reserves import choose_reserves, reserve_count
from publius.panels.rounding import interleave, share_out, ticket_count
from publius.panels.seating import as_places, seat_people
from publius.panels.tickets import chances_of, name_people
from publius.panels.types import Certificate, Draw, Person, Place, Reserve, Targets

ALGORITHM = "leximin-lottery"
VERSION = "2"


@dataclass(frozen=True, slots=True)
class Lottery:
    """Equally likely tickets, each a valid panel: indexes into ``ids``, one row per ticket."""

    request: Request
    ids: tuple[str, ...]
    tickets: NDArray[np.int32]
    input_digest: str
    digest: str
    ideal: Ideal
    mixture: Mixture
    problem: Problem

    def people_on(self, ticket: int) -> tuple[str, ...]:
        """The ids on one ticket, with everybody confirmed beforehand."""
        drawn = (self.ids[index] for index in self.tickets[ticket])
        return tuple(sorted((*drawn, *(place.person for place in self.request.confirmed))))

    def chances(self) -> dict[str, float]:
        """Everybody's chance: the share of the tickets they are on."""
        chances = dict.fromkeys((person.id for person in self.request.pool), 0.0)
        shares = chances_of(self.tickets, len(self.ids)).tolist()
        chances.update(zip(self.ids, shares, strict=True))
        chances.update((place.person, 1.0) for place in self.request.confirmed)
        return chances

    def exact_chances(self) -> dict[str, float]:
        """Everybody's chance in the mixture of panels, before it was divided into tickets."""
        chances = dict.fromkeys((person.id for person in self.request.pool), 0.0)
        levels = self.mixture.chances(self.problem.counts).tolist()
        for people, level in zip(self.problem.members, levels, strict=True):
            chances.update(dict.fromkeys(people, level))
        chances.update((place.person, 1.0) for place in self.request.confirmed)
        return chances

    def draw(self, seed: int, *, ticket: int | None = None) -> Draw:
        """Pick the ticket that the seed decides, seat its people and name reserves.

        A ``ticket`` that was drawn in public is taken as it is; the seed then only settles what
        the ticket leaves open, such as who of two people takes which of two seats.
        """
        request = self.request
        check_settings(request.objective(), seed, request.tickets, request.reserves)
        settled = given_ticket(ticket, len(self.tickets))
        if ticket is None:
            ticket = index_below(len(self.tickets), self.digest, str(seed))
        key = digest(self.digest, str(seed))
        panel = seat_ticket(request, [self.ids[index] for index in self.tickets[ticket]], key)
        chances = self.chances()
        return Draw(
            panel=panel,
            chances=chances,
            reserves=name_reserves(request, panel, key),
            certificate=self._certificate(panel, chances, ticket),
            method=request.method,
            seed=seed,
            size=request.size,
            input_digest=self.input_digest,
            algorithm=ALGORITHM,
            version=VERSION,
            parameters={**request.parameters(), **settled},
        )

    def _certificate(
        self, panel: Sequence[Place], chances: Mapping[str, float], ticket: int
    ) -> Certificate:
        request, mixture = self.request, self.mixture
        people = {person.id: person for person in request.pool}
        members = [people[place.person] for place in panel]
        settled = {place.person for place in request.confirmed} | set(request.unavailable)
        asked = {person: c for person, c in chances.items() if person not in settled}
        unselectable = self._unselectable(asked)
        measured = certify.chances_of_selectable(asked, unselectable)
        smallest = float(measured.min(initial=1.0))
        bound = highest_smallest(self.ideal, mixture)
        return Certificate(
            bound=bound,
            smallest=smallest,
            largest=float(measured.max(initial=0.0)),
            gini=certify.gini(measured),
            geometric_mean=certify.geometric_mean(measured),
            deviation=deviation(mixture, self.problem),
            ticket_deviation=self._ticket_deviation(chances),
            tickets=len(self.tickets),
            panels=len({ticket.tobytes() for ticket in self.tickets}),
            ticket=ticket,
            lottery_digest=self.digest,
            unselectable=unselectable,
            targets=certify.count_targets(request.pool, members, request.targets),
            seats=certify.count_seats(request.pool, panel, request.targets),
            statement=self._statement(asked, unselectable, smallest, bound),
        )

    def _statement(
        self,
        asked: Mapping[str, float],
        unselectable: Collection[str],
        smallest: float,
        bound: float,
    ) -> str:
        out = set(unselectable)
        pairs = zip(self.problem.members, self.ideal.aim.tolist(), strict=True)
        outcome = Outcome(
            chances={person: chance for person, chance in asked.items() if person not in out},
            aimed={person: aim for people, aim in pairs for person in people},
            smallest=smallest,
            bound=bound,
            tickets=len(self.tickets),
            places=self.problem.size,
            proven=self.mixture.proven,
        )
        return state_outcome(self.request.objective(), outcome)

    def _unselectable(self, asked: Mapping[str, float]) -> tuple[str, ...]:
        fits = able_types(self.ideal, self.mixture).tolist()
        able = {
            person
            for people, fit in zip(self.problem.members, fits, strict=True)
            if fit
            for person in people
        }
        return tuple(sorted(p for p, chance in asked.items() if p not in able and chance == 0.0))

    def _ticket_deviation(self, chances: Mapping[str, float]) -> float:
        exact = self.exact_chances()
        return max((abs(chances[person] - chance) for person, chance in exact.items()), default=0.0)


def given_ticket(ticket: int | None, tickets: int) -> dict[str, int]:
    """A ticket that no seed decides, as it is stored with a run; nothing where a seed decides."""
    if ticket is None:
        return {}
    if not (is_whole(ticket) and 0 <= ticket < tickets):
        raise SettingError("ticket-outside", ticket=ticket, last=tickets - 1)
    return {"ticket": ticket}


def seat_ticket(request: Request, ids: Sequence[str], key: str) -> tuple[Place, ...]:
    """The panel of one ticket: its people on seats they fit, beside those confirmed before."""
    people = {person.id: person for person in request.pool}
    held = {place.person: place.seat for place in request.confirmed}
    taken = Counter(seat for seat in held.values() if seat is not None)
    seats = seat_people([people[each] for each in ids], request.targets.seats, taken, key)
    return as_places([*held, *seats], {**seats, **held})


def name_reserves(request: Request, panel: Sequence[Place], key: str) -> tuple[Reserve, ...]:
    """Who steps in for this panel, in their order."""
    people = {person.id: person for person in request.pool}
    inside = {place.person for place in panel} | set(request.unavailable)
    outside = [person for person in request.pool if person.id not in inside]
    count = reserve_count(request.size, request.reserves)
    return choose_reserves(panel, people, outside, request.targets, request.size, count, key)


def prepare(
    pool: Sequence[Person],
    targets: Targets,
    *,
    size: int,
    method: str | Objective = "leximin",
    confirmed: Sequence[Place] = (),
    unavailable: Collection[str] = (),
    reserves: int | None = None,
    tickets: int | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Lottery:
    """Make the lottery without drawing from it, so that it can be published first."""
    check_settings(method, 0, tickets, reserves)
    check_input(pool, targets, size, confirmed, unavailable)
    settled = {*unavailable, *(place.person for place in confirmed)}
    check_weights_of(as_objective(method), (person.id for person in pool), settled)
    request = canonical_request(
        pool, targets, size, confirmed, unavailable, method, tickets, reserves
    )
    listener: Progress = progress or NullProgress()
    if time_limit is None:
        return _prepare(request, listener)
    deadline = Deadline(time_limit, listener)
    with deadline.watched():
        return _prepare(request, deadline)


def _prepare(request: Request, progress: Progress) -> Lottery:
    problem = _state(request)
    if find_panel(problem) is None:
        raise InfeasibleError(
            explain_conflict(
                problem,
                request.pool,
                request.targets,
                request.size,
                request.confirmed,
                request.unavailable,
            )
        )
    given = request.input_digest()
    key = digest(given, repr(sorted(request.parameters().items())))
    found = balance(problem, request.objective(), key, progress, partial(_state, request))
    problem, ideal, mixture = found.problem, found.ideal, found.mixture
    count = request.tickets or ticket_count(problem)
    order = interleave(share_out(mixture, problem.counts, count))
    ids, tickets = name_people(problem, mixture, order, key)
    mark = digest(key, *ids, tickets.astype("<i4").tobytes().hex())
    progress.step(1, 1, "The lottery is ready")
    return Lottery(request, ids, tickets, given, mark, ideal, mixture, problem)


def _state(request: Request, bands: Mapping[str, int] = MappingProxyType({})) -> Problem:
    return build_problem(
        request.pool,
        request.targets,
        request.size,
        request.confirmed,
        request.unavailable,
        bands,
    )
