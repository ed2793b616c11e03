"""Weights read from a safetensors file, without a package for it.

The format (github.com/huggingface/safetensors, "Format"): eight bytes, little-endian, say how
long the header is; the header is JSON, name -> dtype, shape and where its bytes lie; then come
the bytes.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.matching.encoders.errors import UnsupportedModelError

Tensors = dict[str, NDArray[Any]]

# BF16 is the upper half of a float32; numpy has no type for it.
_DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "BF16": "<u2"}


def read_tensors(path: Path) -> Tensors:
    """Read every tensor of floating-point numbers; others (positions, flags) are left out."""
    content = path.read_bytes()
    try:
        start = 8 + int.from_bytes(content[:8], "little")
        if not 8 < start <= len(content):
            raise ValueError("it ends within its header")
        header: dict[str, Any] = json.loads(content[8:start])
        header.pop("__metadata__", None)
        body = memoryview(content)[start:]
        return {
            name: _tensor(body, entry)
            for name, entry in header.items()
            if entry["dtype"] in _DTYPES
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnsupportedModelError("bad_file_in_model", file=path, problem=error) from error


def _tensor(body: memoryview, entry: dict[str, Any]) -> NDArray[Any]:
    begin, end = entry["data_offsets"]
    if not 0 <= begin <= end <= len(body):
        raise ValueError("it ends within its weights")
    values = np.frombuffer(body[begin:end], _DTYPES[entry["dtype"]])
    if entry["dtype"] == "BF16":
        values = (values.astype("<u4") << 16).view("<f4")
    return values.reshape(entry["shape"])
