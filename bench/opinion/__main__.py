"""``python -m bench.opinion``: every part, or those named."""

import sys

from bench.figures import run
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
    """Run all parts, or those named."""
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
    hint = f"\n  {SLOW}: also give red-dwarf ten million votes (five minutes, 9 GB)"
    return run(parts, wanted, hint)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
