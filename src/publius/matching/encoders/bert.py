"""A BERT encoder forward pass in numpy (Devlin et al. 2019; Vaswani et al. 2017, section 3).

It computes in float64. In float32 the last bits would depend on the processor, on the linear
algebra library and on which texts share a batch; now and then a component would then round to
another 2,048th (see ``port.on_grid``), and a run could not be replayed elsewhere. What float64
leaves to such accidents is a billion times smaller.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from publius.matching.encoders.activations import ACTIVATIONS, Floats
from publius.matching.encoders.tensors import Tensors


@dataclass(frozen=True, slots=True)
class Shape:
    """What the weights do not say about a model."""

    layers: int
    heads: int
    activation: str
    epsilon: float
    first_position: int = 0


@dataclass(frozen=True, slots=True)
class Linear:
    """x W + b, the weights as (in, out)."""

    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        """Apply to (rows, in): only two-dimensional products reach the fast routine."""
        product: Floats = x @ self.weight
        product += self.bias
        return product


@dataclass(frozen=True, slots=True)
class Norm:
    """Layer normalisation (Ba, Kiros & Hinton 2016)."""

    weight: Floats
    bias: Floats
    epsilon: float

    def __call__(self, x: Floats) -> Floats:
        """Normalise each row of (rows, width), in place."""
        x -= x.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", x, x) / x.shape[1]
        x /= np.sqrt(variance + self.epsilon)[:, None]
        x *= self.weight
        x += self.bias
        return x


@dataclass(frozen=True, slots=True)
class Layer:
    """Self-attention, then a feed-forward network, each added to its input and normalised."""

    query_key_value: Linear
    attended: Linear
    attention_norm: Norm
    widen: Linear
    narrow: Linear
    output_norm: Norm
    heads: int
    activation: Callable[[Floats], Floats]

    def __call__(self, x: Floats, texts: int) -> Floats:
        """Transform (texts x tokens, width)."""
        x = self.attention_norm(x + self.attended(self.attend(x, texts)))
        return self.output_norm(x + self.narrow(self.activation(self.widen(x))))

    def attend(self, x: Floats, texts: int) -> Floats:
        """Mix the tokens of each text, head by head."""
        rows, width = x.shape
        split = self.query_key_value(x).reshape(texts, rows // texts, 3, self.heads, -1)
        query, key, value = np.ascontiguousarray(split.transpose(2, 0, 3, 1, 4))
        query *= 1 / np.sqrt(query.shape[-1])
        mixed: Floats = softmax(query @ key.swapaxes(-1, -2)) @ value
        return mixed.transpose(0, 2, 1, 3).reshape(rows, width)


def softmax(x: Floats) -> Floats:
    """Turn the last axis into shares that add up to 1, in place."""
    x -= x.max(axis=-1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=-1, keepdims=True)
    return x


class Bert:
    """Token numbers in, one vector per token out."""

    def __init__(self, tensors: Tensors, shape: Shape) -> None:
        reader = Reader(tensors, shape)
        # A copy, because a view would keep the whole file in memory.
        self.words = reader.table("embeddings.word_embeddings").copy()
        positions = reader.table("embeddings.position_embeddings")[shape.first_position :]
        # Every text is a first text: the second kind of token is for pairs of texts.
        first_kind = reader.table("embeddings.token_type_embeddings")[0]
        self.positions: Floats = positions.astype(np.float64) + first_kind
        self.norm = reader.norm("embeddings.LayerNorm")
        self.layers = [reader.layer(number) for number in range(shape.layers)]

    @property
    def width(self) -> int:
        """How many numbers a token's vector has."""
        return int(self.words.shape[1])

    @property
    def longest(self) -> int:
        """How many tokens a text may have."""
        return len(self.positions)

    def __call__(self, tokens: NDArray[np.int64]) -> Floats:
        """Transform (texts, tokens), all of one length, into (texts, tokens, width)."""
        texts, length = tokens.shape
        x = self.words[tokens] + self.positions[:length]
        x = self.norm(x.reshape(texts * length, -1))
        for layer in self.layers:
            x = layer(x, texts)
        return x.reshape(texts, length, -1)


class Reader:
    """Finds a model's parts among its tensors, by the names BERT's authors gave them."""

    def __init__(self, tensors: Tensors, shape: Shape) -> None:
        known = "embeddings.word_embeddings.weight"
        found = next((name for name in tensors if name.endswith(known)), known)
        self.prefix = found.removesuffix(known)
        self.tensors = tensors
        self.shape = shape

    def table(self, name: str) -> NDArray[np.floating]:
        """Return a table as it lies in the file: the words' is too large to widen."""
        return self.tensors[f"{self.prefix}{name}.weight"]

    def pair(self, name: str) -> tuple[Floats, Floats]:
        """Return weight and bias."""
        weight = self.table(name)
        bias = self.tensors[f"{self.prefix}{name}.bias"]
        return weight.astype(np.float64), bias.astype(np.float64)

    def norm(self, name: str) -> Norm:
        """Return a layer normalisation."""
        return Norm(*self.pair(name), self.shape.epsilon)

    def linear(self, *names: str) -> Linear:
        """Return one linear map that gives the outputs of several side by side."""
        weights, biases = zip(*map(self.pair, names), strict=True)
        return Linear(np.ascontiguousarray(np.concatenate(weights).T), np.concatenate(biases))

    def layer(self, number: int) -> Layer:
        """Return one layer."""
        at = f"encoder.layer.{number}"
        own = f"{at}.attention.self"
        return Layer(
            query_key_value=self.linear(f"{own}.query", f"{own}.key", f"{own}.value"),
            attended=self.linear(f"{at}.attention.output.dense"),
            attention_norm=self.norm(f"{at}.attention.output.LayerNorm"),
            widen=self.linear(f"{at}.intermediate.dense"),
            narrow=self.linear(f"{at}.output.dense"),
            output_norm=self.norm(f"{at}.output.LayerNorm"),
            heads=self.shape.heads,
            activation=ACTIVATIONS[self.shape.activation],
        )
