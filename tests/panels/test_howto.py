"""The guide to what comes after a draw: its examples run."""

import doctest
from pathlib import Path

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "after-the-draw.md"


def test_the_examples_of_the_guide_run():
    result = doctest.testfile(str(GUIDE), module_relative=False)

    assert (result.failed, result.attempted > 0) == (0, True)
