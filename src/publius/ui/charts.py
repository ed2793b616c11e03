"""What a picture shows, as plain data. The tags of ``tags/pictures.py`` draw it with its table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupValue:
    """One answer to one question (for instance "Women"), counted in people.

    ``panel`` is None while no group has been drawn.
    """

    label: str
    minimum: int
    maximum: int
    pool: int
    panel: int | None = None


@dataclass(frozen=True, slots=True)
class GroupFeature:
    """One question (for instance "Gender") with all its answers."""

    title: str
    values: tuple[GroupValue, ...]


@dataclass(frozen=True, slots=True)
class GroupChart:
    """Target range, pool and panel side by side. Sizes are numbers of people."""

    title: str
    features: tuple[GroupFeature, ...]
    pool_size: int
    panel_size: int


@dataclass(frozen=True, slots=True)
class ChanceChart:
    """Everybody's chance of being drawn (0 to 1), and what it would be if all were alike."""

    title: str
    chances: tuple[float, ...]
    equal: float | None = None


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step of a funnel and how many people reached it."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FunnelChart:
    """How many people went from each step to the next."""

    title: str
    steps: tuple[FunnelStep, ...]
