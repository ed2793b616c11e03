"""Every constant of the ranking in one place, with its reason; written into each result."""

from dataclasses import dataclass

from publius.matching.records import Record

ALGORITHM = "lexical-cosine"
VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(Record):
    """The constants of ``lexical-cosine``; change one and it is another algorithm.

    - ``bigram_weight``: a pair of neighbouring words beside a single word; below 1 because
      the pair's words are counted on their own too.
    - ``discount``, ``volume``: a person's best item counts in full, each further one .85 of
      the one before; the sum is divided by (the sum of those factors) ** .25, so much
      evidence helps, but less than in proportion. Volume 0 would favour the prolific,
      1 would ignore amount; a quarter is a policy: not always the usual suspects.
    - ``most_items``: items per pool beyond this many are not counted.
    - ``near_copy``: two items of one person this alike (cosine) count once.
    - ``copies_window``: how many neighbours an item is compared with to find near copies.
    - ``half_life_years``, ``recency_floor``: older evidence counts less, never below half.
    - ``unverified_below``, ``unverified_share``, ``unverified_allowance``: items with less
      weight than this count, taken together, for less than this share of the person's
      verified part plus the allowance.
    - ``lived_weight``: the least weight of lived experience; no proof is asked of it.
    - ``elsewhere``: evidence that names another place than the need does counts this much.
    - ``strong``, ``good``, ``possible``: the lowest score of each band. The allowance lies
      below ``good``: a person's own word alone can make them possible, never good.
    - ``words_shown``, ``least_telling``: at most this many words are shown as a reason, and
      none that tells less than this share of what the first one tells.
    """

    bigram_weight: float = 0.7
    discount: float = 0.85
    volume: float = 0.25
    most_items: int = 30
    near_copy: float = 0.95
    copies_window: int = 50
    half_life_years: float = 5.0
    recency_floor: float = 0.5
    unverified_below: float = 0.5
    unverified_share: float = 0.25
    unverified_allowance: float = 0.15
    lived_weight: float = 0.8
    elsewhere: float = 0.8
    strong: float = 0.30
    good: float = 0.16
    possible: float = 0.05
    words_shown: int = 8
    least_telling: float = 0.15


PARAMETERS = Parameters()
