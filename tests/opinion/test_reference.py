"""The reference page: every example runs, every public name is on it."""

import doctest
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

from publius import opinion

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "reference" / "opinion.md"


MODULES = [
    module.name for module in pkgutil.walk_packages(opinion.__path__, f"{opinion.__name__}.")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_in_the_code_runs(name):
    assert doctest.testmod(import_module(name)).failed == 0


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
