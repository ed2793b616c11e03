"""Small problems in which some people are confirmed or unavailable, judged by trying everything.

No code of the library: only the words of the rules, any of which can be left out.
"""

from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain, combinations

from hypothesis import strategies as st

from publius.panels import Place, Rule, Targets
from tests.panels.checker import some_seating
from tests.panels.pools import small_problems


@dataclass(frozen=True)
class Settled:
    pool: list
    targets: Targets
    size: int
    confirmed: tuple
    unavailable: tuple

    @property
    def arguments(self):
        return {
            "size": self.size,
            "confirmed": self.confirmed,
            "unavailable": self.unavailable,
        }

    @property
    def held(self):
        people = {person.id: person for person in self.pool}
        return [people[place.person] for place in self.confirmed]

    @property
    def free(self):
        gone = {place.person for place in self.confirmed} | set(self.unavailable)
        return [person for person in self.pool if person.id not in gone]

    def rules(self):
        """Every rule there is, by the name the library gives it."""
        yield Rule("size", "", "", "minimum", self.size)
        for t in self.targets.targets:
            yield Rule("target", t.feature, t.value, "minimum", t.minimum)
            yield Rule("target", t.feature, t.value, "maximum", t.maximum)
        for s in self.targets.seats:
            yield Rule("seat", s.id, s.title, "minimum", s.minimum)
            yield Rule("seat", s.id, s.title, "maximum", s.maximum)
        for group in self.targets.apart:
            yield Rule("apart", "", ", ".join(sorted(group)), "maximum", 1)
        if self.targets.one_per_household:
            yield Rule("household", "", "", "maximum", 1)

    def panels(self, rules=None):
        """Who can be added to the confirmed people under these rules (None: under all)."""
        kept = set(self.rules()) if rules is None else set(rules)
        groups = (combinations(self.free, count) for count in range(len(self.free) + 1))
        for chosen in chain.from_iterable(groups):
            others = all(self._holds(rule, chosen) for rule in kept if rule.kind != "seat")
            if others and self._seated(chosen, kept):
                yield chosen

    def _holds(self, rule, chosen):
        if rule.kind == "size":
            return len(chosen) == self.size - len(self.held)
        if rule.kind == "household":
            homes = [p.household for p in chosen if p.household is not None]
            taken = {p.household for p in self.held}
            return len(set(homes)) == len(homes) and not taken & set(homes)
        if rule.kind == "apart":
            group = set(rule.value.split(", "))
            taken = sum(p.id in group for p in self.held)
            return sum(p.id in group for p in chosen) <= max(0, 1 - taken)
        taken = sum(p.holds(rule.feature, rule.value) for p in self.held)
        there = sum(p.holds(rule.feature, rule.value) for p in chosen)
        if rule.bound == "minimum":
            return there >= rule.limit - taken
        return there <= max(0, rule.limit - taken)

    def _seated(self, chosen, kept):
        taken = Counter(place.seat for place in self.confirmed)
        limits = {(r.feature, r.bound): r.limit for r in kept if r.kind == "seat"}
        seats = tuple(
            replace(
                seat,
                minimum=max(0, limits.get((seat.id, "minimum"), 0) - taken[seat.id]),
                maximum=max(0, limits.get((seat.id, "maximum"), 99) - taken[seat.id]),
            )
            for seat in self.targets.seats
        )
        everybody_fills_one = sum(seat.maximum for seat in self.targets.seats) >= self.size
        return some_seating(chosen, Targets(seats=seats), -1 if everybody_fills_one else 10**6)


@st.composite
def settled_problems(draw):
    """A small problem; of its people some are confirmed, some unavailable, some kept apart."""
    pool, targets, size = draw(small_problems())
    ids = [person.id for person in pool]
    held = draw(st.lists(st.sampled_from(ids), unique=True, max_size=min(2, size)))
    gone = draw(st.sets(st.sampled_from(ids), max_size=2)) - set(held)
    group = draw(st.sets(st.sampled_from(ids), max_size=3))
    people = {person.id: person for person in pool}
    confirmed = tuple(
        Place(name, draw(st.sampled_from([None, *sorted(people[name].seats)]))) for name in held
    )
    if len(group) > 1:
        targets = replace(targets, apart=(*targets.apart, frozenset(group)))
    return Settled(pool, targets, size, confirmed, tuple(sorted(gone)))
