"""What texts mean, as vectors: the ``Encoder`` port and its built-in encoders.

``encoder("lexical")`` makes no vectors, ``encoder("minilm")`` runs a small language model and
``encoder(folder)`` any model of BERT's family that sentence-transformers has saved. ``Cached``
keeps on disk what an encoder has made.
"""

from publius.matching.encoders.cache import Cached
from publius.matching.encoders.choice import encoder
from publius.matching.encoders.errors import EncoderError, NotInstalledError, UnsupportedModelError
from publius.matching.encoders.port import Encoder, NoVectors, on_grid

__all__ = [
    "Cached",
    "Encoder",
    "EncoderError",
    "NoVectors",
    "NotInstalledError",
    "UnsupportedModelError",
    "encoder",
    "on_grid",
]
