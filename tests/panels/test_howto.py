"""The guides to what comes before and after a draw: their examples run."""

import doctest
from pathlib import Path

import pytest

GUIDES = Path(__file__).parents[2] / "docs" / "how-to"


@pytest.mark.parametrize("name", ["before-the-draw.md", "after-the-draw.md"])
def test_the_examples_of_the_guide_run(name):
    result = doctest.testfile(str(GUIDES / name), module_relative=False)

    assert (result.failed, result.attempted > 0) == (0, True)
