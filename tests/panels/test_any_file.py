"""Whatever bytes a file holds, it is read or refused in a sentence; never anything else."""

import io

import openpyxl
from hypothesis import example, given, settings
from hypothesis import strategies as st

from publius.panels import FileError, Target, Targets
from publius.panels.io import PoolFile, read_pool, read_seats, read_targets
from publius.panels.settingsfile import DrawSettings, read_settings

TARGETS = Targets((Target("side", "Left", 1, 1), Target("side", "Right", 0, 1)))
CELLS = ["id", "side", "left", "Rihgt", "left;right", "1", "-1", "nan", "min", "max", "feature"]
CELLS += ["value", "min_flex", "=1+1", '"', "", " ", "\ufeff", "é", "\x00", "sep=;"]


@st.composite
def tables(draw):
    mark = draw(st.sampled_from([",", ";", "\t"]))
    rows = draw(st.lists(st.lists(st.sampled_from(CELLS), max_size=6), max_size=6))
    return "\n".join(mark.join(row) for row in rows).encode(
        draw(st.sampled_from(["utf-8", "utf-16"]))
    )


def workbook():
    made = openpyxl.Workbook()
    made.active.append(["id", "side", "feature", "value", "min", "max"])
    made.active.append(["a", "left", "side", "Left", 1, 2])
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


WORKBOOK = workbook()


def read_or_refuse(data):
    """What each reader makes of the bytes: a result, or the error it raised."""
    readers = (read_targets, read_seats, lambda file: read_pool(file, TARGETS), read_settings)
    for reader in readers:
        try:
            yield reader(io.BytesIO(data))
        except FileError as refusal:
            yield refusal


def sound(outcome):
    if isinstance(outcome, FileError):
        return str(outcome).startswith("standard input") and outcome.code != str(outcome)
    return isinstance(outcome, (Targets, tuple, PoolFile, DrawSettings))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60) | tables())
@example(b"id,side\na,left\n")
@example(b"\xef\xbb\xbf")
def test_any_bytes_are_read_or_refused(data):
    assert all(map(sound, read_or_refuse(data)))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(WORKBOOK) - 1), st.integers(0, 255), st.integers(0, len(WORKBOOK)))
@example(0, WORKBOOK[0], 0)
def test_a_damaged_workbook_is_read_or_refused(place, byte, cut):
    damaged = bytearray(WORKBOOK)
    damaged[place] = byte

    assert all(map(sound, read_or_refuse(bytes(damaged))))
    assert all(map(sound, read_or_refuse(WORKBOOK[:cut])))


def test_the_undamaged_workbook_is_read():
    targets, _, pool, _ = read_or_refuse(WORKBOOK)

    assert targets == Targets((Target("side", "Left", 1, 2),))
    assert list(pool.rows) == ["a"]
