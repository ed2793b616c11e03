"""The reference names everything that is public, and its examples run."""

import doctest
import re
from dataclasses import fields
from pathlib import Path

import pytest

import publius.matching as matching

REFERENCE = Path(__file__).parents[2] / "docs/reference/matching.md"
TEXT = REFERENCE.read_text(encoding="utf-8")
NAMED = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", TEXT))))


@pytest.mark.parametrize("name", matching.__all__)
def test_every_public_name_is_in_the_reference(name):
    assert name in NAMED


@pytest.mark.parametrize("field", [field.name for field in fields(matching.Parameters)])
def test_every_parameter_is_in_the_reference(field):
    assert field in NAMED


def test_the_examples_give_what_they_say():
    failed, tried = doctest.testfile(str(REFERENCE), module_relative=False)

    assert (failed, tried > 5) == (0, True)


def test_the_bands_in_the_reference_are_those_of_the_code():
    bands = re.search(r"`strong` from (\S+), `good` from (\S+), `possible` from (\S+),", TEXT)

    thresholds = (
        matching.PARAMETERS.strong,
        matching.PARAMETERS.good,
        matching.PARAMETERS.possible,
    )
    assert tuple(map(float, bands.groups())) == thresholds
