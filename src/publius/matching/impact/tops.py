"""The best candidates of many needs: found shard by shard, merged in any order, always the same.

``merge`` is associative and commutative, and equals are ordered by a lot that depends on the need
and the person alone. So however the shards are spread over threads, processes or machines,
and however often one of them is done again, the outcome has the same digest.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from publius.matching.impact.filters import eligible
from publius.matching.impact.kernels import Way
from publius.matching.impact.model import Model, idf, whole_weights
from publius.matching.impact.rows import Floats, Ints, Query, Where
from publius.matching.impact.shard import Shard

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need made ready: its terms ascending, their exact weights and the whole ones; its lot."""

    terms: NDArray[np.int32]
    exact: Floats
    whole: NDArray[np.int32]
    unit: float
    where: Where
    seed: int

    def promise(self, whole: int, model: Model) -> float:
        """Say what a whole number of the index is worth as a score."""
        return whole * self.unit * model.step


@dataclass(frozen=True, slots=True)
class Tops:
    """For each of n needs the best k: what they are promised, their keys, and how many may fit.

    Rows are filled from the left; where there are fewer than k people the key is -1.
    """

    seeds: NDArray[np.uint64]
    promised: NDArray[np.int32]
    keys: Ints
    eligible: Ints

    def digest(self) -> str:
        """Name the outcome: SHA-256 over the numbers, the same on every machine."""
        whole = hashlib.sha256()
        for field in fields(self):
            array = getattr(self, field.name)
            whole.update(np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).tobytes())
        return whole.hexdigest()


def prepare(query: Query, people: int, frequencies: Ints, *, telling: bool = True) -> Wanted:
    """Weigh a need's terms by how telling they are; terms nobody has are left out.

    Without ``telling`` the weights are taken as they are: in an index of needs they say it all.
    """
    order = np.argsort(query.terms, kind="stable")
    terms, weights = query.terms[order], query.weights[order]
    known = terms < len(frequencies)
    terms, weights = terms[known], weights[known]
    found = frequencies[terms]
    kept = (found > 0) & (weights > 0)
    exact = weights[kept] * (idf(people, found[kept]) if telling else 1.0)
    whole, unit = whole_weights(exact)
    return Wanted(terms[kept].astype(np.int32), exact, whole, unit, query.where, seed_of(query.id))


def seed_of(need: str) -> int:
    return int.from_bytes(hashlib.sha256(need.encode("utf-8", "replace")).digest()[:8], "little")


def lots(seeds: NDArray[np.uint64], keys: Ints) -> NDArray[np.uint64]:
    """Draw each person's lot for a need (splitmix64 of both); the lowest comes first.

    >>> lots(np.uint64([1, 2]), np.array([5, 5])).tolist()[0] % 1000
    761
    """
    with np.errstate(over="ignore"):
        mixed = seeds + keys.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return np.asarray(mixed ^ (mixed >> np.uint64(31)), dtype=np.uint64)


def nothing(needs: Sequence[Wanted], k: int) -> Tops:
    """Begin with nobody: what merging leaves unchanged."""
    shape = (len(needs), k)
    return Tops(
        np.array([need.seed for need in needs], dtype=np.uint64),
        np.zeros(shape, dtype=np.int32),
        np.full(shape, NOBODY, dtype=np.int64),
        np.zeros(len(needs), dtype=np.int64),
    )


def best_of_shard(
    shard: Shard,
    alive: NDArray[np.bool_] | None,
    needs: Sequence[Wanted],
    k: int,
    way: Way,
    *,
    shift: int = 0,
    floors: NDArray[np.int32] | None = None,
) -> Tops:
    """Find each need's best k of a shard, in no order yet; ``merge`` orders them.

    Whom ``floors`` already rules out is not looked at. Keys that agree but for their last
    ``shift`` bits are one person, who counts once as eligible.
    """
    tops = nothing(needs, k)
    for row, need in enumerate(needs):
        marked = eligible(shard, need.where, alive, shift)
        if marked is None:
            continue
        tops.eligible[row] = _people_in(shard, marked, shift)
        if not tops.eligible[row] or not len(need.terms):
            continue
        promised = way.add_up(shard, need.terms, need.whole)
        least = max(1, 0 if floors is None else int(floors[row]))
        found = _best(promised, way.pick(promised, least, marked), shard.keys, need.seed, k)
        tops.promised[row, : len(found)] = promised[found]
        tops.keys[row, : len(found)] = shard.keys[found]
    return tops


def _people_in(shard: Shard, marked: NDArray[np.bool_], shift: int) -> int:
    if not shift:
        return int(np.count_nonzero(marked))
    people = shard.keys[marked] >> shift
    return int(np.count_nonzero(np.diff(people))) + 1 if len(people) else 0


def _best(promised: NDArray[np.int32], found: Ints, keys: Ints, seed: int, k: int) -> Ints:
    """Keep the k with the highest promises; the lot decides among those at the edge."""
    if len(found) <= k:
        return found
    theirs = promised[found]
    cut = np.partition(theirs, -k)[-k]
    above, level = found[theirs > cut], found[theirs == cut]
    lot = lots(np.full(len(level), seed, dtype=np.uint64), keys[level])
    return np.concatenate([above, level[np.argsort(lot)][: k - len(above)]])


def merge(one: Tops, *others: Tops) -> Tops:
    """Keep the best k of several outcomes for the same needs, best first."""
    k, several = one.keys.shape[1], (one, *others)
    promised = np.concatenate([each.promised for each in several], axis=1)
    keys = np.concatenate([each.keys for each in several], axis=1)
    lot = lots(one.seeds[:, None], keys)
    order = np.lexsort((lot, -promised), axis=1)[:, :k]
    promised = np.take_along_axis(promised, order, axis=1)
    keys = np.where(promised > 0, np.take_along_axis(keys, order, axis=1), NOBODY)
    eligible_people = np.sum([each.eligible for each in several], axis=0)
    return Tops(one.seeds, promised, keys, eligible_people)


def pack(tops: Tops) -> bytes:
    """Write an outcome as bytes, to be kept or sent."""
    needs, k = tops.keys.shape
    head = np.array([needs, k], dtype="<i8").tobytes()
    return head + b"".join(
        np.ascontiguousarray(getattr(tops, name)).astype(kind).tobytes() for name, kind in _PACKED
    )


def unpack(content: bytes) -> Tops:
    """Read what ``pack`` wrote."""
    needs, k = np.frombuffer(content, dtype="<i8", count=2).tolist()
    shapes = {"seeds": (needs,), "promised": (needs, k), "keys": (needs, k), "eligible": (needs,)}
    arrays, at = {}, 16
    for name, kind in _PACKED:
        size = int(np.prod(shapes[name]))
        array = np.frombuffer(content, dtype=kind, count=size, offset=at).reshape(shapes[name])
        arrays[name] = array.astype(array.dtype.newbyteorder("="))
        at += array.nbytes
    return Tops(**arrays)


_PACKED = (("seeds", "<u8"), ("promised", "<i4"), ("keys", "<i8"), ("eligible", "<i8"))
