"""Groups that somebody else found, such as those in an export: only placed and counted here."""

from collections.abc import Hashable, Mapping

import numpy as np

from publius.opinion.ballots import Ballots
from publius.opinion.grouping import NOBODY, Grouping
from publius.opinion.pca import Projection, project
from publius.opinion.people import refuse_unknown


def given(
    ballots: Ballots, groups: Mapping[Hashable, str], projection: Projection | None = None
) -> Grouping:
    """Take over ``groups`` (person -> label); people not named, or with None, are in none.

    ``projection`` is where everybody stands, if it was worked out elsewhere.

    >>> given(Ballots.of([("ada", "s1", 1), ("bo", "s1", -1)]), {"bo": "North"}).group.tolist()
    [-1, 0]
    """
    refuse_unknown("groups", groups, ballots)
    known = {person: str(label) for person, label in groups.items() if label is not None}
    labels = tuple(sorted(set(known.values())))
    number = {label: n for n, label in enumerate(labels)}
    named = {person: number[label] for person, label in known.items()}
    group = np.array([named.get(person, NOBODY) for person in ballots.people], dtype=np.int64)
    projection = projection or project(ballots)
    centres = [projection.positions[group == n].mean(axis=0) for n in range(len(labels))]
    return Grouping(
        positions=projection.positions,
        statement_positions=projection.statement_positions,
        extremity=projection.extremity,
        included=group != NOBODY,
        group=group,
        labels=labels,
        centres=np.array(centres).reshape(-1, 2),
        variance=projection.variance,
        silhouettes={},
        margin=0.0,
    )
