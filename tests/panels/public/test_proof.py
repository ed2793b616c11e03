"""The proof in the file: rigorous whatever the solver said, and as sharp as whole panels allow."""

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings

from publius.panels import InfeasibleError, Person, Target, Targets, prepare
from publius.panels.public import (
    SeedOutcome,
    SeedRule,
    Verdict,
    codes_of,
    conclude,
    lottery_text,
    publish,
    verify,
)
from publius.panels.public.bound import heaviest_panel, kept_out, smallest_chance_bound
from publius.panels.public.entrants import limits_left, read_entrants
from tests.panels.checker import all_panels, leximin
from tests.panels.pools import SHARED, shared_pool, small_problems
from tests.panels.public.lotteries import SALT
from tests.panels.public.test_breaks import broken
from tests.shared_data import needs_shared

FREE = {"size": 0, "targets": [0, 0], "seats": [], "apart": [], "households": []}


def reason(**prices):
    """One case; rules without a price cost nothing."""
    return {"prices": {**FREE, **prices}, "splits": []}


def trades():
    """Three planners and a driver; one of each sits on the panel."""
    pool = [Person(name, {"job": "planner"}) for name in ("ada", "bo", "cy")]
    pool.append(Person("di", {"job": "driver"}))
    return pool, Targets((Target("job", "driver", 1, 1), Target("job", "planner", 1, 1)))


def document_of(pool, targets, size, tickets=60):
    try:
        lottery = prepare(pool, targets, size=size, tickets=tickets)
    except InfeasibleError:
        assume(False)
    return publish(lottery, rule=SeedRule(), salt=SALT), codes_of(lottery, SALT)


def read(document):
    entrants = read_entrants(document["sections"])
    return entrants, limits_left(document["sections"]["rules"], entrants)


def test_a_price_on_planners_proves_that_each_gets_a_third():
    document, _ = document_of(*trades(), 2)
    entrants, limits = read(document)
    planner = next(n for n, t in enumerate(document["sections"]["rules"]["targets"])
                   if t["value"] == "planner")  # fmt: skip
    weights = [int(planner in counted) for counted in entrants.counted]
    prices = reason(targets=[int(n == planner) for n in range(2)])

    assert heaviest_panel(entrants, limits, weights, prices) == 1
    assert smallest_chance_bound(entrants, limits, weights, prices) == Fraction(1, 3)
    assert document["sections"]["report"]["bound"] == "0.333333334"


def test_without_prices_the_bound_is_that_nobody_has_more_than_all():
    document, _ = document_of(*trades(), 2)

    assert smallest_chance_bound(*read(document), [1] * 4, reason()) == 1
    assert smallest_chance_bound(*read(document), [0] * 4, reason()) == 1


def test_a_price_proves_that_somebody_is_in_no_panel():
    pool = [Person("ada", {"job": "planner"}), Person("bo", {"job": "driver"})]
    targets = Targets((Target("job", "driver", 0, 0), Target("job", "planner", 0, 1)))
    document, codes = document_of(pool, targets, 1, tickets=1)
    entrants, limits = read(document)
    driver = document["sections"]["people"]["codes"].index(codes["bo"])
    dear = reason(targets=[5, 0])

    assert document["sections"]["report"]["unselectable"] == [driver]
    assert kept_out(entrants, limits, [driver], dear, 5)
    assert not kept_out(entrants, limits, [1 - driver], dear, 5)
    assert not kept_out(entrants, limits, [driver], reason(), 5)


def test_what_only_whole_panels_forbid_is_proven_in_cases():
    """Of three people, each pair shares a job of which one may sit: 1, not the 1.5 of fractions."""
    pool = [
        Person(f"p{half}{n}", {f"job {half}": frozenset({str(n), str((n + 1) % 3)})})
        for half in range(2)
        for n in range(3)
    ]
    targets = tuple(Target(f"job {half}", str(n), 0, 1) for half in range(2) for n in range(3))
    document, _ = document_of([*pool, Person("other")], Targets(targets), 3)

    report = document["sections"]["report"]
    found = {check.code: check for check in verify(document).checks}["bound"]

    assert (report["found"], report["bound"]) == ("0.333333333", "0.333333334")
    assert found.verdict is Verdict.PASSED
    assert set(document["sections"]["proof"]["reason"]) == {"people", "most", "upto", "above"}
    assert broken(lottery_text(document).encode()) == []


