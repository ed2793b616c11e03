"""The reference page: every example runs, every public name is on it."""

import doctest
import re
from pathlib import Path

from publius import opinion

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "reference" / "opinion.md"


def test_every_example_on_the_page_runs():
    result = doctest.testfile(str(PAGE), module_relative=False)

    assert result.attempted > 0
    assert result.failed == 0


def test_every_public_name_is_on_the_page():
    words = set(re.findall(r"\w+", PAGE.read_text(encoding="utf-8")))

    assert sorted(set(opinion.__all__) - words) == []
    assert [name for name in opinion.__all__ if not hasattr(opinion, name)] == []


def test_every_link_on_the_page_leads_somewhere():
    links = re.findall(r"\]\((?!https:)([^)#]+)\)", PAGE.read_text())

    assert [link for link in links if not (PAGE.parent / link).exists()] == []
