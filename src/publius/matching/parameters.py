"""Every constant of the ranking in one place, with its reason; written into each result."""

from dataclasses import dataclass

from publius.matching.records import Record

ALGORITHM = "words-meanings-vectors"
VERSION = "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters(Record):
    """The constants of ``words-meanings-vectors``; change one and it is another algorithm.

    What is alike:

    - ``bigram_weight``: a pair of neighbouring words beside a single word; below 1 because
      the pair's words are counted on their own too.
    - ``vector_share``, ``word_spread``, ``vector_spread``: with an encoder, the share of the
      vectors' cosine in the similarity, and the stored spread (standard deviation) of both
      cosines over pairs of need and item; dividing by it makes them comparable, and because
      it is stored and not taken from the run, scores of different runs compare.
    - ``meaning_share``, ``meaning_scale``: how far the concepts of the vocabulary decide where
      it knows what the need speaks of, and what brings their cosine on the scale of words.
    - ``meaning_from``, ``meaning_full``: a need is about the vocabulary's field from this
      closeness to a concept, or share of its words in known phrases, and fully from that.
    - ``vector_from``, ``vector_full``, ``vector_near``, ``vector_concepts``: with an encoder, a
      need is also about the vocabulary's field from this cosine to a concept, and fully from
      that; concepts nearly as near as the nearest (by this share) join those of its words, at
      this weight.
    - ``about_something``: an item whose closest concept is less close than this counts less.
    - ``faint``: concepts less than this share as strong as a text's strongest are left out.
    - ``broader``, ``related``: weight of the concepts around the one a need names.
    - ``steady``: similarities below this count less than in proportion, above it more (to the
      power of 5/4): many faint likenesses do not make one clear one.
    - ``other_standpoint``, ``denial``: what is left of an item whose author writes, reads,
      sells, argues or studies instead of doing or living it, or says they know nothing of it.

    What it is worth:

    - ``discount``, ``volume``: a person's best item counts in full, each further one .8 of
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

    How it is told:

    - ``strong``, ``good``, ``possible``: the lowest score of each band. The allowance lies
      below ``good``: a person's own word alone can make them possible, never good.
    - ``words_shown``, ``meanings_shown``, ``least_telling``: at most this many words and
      meanings are shown as a reason, and none that tells less than this share of what the
      first one tells.
    """

    bigram_weight: float = 0.7
    vector_share: float = 2 / 3
    word_spread: float = 0.0177
    vector_spread: float = 0.15
    meaning_share: float = 0.85
    meaning_scale: float = 1.0
    meaning_from: float = 0.13
    meaning_full: float = 0.2
    vector_from: float = 0.45
    vector_full: float = 0.55
    vector_near: float = 0.9
    vector_concepts: float = 0.25
    about_something: float = 0.1
    faint: float = 0.25
    broader: float = 0.5
    related: float = 0.25
    steady: float = 0.1
    other_standpoint: float = 0.25
    denial: float = 0.1
    discount: float = 0.8
    volume: float = 0.25
    most_items: int = 30
    near_copy: float = 0.95
    copies_window: int = 50
    half_life_years: float = 5.0
    recency_floor: float = 0.5
    unverified_below: float = 0.5
    unverified_share: float = 0.25
    unverified_allowance: float = 0.1
    lived_weight: float = 0.8
    elsewhere: float = 0.8
    strong: float = 0.30
    good: float = 0.16
    possible: float = 0.05
    words_shown: int = 8
    meanings_shown: int = 3
    least_telling: float = 0.15


PARAMETERS = Parameters()
