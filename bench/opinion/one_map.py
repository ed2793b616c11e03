"""One map from a file of votes, timed: run by ``bench.opinion.scale`` in a fresh process."""

import json
import sys
import time

import numpy as np

from bench.opinion.memory import Peak
from publius import opinion


def main(path: str) -> None:
    """Print CPU seconds and the memory needed beyond the votes themselves, in MB."""
    data = np.load(path)
    people, votes_on, answers = data["people"], data["votes_on"], data["answers"]
    peak, started = Peak(), time.process_time()
    ballots = opinion.Ballots.from_columns(people, votes_on, answers)
    found = opinion.fit(ballots)
    seconds = time.process_time() - started
    print(json.dumps({"seconds": seconds, "extra": peak.extra(), "k": found.k}))


if __name__ == "__main__":
    main(sys.argv[1])
