"""One state of the index on disk: which shards, who of them was deleted, how common terms are.

Shards are never changed once written. A change writes what is new beside them, then a manifest that
names every file with its SHA-256, and last of all the file ``current``, replaced in one step. A
process that dies on the way leaves the old state in force, and some files nobody refers to,
which the next change removes.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.errors import (
    IndexDamagedError,
    IndexMissingError,
    IndexStaleError,
)
from publius.matching.impact.files import (
    Sums,
    read_arrays,
    read_json,
    read_shard,
    sync_folder,
    write_arrays,
    write_json,
    write_shard,
)
from publius.matching.impact.model import Model
from publius.matching.impact.rows import Ints, offsets
from publius.matching.impact.shard import Shard

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Part:
    """A shard in its folder; ``alive`` is None while nobody in it was deleted."""

    name: str
    sums: Sums
    shard: Shard
    alive: NDArray[np.bool_] | None = None

    @property
    def living(self) -> NDArray[np.bool_]:
        return np.ones(len(self.shard), dtype=bool) if self.alive is None else self.alive

    @property
    def size(self) -> int:
        return len(self.shard) if self.alive is None else int(np.count_nonzero(self.alive))


@dataclass(frozen=True, slots=True)
class Generation:
    """What a search reads; never changed once published.

    ``frequencies`` counts the people who have each term. ``shift``: keys that agree but for so
    many last bits belong to one person. ``delta``: the last part is the small one that takes
    changes. ``note`` is whatever the owner wants kept with it.
    """

    number: int
    model: Model
    average: float
    shift: int
    frequencies: Ints
    parts: tuple[Part, ...]
    delta: bool = False
    note: str = ""
    digest: str = ""

    @property
    def people(self) -> int:
        return sum(part.size for part in self.parts)

    @property
    def postings(self) -> int:
        shards = [part.shard for part in self.parts]
        return sum(len(shard.ids) + int(np.count_nonzero(shard.dense)) for shard in shards)


def store_shard(folder: Path, shard: Shard) -> Part:
    """Write a shard under a name nobody uses."""
    (folder / "shards").mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=folder / "shards", prefix="s"))
    sums = write_shard(place / "arrays", shard)
    sync_folder(place)
    # From disk, so that what was built may be forgotten.
    return Part(place.name, sums, read_shard(place / "arrays", sums, verify=False))


def publish(folder: Path, generation: Generation) -> Generation:
    """Put a generation in force, and remove what neither it nor the one before needs."""
    (folder / "generations").mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=folder / "generations", prefix=f"{generation.number:08d}-"))
    dead = [np.flatnonzero(~part.living).astype(np.uint16) for part in generation.parts]
    arrays = {
        "frequencies": generation.frequencies,
        "dead": np.concatenate([np.zeros(0, dtype=np.uint16), *dead]),
        "dead_starts": offsets([len(each) for each in dead]),
    }
    sums = write_arrays(place / "arrays", arrays)
    manifest = place / "manifest.json"
    digest = write_json(manifest, _manifest(generation, sums))
    before = _in_force(folder)
    write_json(folder / "current.json", {"generation": place.name, "sum": digest})
    _sweep(folder, keep={place.name} | before)
    return replace(generation, digest=digest)


def _manifest(generation: Generation, sums: Sums) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "number": generation.number,
        "model": generation.model.to_json(),
        "average": generation.average,
        "shift": generation.shift,
        "delta": generation.delta,
        "note": generation.note,
        "sums": sums,
        "shards": [{"name": part.name, "sums": part.sums} for part in generation.parts],
    }


def open_generation(folder: Path, *, verify: bool = True) -> Generation:
    """Open the generation in force; where another took its place meanwhile, that one."""
    for _ in range(5):
        named = current(folder)
        try:
            return _open(folder, named, verify=verify)
        except IndexDamagedError:
            if current(folder) == named:
                raise
    return _open(folder, current(folder), verify=verify)


def _open(folder: Path, named: dict[str, str], *, verify: bool) -> Generation:
    place = folder / "generations" / named["generation"]
    manifest = read_json(place / "manifest.json", named["sum"])
    if manifest["format"] != FORMAT:
        raise IndexDamagedError(
            "other_format", folder=folder, found=manifest["format"], expected=FORMAT
        )
    arrays = read_arrays(place / "arrays", manifest["sums"], verify=verify)
    parts = [
        _open_part(folder, entry, _dead(arrays, number), verify=verify)
        for number, entry in enumerate(manifest["shards"])
    ]
    return Generation(
        manifest["number"],
        Model.from_json(manifest["model"]),
        manifest["average"],
        manifest["shift"],
        arrays["frequencies"],
        tuple(parts),
        manifest["delta"],
        manifest["note"],
        named["sum"],
    )


def _open_part(folder: Path, entry: Any, dead: NDArray[np.uint16], *, verify: bool) -> Part:
    shard = read_shard(folder / "shards" / entry["name"] / "arrays", entry["sums"], verify=verify)
    alive = None
    if len(dead):
        alive = np.ones(len(shard), dtype=bool)
        alive[dead] = False
    return Part(entry["name"], entry["sums"], shard, alive)


def _dead(arrays: dict[str, Any], number: int) -> NDArray[np.uint16]:
    first, beyond = arrays["dead_starts"][number : number + 2]
    return np.asarray(arrays["dead"][first:beyond])


def open_part(folder: Path, digest: str, number: int) -> tuple[Part, int]:
    """Open and check one shard of the generation that was asked for, and tell its ``shift``."""
    named = current(folder)
    if named["sum"] != digest:
        raise IndexStaleError(
            "other_generation", folder=folder, found=named["sum"][:12], expected=digest[:12]
        )
    place = folder / "generations" / named["generation"]
    manifest = read_json(place / "manifest.json", digest)
    arrays = read_arrays(place / "arrays", manifest["sums"], verify=True)
    part = _open_part(folder, manifest["shards"][number], _dead(arrays, number), verify=True)
    return part, manifest["shift"]


def current(folder: Path) -> dict[str, str]:
    """Read which generation is in force, and the sum of its manifest."""
    path = folder / "current.json"
    if not path.exists():
        raise IndexMissingError("no_index", folder=folder)
    named = read_json(path)
    if not isinstance(named, dict) or set(named) != {"generation", "sum"}:
        raise IndexDamagedError(
            "damaged", folder=folder, file=path.name, problem="is not what was written"
        )
    return named


def _in_force(folder: Path) -> set[str]:
    """Name the generation in force, unless nothing can be read any more."""
    try:
        named = current(folder)
        read_json(folder / "generations" / named["generation"] / "manifest.json", named["sum"])
    except (IndexMissingError, IndexDamagedError):
        return set()
    return {named["generation"]}


def _sweep(folder: Path, keep: set[str]) -> None:
    needed: set[str] = set()
    for place in (folder / "generations").iterdir():
        if place.name in keep:
            needed |= {entry["name"] for entry in read_json(place / "manifest.json")["shards"]}
        else:
            shutil.rmtree(place, ignore_errors=True)
    for place in (folder / "shards").glob("*"):
        if place.name not in needed:
            shutil.rmtree(place, ignore_errors=True)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Let one process change the index at a time; the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        try:
            import fcntl
        except ImportError:  # not a POSIX system: whoever calls sees to one writer
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
