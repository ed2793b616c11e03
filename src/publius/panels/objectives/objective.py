"""What a lottery aims at, as plain data that is checked when it is written down."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from publius.panels.errors import SettingError

METHODS = ("leximin", "maximin", "nash", "goldilocks", "relevance", "given")


@dataclass(frozen=True, slots=True)
class Objective:
    """What everybody's chance should be, among all the chances that the targets allow.

    ``leximin`` raises the smallest chance as far as it goes, then the next smallest, and on;
    ``maximin`` stops after the first. ``nash`` makes the product of all chances as large as it
    goes; ``goldilocks`` keeps both the smallest and the largest chance near the average.
    ``relevance`` fills the panel with people of high ``fit`` (by id, 0 to 1; 0 for whoever is
    not listed), but gives everybody at least ``alpha`` times their leximin chance. ``given``
    stays as near as it can to the ``wanted`` chances (by id, on any scale).

    Nobody who can be in a panel at all gets less than ``floor``; nobody gets more than ``cap``.

    >>> Objective("nash", cap=0.5).cap
    0.5
    >>> Objective("relevance", fit={"ada": 0.9}, alpha=0.75).fit["ada"]
    0.9
    """

    name: str = "leximin"
    floor: float = 0.0
    cap: float = 1.0
    alpha: float = 0.8
    fit: Mapping[str, float] = field(default_factory=dict)
    wanted: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.name not in METHODS:
            raise SettingError("unknown-method", method=self.name, known=", ".join(METHODS))
        for name in ("floor", "cap", "alpha"):
            value = getattr(self, name)
            if not (_is_number(value) and 0 <= value <= 1):
                raise SettingError("bad-share", name=name, value=value)
        if self.floor > self.cap:
            raise SettingError("floor-above-cap", floor=self.floor, cap=self.cap)
        object.__setattr__(self, "fit", _checked("bad-fit", self.fit, highest=1.0))
        object.__setattr__(self, "wanted", _checked("bad-wanted", self.wanted, highest=math.inf))
        self._check_weights()

    def _check_weights(self) -> None:
        for name, owner in (("fit", "relevance"), ("wanted", "given")):
            weights = getattr(self, name)
            if self.name == owner and not weights:
                raise SettingError("missing-weights", method=owner, name=name)
            if self.name != owner and weights:
                raise SettingError("needless-weights", method=self.name, name=name, owner=owner)
        if self.wanted and not any(self.wanted.values()):
            raise SettingError("nothing-wanted")

    def is_level(self) -> bool:
        """Say whether only leximin's levels matter; relevance with alpha 1 leaves nothing else."""
        return self.name in ("leximin", "maximin") or (self.name == "relevance" and self.alpha == 1)

    def is_bounded(self) -> bool:
        """Say whether a floor or a cap was set."""
        return self.floor > 0 or self.cap < 1

    def is_plain(self) -> bool:
        """Say whether the name says it all."""
        return self == Objective(self.name) if self.name in _NAMES_ALONE else False

    def weights(self) -> Mapping[str, float]:
        """What this objective knows about single people."""
        return self.fit or self.wanted

    def as_plain(self) -> dict[str, Any]:
        """The objective as JSON types."""
        return asdict(self)


_NAMES_ALONE = ("leximin", "maximin", "nash", "goldilocks")


def as_objective(method: str | Objective) -> Objective:
    """The objective that a name stands for.

    >>> as_objective("nash") == Objective("nash")
    True
    """
    return method if isinstance(method, Objective) else Objective(method)


def objective_from(parameters: Mapping[str, Any]) -> str | Objective:
    """The method of a stored run: its name, or the whole objective where that says more."""
    plain = parameters.get("objective")
    return Objective(**plain) if plain is not None else str(parameters["method"])


def check_weights_of(objective: Objective, pool: Iterable[str], settled: Iterable[str]) -> None:
    """Refuse weights of strangers, and wanted chances that leave somebody out."""
    known = set(pool)
    free = known - set(settled)
    for person in sorted(objective.weights().keys() - known):
        raise SettingError("weight-of-stranger", id=person)
    missing = sorted(free - objective.wanted.keys())
    if objective.name == "given" and missing:
        raise SettingError("wanted-missing", id=missing[0], count=len(missing))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _checked(code: str, weights: Mapping[str, float], highest: float) -> dict[str, float]:
    for person, value in weights.items():
        if not (_is_number(value) and 0 <= value <= highest):
            raise SettingError(code, id=person, value=value)
    return {person: float(weights[person]) for person in sorted(weights)}
