"""The engine that groups people exactly as Polis does, so that results can be compared.

Each stage can be called alone, with the real output of the stage before: ``place`` (axes and
positions), ``people_in`` (who is grouped), ``base_clusters``, ``most_groups``, ``group_clusters``,
``clearness`` and ``steady_k`` (how many groups). Votes count as
agree = 1, as in the exports of Polis (its database holds agree = -1): components are the same,
centres and positions change their sign. The sign of an axis has no meaning in either.
"""

from publius.opinion.polis.axes import place
from publius.opinion.polis.clusters import Clusters, base_clusters, group_clusters, most_groups
from publius.opinion.polis.engine import group
from publius.opinion.polis.how_many import clearness, steady_k
from publius.opinion.polis.inclusion import people_in

__all__ = [
    "Clusters",
    "base_clusters",
    "clearness",
    "group",
    "group_clusters",
    "most_groups",
    "people_in",
    "place",
    "steady_k",
]
