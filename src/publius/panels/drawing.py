"""What most callers want: draw a panel."""

from collections.abc import Collection, Sequence

from publius.panels.lottery import prepare
from publius.panels.objectives.objective import Objective
from publius.panels.progress import Progress
from publius.panels.types import Draw, Person, Place, Targets


def draw(
    pool: Sequence[Person],
    targets: Targets,
    *,
    size: int,
    seed: int,
    method: str | Objective = "leximin",
    confirmed: Sequence[Place] = (),
    unavailable: Collection[str] = (),
    reserves: int | None = None,
    tickets: int | None = None,
    ticket: int | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Draw:
    """Draw a panel that satisfies every target, with chances as equal as possible.

    ``leximin`` raises the smallest chance as far as it goes, then the next smallest, and so on;
    ``maximin`` stops after the first. The same input and seed give the same draw, in whatever
    order the pool comes. ``ticket`` is the number of a ticket that was drawn in public, instead of
    the one the seed decides. Raises InfeasibleError when no panel exists.

    One driver is asked for and one planner: the only driver is certain, the planners share.

    >>> from publius.panels import Person, Target, Targets
    >>> pool = [Person(name, {"job": "planner"}) for name in ("ada", "bo", "cy")]
    >>> pool.append(Person("di", {"job": "driver"}))
    >>> asked = Targets((Target("job", "driver", 1, 1), Target("job", "planner", 1, 1)))
    >>> draw(pool, asked, size=2, seed=0, tickets=4).chances
    {'ada': 0.25, 'bo': 0.25, 'cy': 0.5, 'di': 1.0}
    """
    lottery = prepare(
        pool,
        targets,
        size=size,
        method=method,
        confirmed=confirmed,
        unavailable=unavailable,
        reserves=reserves,
        tickets=tickets,
        progress=progress,
        time_limit=time_limit,
    )
    return lottery.draw(seed, ticket=ticket)
