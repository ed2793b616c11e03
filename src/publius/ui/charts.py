"""What a picture shows, as plain data. The tags of ``tags/pictures.py`` draw it with its table."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupValue:
    """One answer to one question (for instance "Women"), counted in people.

    ``panel`` and ``reserves`` are None while no group has been drawn. ``reference`` is the share
    of the population (0 to 1). Where a count may not be given as it is, the words say what may
    be told ("fewer than 8"); the bar is drawn from the number, or left out where that is None.
    """

    label: str
    minimum: int
    maximum: int
    pool: int | None
    panel: int | None = None
    reserves: int | None = None
    reference: float | None = None
    pool_words: str = ""
    panel_words: str = ""
    reserves_words: str = ""


@dataclass(frozen=True, slots=True)
class GroupFeature:
    """One question (for instance "Gender") with all its answers.

    ``pool_size`` counts those in the pool who answered it, where that is not everybody;
    ``notes`` are sentences about this question alone.
    """

    title: str
    values: tuple[GroupValue, ...]
    pool_size: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupChart:
    """Target range, pool, panel and reserves side by side. Sizes are numbers of people."""

    title: str
    features: tuple[GroupFeature, ...]
    pool_size: int
    panel_size: int
    reserves_size: int | None = None


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


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One setting (0 to 1, from left to right) and what it gives (0 to 1, upwards)."""

    setting: float
    gives: float


@dataclass(frozen=True, slots=True)
class CurveChart:
    """What each setting of a dial gives. The table beside it comes with the page."""

    title: str
    points: tuple[CurvePoint, ...]
    setting_title: str
    gives_title: str


@dataclass(frozen=True, slots=True)
class OpinionGroup:
    """People who vote alike: their letter, how many they are, and where they stand.

    ``x`` and ``y`` are in any unit, the same for all groups of a chart; nearer is more alike.
    """

    label: str
    people: int
    x: float
    y: float
    median_votes: float
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class OpinionChart:
    """Where groups of opinion stand to each other, each as large as it has people."""

    title: str
    groups: tuple[OpinionGroup, ...]
