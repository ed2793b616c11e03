"""The encoder the measurements use, with its vectors kept between runs."""

import tempfile
from pathlib import Path

from publius.matching.encoders import Cached, Encoder, NotInstalledError, encoder

FOLDER = Path(tempfile.gettempdir()) / "publius-bench-vectors"


def minilm() -> Encoder | None:
    """Give the model, or nothing where it is not installed."""
    try:
        return Cached(encoder("minilm"), FOLDER)
    except NotInstalledError:
        return None
