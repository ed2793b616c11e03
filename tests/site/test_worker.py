"""The worker does everybody's waiting work, and one failing part never stops the others."""

import inspect
import threading
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest

from publius import web
from publius.site.sweeps import SWEEPS, unless_read_only
from publius.site.worker import LONGEST_PAUSE, Turn, Worker, do_all_once
from publius.web.notify.actions import queue_message
from publius.web.notify.models import Message
from publius.web.switches.actions import note_worker_alive, turn_on
from publius.web.switches.models import Brake, Heartbeat
from publius.web.work import WorkState
from tests.factories import PersonFactory


def always_failing() -> int:
    raise RuntimeError("out of order")


def test_a_failing_sweep_is_left_alone_for_longer_each_time():
    turn, now, tries = Turn(always_failing), 0.0, []
    while now < 600:
        if now >= turn.not_before:
            tries.append(now)
        turn.take(now)
        now += 1

    pauses = [later - earlier for earlier, later in pairwise(tries)]
    assert pauses[:6] == [2, 4, 8, 16, 32, LONGEST_PAUSE]
    assert set(pauses[6:]) == {LONGEST_PAUSE}


def test_a_sweep_that_works_again_is_called_every_time_again():
    answers = iter([RuntimeError("no"), 1, 1, 1])

    def recovering() -> int:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    turn = Turn(recovering)

    assert [turn.take(float(second)) for second in range(5)] == [0, 0, 1, 1, 1]
    assert turn.failures == 0


def test_beside_a_failing_sweep_the_others_of_the_lane_go_on():
    worker, done = Worker(lanes={}), []

    def useful() -> int:
        done.append(1)
        if len(done) == 3:
            worker.stopping.set()
        return 1

    lane = threading.Thread(target=worker._run_lane, args=([Turn(always_failing), Turn(useful)],))
    lane.start()
    lane.join(10)

    assert len(done) == 3


def test_a_worker_told_to_stop_finishes_the_row_it_holds():
    worker, started, finish, finished = Worker(lanes={}), *(threading.Event() for _ in range(3))

    def long_sweep() -> int:
        started.set()
        finish.wait(10)
        finished.set()
        return 1

    lane = threading.Thread(target=worker._run_lane, args=([Turn(long_sweep)],))
    lane.start()
    started.wait(10)
    worker.stopping.set()
    finish.set()
    lane.join(10)

    assert (finished.is_set(), lane.is_alive()) == (True, False)


@pytest.mark.django_db
def test_a_tick_does_everything_that_is_due(person, mailoutbox):
    for number in range(60):
        queue_message(purpose="p", subject=f"{number}", body="b", person=person)

    counts = do_all_once()

    assert counts["publius.web.notify.tasks.send_due_messages"] == 60
    assert len(mailoutbox) == 60


@pytest.mark.django_db
def test_a_tick_forgets_sessions_messages_and_workers_that_are_gone(person):
    counts = do_all_once()

    assert (counts["messages forgotten"], counts["workers forgotten"]) == (0, 0)


@pytest.mark.django_db
def test_a_worker_signs_in_one_row_however_long_it_runs():
    for _ in range(3):
        note_worker_alive(worker="here:1")

    assert Heartbeat.objects.get().worker == "here:1"


@pytest.mark.django_db
def test_while_read_only_changes_wait_but_sign_in_codes_go_out(person, mailoutbox):
    turn_on(brake=Brake.READ_ONLY, by=PersonFactory(is_host=True))
    queue_message(purpose="code", subject="Your code", body="1", person=person, secret=True)
    called = []

    held = unless_read_only(lambda: called.append(1) or 1)()
    for sweep in SWEEPS:
        sweep()

    assert (held, called) == (0, [])
    assert (len(mailoutbox), Message.objects.get().work_state) == (1, WorkState.DONE)


def test_every_sweep_that_an_app_has_is_in_a_lane():
    apps = Path(web.__file__).parent
    names = [path.parent.name for path in apps.glob("*/tasks.py")]
    names += [path.parent.parent.name for path in apps.glob("*/tasks/__init__.py")]
    modules = [import_module(f"publius.web.{name}.tasks") for name in names]
    sweeps = {
        f"{function.__module__}.{name}"
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__.startswith(module.__name__) and not name.startswith("_")
    }

    assert {f"{sweep.__module__}.{sweep.__name__}" for sweep in SWEEPS} == sweeps
