"""Weights in the safetensors format: what is read, and how a damaged file is refused."""

import json

import numpy as np
import pytest

from publius.matching.encoders.errors import UnsupportedModelError
from publius.matching.encoders.tensors import read_tensors

HALVES = np.array([[0.5, -1.5]], "<f4")
IN = {
    "F64": HALVES.astype("<f8").tobytes(),
    "F32": HALVES.tobytes(),
    "F16": HALVES.astype("<f2").tobytes(),
    "BF16": bytes([0x00, 0x3F, 0xC0, 0xBF]),
}


def file_of(path, header, body=b""):
    top = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(len(top).to_bytes(8, "little") + top + body)
    return path


def entry(dtype="F32", shape=(1, 2), offsets=(0, 8)):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets)}


@pytest.mark.parametrize("dtype", IN)
def test_every_kind_of_floating_point_number_is_read(tmp_path, dtype):
    header = {"a": entry(dtype, offsets=(0, len(IN[dtype])))}

    tensors = read_tensors(file_of(tmp_path / "w", header, IN[dtype]))

    assert {name: values.tolist() for name, values in tensors.items()} == {"a": [[0.5, -1.5]]}


def test_whole_numbers_and_notes_are_left_out(tmp_path):
    header = {"__metadata__": {"format": "pt"}, "ids": entry("I64", (1,)), "a": entry()}

    assert list(read_tensors(file_of(tmp_path / "w", header, IN["F32"]))) == ["a"]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "it ends within its header"),
        (b"\xff" * 8, "it ends within its header"),
        ((9_999).to_bytes(8, "little") + b"{}", "it ends within its header"),
        ((2).to_bytes(8, "little") + b"{]", "Expecting property name"),
        ((2).to_bytes(8, "little") + b"[]", "pop"),
        (b'\x07\0\0\0\0\0\0\0{"a":1}', "not subscriptable"),
    ],
)
def test_a_damaged_header_is_refused_with_the_name_of_the_file(tmp_path, content, problem):
    (tmp_path / "model.safetensors").write_bytes(content)

    with pytest.raises(UnsupportedModelError, match=problem) as refusal:
        read_tensors(tmp_path / "model.safetensors")

    assert str(refusal.value).startswith(f"{tmp_path}/model.safetensors cannot be used (")
    assert str(refusal.value).endswith("copy or download the model again.")


@pytest.mark.parametrize(
    "bad", [entry(offsets=(0, 9)), entry(offsets=(8, 0)), entry(shape=(3, 2)), entry(offsets=(0,))]
)
def test_weights_that_do_not_fit_the_file_are_refused(tmp_path, bad):
    path = file_of(tmp_path / "w", {"a": bad}, IN["F32"])

    with pytest.raises(UnsupportedModelError) as refusal:
        read_tensors(path)

    assert refusal.value.code == "bad_file_in_model"
