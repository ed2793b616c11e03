"""From text to the numbers of its tokens, by the tokenizer that came with a model."""

from pathlib import Path
from typing import TYPE_CHECKING

from publius.matching.encoders.errors import NotInstalledError, UnsupportedModelError
from publius.matching.encoders.folder import Settings

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class Tokens:
    """Cuts texts into the pieces a model knows."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self._settings = settings
        self._tokenizer = _load(path)
        # Nobody writes in a model's control signs: "[SEP]" in a text is a word in brackets.
        self._tokenizer.encode_special_tokens = True
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(settings.tokens)
        signs = self._tokenizer.get_added_tokens_decoder()
        self._silent = frozenset(number for number, sign in signs.items() if sign.special)

    @property
    def known(self) -> int:
        """How many different tokens there are."""
        return int(self._tokenizer.get_vocab_size())

    def of(self, text: str) -> list[int]:
        """Return the numbers of a text's tokens: none where the model knows none of its words."""
        plain = text.encode("utf-8", "replace").decode()  # half of a surrogate pair is no text
        if self._settings.lower:
            plain = plain.lower()
        numbers: list[int] = self._tokenizer.encode(plain).ids
        if self._silent.issuperset(numbers):
            return []
        if self._settings.prompt:
            numbers = self._tokenizer.encode(self._settings.prompt + plain).ids
        return numbers


def _load(path: Path) -> "Tokenizer":
    try:
        from tokenizers import Tokenizer
    except ImportError as error:
        raise NotInstalledError("no_tokenizers") from error
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:
        raise UnsupportedModelError("bad_file_in_model", file=path, problem=error) from error
