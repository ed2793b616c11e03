"""What one side of a need looks for, worked out once and then held against every item."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.matching.meanings import Sought, sought_by
from publius.matching.model import Model
from publius.matching.parameters import Parameters
from publius.matching.standpoints import Standpoint, standpoints_of
from publius.matching.statistics import Statistics
from publius.matching.text import terms_of
from publius.matching.types import Facet


@dataclass(frozen=True, slots=True)
class Aim:
    """One side of a need in numbers: its terms, its concepts, its vector.

    ``standpoints`` are those it speaks of itself; ``stems`` its single words.
    """

    side: Facet
    direction: Mapping[str, float]
    sought: Sought
    vector: NDArray[np.float32]
    standpoints: frozenset[Standpoint]
    stems: frozenset[str]


def aim_for(side: Facet, statistics: Statistics, model: Model) -> Aim:
    """Work out what one side of a need looks for."""
    text = "\n".join((side.text, *side.skills))
    direction = direction_of(text, statistics, model.parameters)
    vector = model.encoder.encode([text])[0]
    return Aim(
        side=side,
        direction=direction,
        sought=sought_by(side, direction, vector, model),
        vector=vector,
        standpoints=standpoints_of(text),
        stems=frozenset(term for term in direction if " " not in term),
    )


def weigh(
    terms: Mapping[str, int], statistics: Statistics, parameters: Parameters
) -> dict[str, float]:
    """Weigh a text's terms as the items of a snapshot are weighed."""
    return {
        term: (1 + math.log(count))
        * statistics.idf(term)
        * (parameters.bigram_weight if " " in term else 1)
        for term, count in sorted(terms.items())
    }


def direction_of(text: str, statistics: Statistics, parameters: Parameters) -> dict[str, float]:
    """Give the terms of a text as a vector of length 1."""
    weights = weigh(terms_of(text), statistics, parameters)
    length = math.sqrt(math.fsum(value * value for value in weights.values()))
    return {term: value / length for term, value in weights.items()}
