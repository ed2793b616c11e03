"""Cutting and joining arrays of people, so that every shard is full and nobody is split."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from publius.matching.impact.rows import People, check_people, offsets
from publius.matching.impact.shard import SHARD_PEOPLE


def in_shards(
    chunks: Iterable[People], shift: int = 0, size: int = SHARD_PEOPLE
) -> Iterator[People]:
    """Regroup chunks of any size into as few shards as possible, never splitting a person."""
    held: People | None = None
    for chunk in chunks:
        check_people(chunk)
        if held is not None and _is_full(held, chunk, shift, size):
            yield held
            held = None
        held = chunk if held is None else join([held, chunk])
        while len(held) > size:
            end = _cut(held, shift, size)
            yield between(held, 0, end)
            held = between(held, end, len(held))
    if held is not None and len(held):
        yield held


def _is_full(held: People, following: People, shift: int, size: int) -> bool:
    """Say whether a shard's worth is held and the next person is another one: no need to join."""
    if len(held) < size or not len(following):
        return False
    return int(held.keys[-1]) >> shift != int(following.keys[0]) >> shift


def _cut(rows: People, shift: int, size: int) -> int:
    """Find the last place not beyond a full shard where one person ends and another begins."""
    people = rows.keys[: size + 1] >> shift
    change = np.flatnonzero(np.diff(people))
    return int(change[-1]) + 1 if len(change) else size


def between(rows: People, first: int, last: int) -> People:
    """Give the people numbered from ``first`` up to, not including, ``last``."""
    items = slice(int(rows.starts[first]), int(rows.starts[last]))
    entries = slice(int(rows.ends[items.start]), int(rows.ends[items.stop]))
    facets = slice(int(rows.facet_starts[first]), int(rows.facet_starts[last]))
    return People(
        keys=rows.keys[first:last],
        starts=rows.starts[first : last + 1] - items.start,
        weights=rows.weights[items],
        ends=rows.ends[items.start : items.stop + 1] - entries.start,
        terms=rows.terms[entries],
        counts=rows.counts[entries],
        facet_starts=rows.facet_starts[first : last + 1] - facets.start,
        facets=rows.facets[facets],
        latitude=rows.latitude[first:last],
        longitude=rows.longitude[first:last],
    )


def join(several: list[People]) -> People:
    """Put arrays of people one after the other."""

    def all_of(name: str) -> Any:
        return np.concatenate([getattr(rows, name) for rows in several])

    return People(
        keys=all_of("keys"),
        starts=offsets(np.concatenate([np.diff(rows.starts) for rows in several])),
        weights=all_of("weights"),
        ends=offsets(np.concatenate([np.diff(rows.ends) for rows in several])),
        terms=all_of("terms"),
        counts=all_of("counts"),
        facet_starts=offsets(np.concatenate([np.diff(rows.facet_starts) for rows in several])),
        facets=all_of("facets"),
        latitude=all_of("latitude"),
        longitude=all_of("longitude"),
    )
