"""An encoder over a sentence-transformers folder, with numpy instead of torch."""

import hashlib
import json
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from publius.matching.encoders.activations import Floats
from publius.matching.encoders.bert import Bert
from publius.matching.encoders.errors import UnsupportedModelError
from publius.matching.encoders.folder import Settings, read_settings
from publius.matching.encoders.port import STEPS, on_grid
from publius.matching.encoders.tensors import read_tensors
from publius.matching.encoders.tokens import Tokens

# So many tokens at once keep the widest array, four times a token's vector, in the cache.
TOKENS_AT_ONCE = 512


class SentenceEncoder:
    """Runs the model of one folder; reads it once, then needs neither disk nor network."""

    def __init__(self, path: Path, name: str | None = None, *, threads: int = 1) -> None:
        inner, self._settings = read_settings(path)
        weights, tokenizer = inner.file("model.safetensors"), inner.file("tokenizer.json")
        self.name = name or path.resolve().name
        self.version = _version(self._settings, weights, tokenizer)
        self._tokens = Tokens(tokenizer, self._settings)
        self._bert = _load(weights, self._settings, self._tokens.known)
        self.dimension = self._bert.width
        self._threads = threads

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one row for each text; what a text has beyond the model's room is not read."""
        vectors = np.zeros((len(texts), self.dimension))
        tokens = [self._tokens.of(text) for text in texts]

        def fill(batch: list[int]) -> None:
            hidden = self._bert(np.array([tokens[number] for number in batch]))
            vectors[batch] = self._pool(hidden)

        # numpy lets other threads run while it multiplies, and no two batches share a row.
        with ThreadPoolExecutor(self._threads) as pool:
            deque(pool.map(fill, _batches(tokens)), maxlen=0)
        if not np.isfinite(vectors).all():
            raise UnsupportedModelError("not_numbers", name=self.name)
        return on_grid(vectors)

    def _pool(self, hidden: Floats) -> Floats:
        first: Floats = hidden[:, 0]
        return first if self._settings.pooling == "cls" else hidden.mean(axis=1)


def _batches(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Group the numbers of texts of equal length: none is padded, so none needs a mask."""

    def length(number: int) -> int:
        return len(tokens[number])

    spoken = [number for number, found in enumerate(tokens) if found]
    for each, group in groupby(sorted(spoken, key=length), key=length):
        numbers = list(group)
        step = max(1, TOKENS_AT_ONCE // each)
        yield from (numbers[start : start + step] for start in range(0, len(numbers), step))


def _load(weights: Path, settings: Settings, words: int) -> Bert:
    try:
        model = Bert(read_tensors(weights), settings.shape)
        if len(model.words) < words or model.longest < settings.tokens:
            raise ValueError("it knows fewer words or places than tokenizer and settings say")
    except KeyError as error:
        problem = f"it has no {error.args[0]}"
    except ValueError as error:
        problem = str(error)
    else:
        return model
    raise UnsupportedModelError("bad_file_in_model", file=weights, problem=problem)


def _version(settings: Settings, *files: Path) -> str:
    digest = hashlib.sha256(json.dumps([STEPS, asdict(settings)], sort_keys=True).encode())
    for file in files:
        with file.open("rb") as stream:
            digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()[:12]
