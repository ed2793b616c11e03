"""Arrays on disk: written whole or not at all, read straight from the page cache, and checked."""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.errors import IndexDamagedError
from publius.matching.impact.shard import ARRAYS, Shard

Sums = dict[str, str]


def write_arrays(folder: Path, arrays: Mapping[str, NDArray[Any]]) -> Sums:
    """Write each array to a file of its own; return the SHA-256 of every file."""
    folder.mkdir(parents=True)
    sums = {}
    for name, array in arrays.items():
        path = folder / f"{name}.npy"
        with path.open("wb") as file:
            np.save(file, np.ascontiguousarray(array), allow_pickle=False)
            file.flush()
            os.fsync(file.fileno())
        sums[path.name] = sum_of(path)
    sync_folder(folder)
    return sums


def read_arrays(folder: Path, sums: Mapping[str, str], *, verify: bool) -> dict[str, Any]:
    """Map the arrays into memory; with ``verify`` every byte is compared with its sum first."""
    arrays = {}
    for name, expected in sums.items():
        path = folder / name
        try:
            if verify and sum_of(path) != expected:
                raise IndexDamagedError(
                    "damaged", folder=folder, file=name, problem="is not what was written"
                )
            # As a plain view: slices of a memmap cost microseconds each.
            arrays[path.stem] = np.load(path, mmap_mode="r").view(np.ndarray)
        except (OSError, ValueError, EOFError) as error:
            raise IndexDamagedError(
                "damaged", folder=folder, file=name, problem=f"cannot be read ({error})"
            ) from error
    return arrays


def write_shard(folder: Path, shard: Shard) -> Sums:
    return write_arrays(folder, {name: getattr(shard, name) for name in ARRAYS})


def read_shard(folder: Path, sums: Mapping[str, str], *, verify: bool) -> Shard:
    arrays = read_arrays(folder, sums, verify=verify)
    missing = sorted(set(ARRAYS) - set(arrays))
    if missing:
        raise IndexDamagedError(
            "damaged", folder=folder, file=f"{missing[0]}.npy", problem="is missing"
        )
    return Shard(**{name: arrays[name] for name in ARRAYS})


def sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_json(path: Path, value: object) -> str:
    """Replace a JSON file in one step that survives a power cut; return its SHA-256."""
    content = json.dumps(value, sort_keys=True, indent=1).encode()
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    sync_folder(path.parent)
    return hashlib.sha256(content).hexdigest()


def read_json(path: Path, expected: str | None = None) -> Any:
    """Read a JSON file and compare it with its sum where there is one."""
    try:
        content = path.read_bytes()
        if expected is not None and hashlib.sha256(content).hexdigest() != expected:
            raise IndexDamagedError(
                "damaged", folder=path.parent, file=path.name, problem="is not what was written"
            )
        return json.loads(content)
    except (OSError, ValueError) as error:
        raise IndexDamagedError(
            "damaged", folder=path.parent, file=path.name, problem=f"cannot be read ({error})"
        ) from error


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last; systems that cannot open folders do it by themselves."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
