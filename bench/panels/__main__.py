"""``python -m bench.panels``: every part, or those named."""

import sys

from bench.figures import run
from bench.panels import breaks, clashes, fairness, objectives, replacing, scale

FLAGS = {
    "--invented": "also invented pools as hard as published ones (the other program: an hour)",
    "--slow": "also let the other program find its Nash lotteries (half an hour)",
}


def main(arguments: list[str]) -> int:
    """Run all parts, or those named."""
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
    hint = "".join(f"\n  {flag}: {words}" for flag, words in FLAGS.items())
    return run(parts, wanted, hint)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
