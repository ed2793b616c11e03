"""What a replay says of a run whose index chose whom to judge."""

from collections.abc import Mapping
from typing import Any


def retrieved(stored: Mapping[str, Any], again: Mapping[str, Any]) -> str:
    """Say whether a stored run and a replay that judged everybody differ only in who was looked at.

    >>> def run(*fits):
    ...     return {"result": {"rankings": [{"fits": list(fits)}]},
    ...             "retrieval": {"index": "impact", "candidates": 1}}
    >>> bo, cy = {"person": "Bo", "score": 0.5}, {"person": "Cy", "score": 0.4}
    >>> print(retrieved(run(cy), run(bo, cy)))
    The index (impact) chose 1 people for each need to be judged; this replay judged everybody.
    Of the people in both, 1 have the same fit and 0 another. The index missed 1.
    """
    same = other = missed = 0
    rankings = zip(stored["result"]["rankings"], again["result"]["rankings"], strict=True)
    for old, new in rankings:
        listed, full = _by_person(old), _by_person(new)
        both = listed.keys() & full.keys()
        equal = sum(listed[person] == full[person] for person in both)
        same, other = same + equal, other + len(both) - equal
        missed += len(full.keys() - listed.keys())
    chosen = stored["retrieval"]
    return (
        f"The index ({chosen['index']}) chose {chosen['candidates']} people for each need to be "
        "judged; this replay judged everybody.\n"
        f"Of the people in both, {same} have the same fit and {other} another. "
        f"The index missed {missed}."
    )


def _by_person(ranking: Mapping[str, Any]) -> dict[str, Any]:
    return {fit["person"]: fit for fit in ranking["fits"]}
