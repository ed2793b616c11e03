"""The solver: missing, stopped by the clock, and the same in every process."""

import subprocess
import sys
import time

import pytest

from publius.panels import Person, Target, Targets, TimeLimitError, draw
from publius.panels.progress import Deadline, NullProgress
from publius.panels.solver import Program
from tests.panels.pools import council_pool

WITHOUT = """
import sys
sys.modules["highspy"] = None
from publius.panels import Person, Targets, SolverError, draw
try:
    draw([Person("ada")], Targets(), size=1, seed=0)
except SolverError as error:
    print(error.code, str(error))
"""

DRAWN = """
from publius.panels import as_plain, canonical_text, draw
from tests.panels.pools import council_pool
pool, targets, size = council_pool()
print(canonical_text(as_plain(draw(pool, targets, size=size, seed=4))))
"""


def said_by(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stderr == ""
    return done.stdout


def test_without_the_solver_a_draw_says_what_to_install():
    assert said_by(WITHOUT) == (
        "solver-missing The solver HiGHS is not installed, so nothing can be drawn. "
        "Install the package highspy.\n"
    )


def test_every_process_draws_the_same_byte_for_byte():
    assert said_by(DRAWN) == said_by(DRAWN) != ""


def test_ten_draws_in_one_process_are_identical():
    pool, targets, size = council_pool()

    draws = [draw(pool, targets, size=size, seed=4) for _ in range(10)]

    assert draws == draws[:1] * 10


def test_the_time_limit_stops_a_solve_that_tells_nobody_how_far_it_is(monkeypatch):
    pool, targets, size = council_pool()
    solve = Program.solve

    def slow(self):
        time.sleep(0.02)
        return solve(self)

    monkeypatch.setattr(Program, "solve", slow)

    started = time.monotonic()
    with pytest.raises(TimeLimitError, match=r"stopped after 0\.1 seconds"):
        draw(pool, targets, size=size, seed=0, time_limit=0.1)
    assert time.monotonic() - started < 5


def test_a_deadline_is_watched_only_inside_its_block():
    deadline = Deadline(60, NullProgress())

    with deadline.watched():
        inside = Deadline.current()

    assert (inside, Deadline.current()) == (deadline, None)


def test_a_draw_after_a_late_one_is_not_late():
    pool = [Person(f"p{n}", {"side": ("left", "right")[n % 2]}) for n in range(6)]
    targets = Targets((Target("side", "left", 1, 1),))
    with pytest.raises(TimeLimitError):
        draw(pool, targets, size=2, seed=0, time_limit=0)

    assert len(draw(pool, targets, size=2, seed=0).panel) == 2
