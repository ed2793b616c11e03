"""One map from a file of votes, timed: run by ``bench.opinion.scale`` in a fresh process."""

import json
import resource
import sys
import time

import numpy as np

from publius import opinion


def main(path: str) -> None:
    """Print CPU seconds and the memory needed beyond the votes themselves, in MB."""
    data = np.load(path)
    people, votes_on, answers = data["people"], data["votes_on"], data["answers"]
    before, started = _most_memory(), time.process_time()
    ballots = opinion.Ballots.from_columns(people, votes_on, answers)
    found = opinion.fit(ballots)
    seconds = time.process_time() - started
    print(json.dumps({"seconds": seconds, "extra": _most_memory() - before, "k": found.k}))


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(sys.argv[1])
