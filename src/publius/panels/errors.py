"""Everything that can go wrong in a draw, as one tree.

PanelsError
├── InputError             the pool, the targets or a setting make no sense
│   ├── TargetsError
│   ├── PoolError
│   └── SettingError
├── FileError              a file cannot be read as what it should be
├── InfeasibleError        no panel satisfies the targets (``.conflict`` says why)
├── TimeLimitError         the draw was stopped; nothing was drawn
├── ReplayError            a stored run could not be reproduced
├── PublicLotteryError     a published lottery, or what was drawn from it, breaks its own rules
└── SolverError            the solver gave up: a fault in Publius, not in the input

Each error has a ``code`` for programs, ``params`` for translations, and a plain sentence as text.
"""

from typing import TYPE_CHECKING

from publius.panels.sentences import SENTENCES

if TYPE_CHECKING:
    from publius.panels.conflicts import Conflict


class PanelsError(Exception):
    """The root of the tree: ``code`` and ``params`` for programs, a sentence for people.

    >>> error = PoolError("duplicate-person", id="p7")
    >>> error.code, str(error)
    ('duplicate-person', 'The id “p7” is in the pool twice. Give every person their own id.')
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(SENTENCES[code].format(**params) if code in SENTENCES else code)


class InputError(PanelsError):
    """The pool, the targets or a setting make no sense."""


class TargetsError(InputError):
    """The targets contradict themselves before any pool is looked at."""


class PoolError(InputError):
    """The pool, or a list of people taken from it, is inconsistent."""


class SettingError(InputError):
    """A number or a name given to the draw is out of range."""


class FileError(PanelsError):
    """A file cannot be read as what it should be."""


class InfeasibleError(PanelsError):
    """No panel from this pool satisfies the targets."""

    def __init__(self, conflict: "Conflict") -> None:
        super().__init__("infeasible-targets")
        self.conflict = conflict
        self.args = ("\n".join(conflict.sentences),)


class TimeLimitError(PanelsError):
    """The draw was stopped because its time was up."""

    def __init__(self, *, seconds: float) -> None:
        super().__init__("time-limit", seconds=seconds)


class ReplayError(PanelsError):
    """A stored run could not be reproduced."""


class PublicLotteryError(PanelsError):
    """A published lottery, or what was drawn from it, breaks its own rules."""


class SolverError(PanelsError):
    """The solver gave up: a fault in Publius, not in the input."""