def test_who_is_kept_out_by_whole_panels_alone_is_proven_in_cases():
    """With zoe, the two triples would have to send three; each sends one, or 1.5 in fractions."""
    pool = [
        Person(f"p{half}{n}", {f"job {half}": frozenset({str(n), str((n + 1) % 3)}), "q": "yes"})
        for half in range(2)
        for n in range(3)
    ]
    pool += [Person("zoe"), Person("fay", {"q": "yes"}), Person("gus")]
    targets = [Target(f"job {half}", str(n), 0, 1) for half in range(2) for n in range(3)]
    rules = Targets((*targets, Target("q", "yes", 3, 4)), apart=(frozenset({"zoe", "fay"}),))

    document, codes = document_of(pool, rules, 4)
    out = document["sections"]["report"]["unselectable"]
    found = {check.code: check for check in verify(document).checks}["unselectable"]

    assert [document["sections"]["people"]["codes"][n] for n in out] == [codes["zoe"]]
    assert len(document["sections"]["proof"]["unselectable"]) == 1
    assert found.verdict is Verdict.PASSED
    assert broken(lottery_text(document).encode()) == []


@settings(max_examples=150, deadline=None)
@given(small_problems())
def test_whatever_is_published_verifies_and_its_claims_are_true(problem):
    pool, targets, size = problem
    document, codes = document_of(pool, targets, size)
    panels = all_panels(pool, targets, size)
    chances = leximin(panels, len(pool))
    inside = {position for panel in panels for position in panel}
    order = document["sections"]["people"]["codes"]

    drawn = conclude(document, SeedOutcome(0))
    report = document["sections"]["report"]

    assert broken(lottery_text(drawn).encode()) == []
    assert verify(drawn, commitment=document["commitment"]).complete
    assert [order[n] for n in report["unselectable"]] == sorted(
        codes[person.id] for number, person in enumerate(pool) if number not in inside
    )
    best = min((chances[number] for number in inside), default=1)
    assert float(report["smallest"]) - 1e-6 <= best
    assert float(report["found"]) == pytest.approx(best, abs=1e-6)
    assert float(report["bound"]) == pytest.approx(best, abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(small_problems())
def test_somebody_who_could_be_selected_is_never_proven_out(problem):
    pool, targets, size = problem
    document, codes = document_of(pool, targets, size)
    inside = {codes[pool[n].id] for panel in all_panels(pool, targets, size) for n in panel}
    entrants, limits = read(document)
    proof = document["sections"]["proof"]
    order = document["sections"]["people"]["codes"]

    named = [n for reason in proof["unselectable"] for n in reason["people"]]
    everybody = range(len(order))

    assert [order[n] for n in named if order[n] in inside] == []
    for reason in proof["unselectable"]:
        wrong = [n for n in everybody if order[n] in inside
                 and kept_out(entrants, limits, [n], reason["reason"], proof["scale"])]  # fmt: skip
        assert wrong == []


@pytest.mark.parametrize("name", [name for name in SHARED if name != "opendlp_monitoring"])
def test_the_bound_is_that_of_the_certificate_where_the_relaxation_is_tight(name):
    pool, targets, size = shared_pool(needs_shared(f"sortition/{name}"))
    lottery = prepare(pool, targets, size=size)
    document = publish(lottery, rule=SeedRule(), salt=SALT)

    found = verify(document, commitment=document["commitment"])

    assert [c for c in found.checks if c.verdict is not Verdict.PASSED] == []
    bound = float(document["sections"]["report"]["bound"])
    assert bound == pytest.approx(lottery.draw(0).certificate.bound, abs=1e-7)
