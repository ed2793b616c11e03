"""The engines by name: ways to find out who belongs together."""

from collections.abc import Hashable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from publius.opinion import mixture, polis, stable
from publius.opinion.ballots import Ballots
from publius.opinion.grouping import Grouping


class Engine(Protocol):
    """Ballots in, positions and groups out; the state of an earlier map keeps them steady."""

    def __call__(
        self,
        ballots: Ballots,
        *,
        min_votes: int = ...,
        k: int | None = ...,
        included: Iterable[Hashable] | None = ...,
        previous: Mapping[str, Any] | None = ...,
        seed: int = ...,
    ) -> Grouping: ...


ENGINES: Mapping[str, Engine] = MappingProxyType(
    {"stable": stable.group, "mixture": mixture.group, "polis": polis.group}
)
