"""``python -m bench.panels``: every part, or those named."""

import os
import sys

from bench.figures import Figures
from bench.panels import breaks, clashes, fairness, objectives, replacing, scale

FLAGS = {
    "--invented": "also invented pools as hard as published ones (the other program: an hour)",
    "--slow": "also let the other program find its Nash lotteries (half an hour)",
}


def main(arguments: list[str]) -> int:
    """Run the parts on one core; 1 where a target was missed."""
    flags = set(arguments) & set(FLAGS)
    wanted = [each for each in arguments if each not in flags]
    invented, slow = "--invented" in flags, "--slow" in flags
    parts = {
        "fairness": lambda figures: fairness.measure(figures, invented=invented),
        "objectives": lambda figures: objectives.measure(figures, slow=slow, invented=invented),
        "clashes": clashes.measure,
        "replacing": replacing.measure,
        "breaks": breaks.measure,
        "scale": scale.measure,
    }
    if unknown := set(wanted) - set(parts):
        options = "".join(f"\n  {flag}: {words}" for flag, words in FLAGS.items())
        print(f"No part called {', '.join(sorted(unknown))}. Parts: {', '.join(parts)}.{options}")
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
