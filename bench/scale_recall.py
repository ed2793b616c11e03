"""How many of the full model's best 50 are among those the index finds to be judged.

Real sentences are needed for this, since the model goes by meanings: 20,000 people are made up
from the items of the development set ``tests/data/local-services/A``, one to four each, from
which three words in ten are left out. So there are hundreds of people with nearly the same to
say, which is harder than real places are.
"""

import random
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from publius.matching import Evidence, MemoryIndex, Need
from publius.matching.impact import ImpactIndex
from publius.matching.io import read_evidence, read_needs

SET = Path(__file__).resolve().parent.parent / "tests" / "data" / "local-services" / "A"
TOP = 50


def crowd(people: int, seed: int = 3) -> Iterator[Evidence]:
    rng, items = random.Random(seed), list(read_evidence(SET / "evidence.json"))
    for person in range(people):
        for number, item in enumerate(rng.sample(items, rng.randint(1, 4))):
            words = [word for word in item.text.split() if rng.random() > 0.3]
            yield replace(item, id=f"{person}-{number}", person=f"p{person}", text=" ".join(words))


def shares(people: int) -> tuple[float, float]:
    """Give the mean share of the best 50 that are candidates, and that are found in the end."""
    evidence, needs = list(crowd(people)), list(read_needs(SET / "needs.json"))
    memory = MemoryIndex(evidence)
    with tempfile.TemporaryDirectory(prefix="publius-recall-") as folder:
        disk = ImpactIndex(Path(folder))
        disk.upsert(evidence)
        found = [_of_one_need(need, memory, disk) for need in needs]
    return tuple(sum(column) / len(needs) for column in zip(*found, strict=True))


def _of_one_need(need: Need, memory: MemoryIndex, disk: ImpactIndex) -> tuple[float, float]:
    best = {fit.person for fit in memory.search(need, top=TOP).fits}
    candidates = set(disk.candidates_for(need))
    answered = {fit.person for fit in disk.search(need, top=TOP).fits}
    return len(best & candidates) / len(best), len(best & answered) / len(best)
