"""The reference page: every example runs, every public name is on it."""

import doctest
import re
from pathlib import Path

from publius import panels

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "panels.md"


def test_every_example_on_the_page_runs():
    result = doctest.testfile(str(PAGE), module_relative=False)

    assert result.attempted > 0
    assert result.failed == 0


def test_every_public_name_is_on_the_page():
    words = set(re.findall(r"\w+", PAGE.read_text(encoding="utf-8")))

    assert sorted(set(panels.__all__) - words) == []
