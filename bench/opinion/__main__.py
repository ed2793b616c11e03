"""``python -m bench.opinion``: every part, or those named."""

import os
import sys

from bench.figures import Figures
from bench.opinion import (
    consensus,
    formulas,
    groups,
    invariance,
    predicting,
    routing,
    scale,
    steadiness,
)

SLOW = "--slow"


def main(arguments: list[str]) -> int:
    """Run the parts on one core; 1 where a target was missed."""
    slow = SLOW in arguments
    wanted = [each for each in arguments if each != SLOW]
    parts = {
        "formulas": formulas.measure,
        "groups": groups.measure,
        "predicting": predicting.measure,
        "invariance": invariance.measure,
        "scale": lambda figures: scale.measure(figures, slow=slow),
        "steadiness": steadiness.measure,
        "consensus": consensus.measure,
        "routing": routing.measure,
    }
    if unknown := set(wanted) - set(parts):
        print(f"No part called {', '.join(sorted(unknown))}. Parts: {', '.join(parts)}.")
        print(f"  {SLOW}: also give red-dwarf ten million votes (five minutes, 9 GB)")
        return 2
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    figures = Figures()
    for name in wanted or parts:
        parts[name](figures)
    for missed in figures.missed:
        print(f"Missed: {missed}")
    print("Every target was met." if not figures.missed else f"{len(figures.missed)} missed.")
    return 1 if figures.missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
