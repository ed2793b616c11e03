"""Progress is reported, can cancel, and a late draw is refused rather than cut short."""

import pytest

from publius.panels import TimeLimitError, draw
from tests.panels.pools import council_pool


class Listener:
    def __init__(self, stop_at=None):
        self.heard = []
        self.stop_at = stop_at

    def step(self, done, total, message):
        self.heard.append((done, total, message))
        if len(self.heard) == self.stop_at:
            raise KeyboardInterrupt


def test_a_draw_tells_how_far_it_is():
    pool, targets, size = council_pool()
    listener = Listener()

    draw(pool, targets, size=size, seed=0, progress=listener)

    assert listener.heard[-1] == (1, 1, "The lottery is ready")
    assert all(done <= total for done, total, _ in listener.heard)


def test_raising_from_progress_cancels_the_draw():
    pool, targets, size = council_pool()

    with pytest.raises(KeyboardInterrupt):
        draw(pool, targets, size=size, seed=0, progress=Listener(stop_at=3))


def test_listening_does_not_change_the_draw():
    pool, targets, size = council_pool()

    heard = draw(pool, targets, size=size, seed=0, progress=Listener(), time_limit=600)

    assert heard == draw(pool, targets, size=size, seed=0)


def test_a_draw_that_takes_too_long_is_stopped():
    pool, targets, size = council_pool()

    with pytest.raises(TimeLimitError, match="stopped after 0 seconds"):
        draw(pool, targets, size=size, seed=0, time_limit=0)
