"""Small assignments worked by hand, how Hypothesis makes up more, and all that is possible."""

from itertools import combinations, product

from hypothesis import strategies as st

from publius.matching.assignment import Fits, Load, Place, Quota, Seat

PEOPLE = ("Ada", "Bo", "Cy", "Di")


def loads(maximum=1, minimum=0, people=PEOPLE):
    return [Load(person, minimum, maximum) for person in people]


def pairs(assignment):
    return [(place.seat, place.person) for place in assignment.places]


def said(error):
    return list(error.value.clash.sentences)


@st.composite
def inputs(draw):
    """Up to three seats and four people, with every kind of rule."""
    seats = draw(st.lists(st.sampled_from("rst"), min_size=1, max_size=3, unique=True))
    people = draw(st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4, unique=True))
    both = list(product(seats, people))
    values = draw(st.lists(st.integers(0, 10), min_size=len(both), max_size=len(both)))
    conflicts = [Place(*pair) for pair in both if draw(st.integers(0, 9)) == 0]
    return {
        "seats": [draw(some_seat(seat)) for seat in seats],
        "loads": [draw(some_load(person)) for person in people],
        "fits": Fits.of([(*pair, value / 10) for pair, value in zip(both, values, strict=True)]),
        "conflicts": conflicts,
        "quotas": draw(st.lists(some_quota(people, seats), max_size=1)),
    }


def some_seat(seat):
    return st.builds(
        lambda low, more, must, call: Seat(seat, low, max(1, low + more), must, call),
        st.integers(0, 2),
        st.integers(0, 1),
        st.sampled_from((True, True, False)),
        st.sampled_from((None, None, "call")),
    )


def some_load(person):
    return st.builds(
        lambda low, more: Load(person, low, low + more),
        st.sampled_from((0, 0, 1)),
        st.integers(1, 2),
    )


def some_quota(people, seats):
    return st.builds(
        lambda who, where, low, more: Quota("feature", who, where, low, low + more),
        st.frozensets(st.sampled_from(people), min_size=1),
        st.none() | st.frozensets(st.sampled_from(seats), min_size=1),
        st.integers(0, 1),
        st.integers(0, 2),
    )


def broken(given, places):
    """What a set of places does not keep, in the plainest of codes."""
    places = [tuple(place) for place in places]
    found = [] if len(set(places)) == len(places) else ["twice on a seat"]
    for seat in given["seats"]:
        here = [person for at, person in places if at == seat.id]
        if not (seat.minimum if seat.must else 0) <= len(here) <= seat.maximum:
            found.append(f"seat {seat.id}")
    calls = {seat.id: seat.call for seat in given["seats"]}
    for load in given["loads"]:
        theirs = [seat for seat, person in places if person == load.person]
        if not load.minimum <= len(theirs) <= load.maximum:
            found.append(f"load {load.person}")
        rooms = [calls[seat] for seat in theirs if calls[seat]]
        if len(set(rooms)) < len(rooms):
            found.append(f"call {load.person}")
    found += [
        f"conflict {place.person}"
        for place in given["conflicts"]
        if (place.seat, place.person) in places
    ]
    for quota in given["quotas"]:
        count = sum(
            person in quota.people and (quota.seats is None or seat in quota.seats)
            for seat, person in places
        )
        if not quota.minimum <= count <= quota.maximum:
            found.append(f"quota {quota.feature}")
    return found


def everything_possible(given):
    """Every set of places that keeps all the rules."""
    table = given["fits"].table.toarray()
    rows, columns = given["fits"].seats, given["fits"].people
    fitting = [
        (seat, person)
        for (i, seat), (j, person) in product(enumerate(rows), enumerate(columns))
        if table[i, j] > 0
    ]
    for count in range(len(fitting) + 1):
        for places in combinations(fitting, count):
            if not broken(given, places):
                yield places


def total(given, places):
    fits = given["fits"]
    return sum(
        fits.table[fits.seats.index(seat), fits.people.index(person)] for seat, person in places
    )


def lowest(given, places):
    scores = [
        total(given, [place for place in places if place[0] == seat.id]) / seat.size
        for seat in given["seats"]
        if seat.must and seat.minimum
    ]
    return min(scores, default=0.0)
