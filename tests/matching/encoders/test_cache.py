"""Vectors kept on disk: never encoded twice, never silently wrong."""

import multiprocessing
import sqlite3
from contextlib import closing

import numpy as np
import pytest

from publius.matching.encoders import Cached, NoVectors, encoder
from publius.matching.encoders.cache import key_of, pack, unpack
from tests.matching.encoders.folders import tiny_folder

TEXTS = ["I cycle to work", "my white stick", "", "night bus", "I cycle to work"]


class Counting:
    """A real encoder that keeps a list of what it was asked."""

    def __init__(self, encoder):
        self.name, self.version, self.dimension = encoder.name, encoder.version, encoder.dimension
        self.encoder = encoder
        self.asked = []

    def encode(self, texts):
        self.asked.extend(texts)
        return self.encoder.encode(texts)


@pytest.fixture
def tiny(tmp_path):
    return Counting(encoder(tiny_folder(tmp_path / "tiny")))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "vectors"


def file_in(folder):
    (found,) = folder.glob("*.sqlite3")
    return found


def test_no_text_is_encoded_twice(tiny, folder):
    first = Cached(tiny, folder).encode(TEXTS)
    again = Cached(tiny, folder).encode([*TEXTS[::-1], "work"])

    assert sorted(tiny.asked) == sorted({*TEXTS, "work"})
    assert np.array_equal(first, tiny.encoder.encode(TEXTS))
    assert np.array_equal(again[:5], first[::-1])


def test_what_is_forgotten_leaves_no_trace_in_the_file(tiny, folder):
    cached = Cached(tiny, folder)
    gone, kept = cached.encode(["my white stick", "night bus"])
    traces = [pack(key_of("my white stick"), gone), key_of("my white stick")]
    before = file_in(folder).read_bytes()

    cached.forget(["my white stick", "never seen"])

    after = file_in(folder).read_bytes()
    assert [trace in before for trace in traces] == [True, True]
    assert [trace in after for trace in traces] == [False, False]
    tiny.asked.clear()
    assert np.array_equal(cached.encode(["night bus"]), [kept])
    assert tiny.asked == []


def test_forgetting_makes_no_file(tiny, folder):
    Cached(tiny, folder).forget(["night bus"])

    assert not folder.exists()


def test_it_stands_in_for_the_encoder(tiny, folder):
    cached = Cached(tiny, folder)

    assert (cached.name, cached.version, cached.dimension) == ("tiny", tiny.version, 8)
    assert cached.encode([]).shape == (0, 8)


def test_nothing_is_kept_where_there_are_no_vectors(folder):
    assert Cached(NoVectors(), folder).encode(TEXTS).shape == (5, 0)
    assert not folder.exists()


def test_another_version_has_its_own_file(tiny, tmp_path, folder):
    changed = {"hidden_act": "relu"}
    other = encoder(tiny_folder(tmp_path / "other", config=changed))

    ours = Cached(tiny, folder).encode(TEXTS)
    theirs = Cached(other, folder).encode(TEXTS)

    assert len(list(folder.iterdir())) == 2
    assert np.array_equal(theirs, other.encode(TEXTS))
    assert not np.array_equal(ours, theirs)


def test_a_row_comes_back_as_it_went_and_any_changed_bit_is_seen(tiny):
    key = b"k" * 32
    (row,) = tiny.encode(["bus"])
    packed = pack(key, row)

    assert np.array_equal(unpack(key, packed), row)
    for place in range(len(packed) * 8):
        changed = bytearray(packed)
        changed[place // 8] ^= 1 << place % 8
        assert unpack(key, bytes(changed)) is None
    assert unpack(b"x" * 32, packed) is None


@pytest.mark.parametrize("damage", ["substr(row, 1, 20)", "'text'", "7", "NULL", "x''"])
def test_a_changed_vector_is_encoded_anew_and_replaced(tiny, folder, damage):
    kept = Cached(tiny, folder).encode(TEXTS)
    with closing(sqlite3.connect(file_in(folder))) as connection, connection:
        (count,) = connection.execute("SELECT count(*) FROM vectors").fetchone()
        connection.execute(f"UPDATE vectors SET row = {damage}")  # noqa: S608
    tiny.asked.clear()

    mended = Cached(tiny, folder).encode(TEXTS)
    third = Cached(tiny, folder).encode(TEXTS)

    assert (count, sorted(tiny.asked)) == (4, sorted({*TEXTS}))
    assert np.array_equal(mended, kept)
    assert np.array_equal(third, kept)


@pytest.mark.parametrize("keep", [0, 10, 100, 2_000, 4_100, 6_000])
def test_a_file_cut_short_is_made_again(tiny, folder, keep):
    texts = [f"bus {number}" for number in range(300)]
    kept = Cached(tiny, folder).encode(texts)
    file = file_in(folder)
    file.write_bytes(file.read_bytes()[:keep])

    assert np.array_equal(Cached(tiny, folder).encode(texts), kept)
    tiny.asked.clear()
    assert np.array_equal(Cached(tiny, folder).encode(texts), kept)
    assert tiny.asked == []


@pytest.mark.parametrize("start", [0, 50, 100, 4_096, 5_000, 8_192])
def test_a_file_overwritten_with_rubbish_is_never_wrong(tiny, folder, start):
    texts = [f"bus {number}" for number in range(300)]
    kept = Cached(tiny, folder).encode(texts)
    file = file_in(folder)
    content = bytearray(file.read_bytes())
    content[start : start + 3_000] = b"\x5a" * len(content[start : start + 3_000])
    file.write_bytes(content)

    assert np.array_equal(Cached(tiny, folder).encode(texts), kept)
    assert np.array_equal(Cached(tiny, folder).encode(texts), kept)
    tiny.asked.clear()
    assert np.array_equal(Cached(tiny, folder).encode(texts), kept)
    assert tiny.asked == []


def test_a_file_of_another_make_is_made_again(tiny, folder):
    folder.mkdir()
    path = folder / f"vectors-{tiny.version}.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE vectors (text, numbers)")

    Cached(tiny, folder).encode(TEXTS)
    tiny.asked.clear()
    Cached(tiny, folder).encode(TEXTS)

    assert tiny.asked == []


def test_a_folder_that_cannot_be_used_costs_time_and_nothing_else(tiny, tmp_path, caplog):
    (tmp_path / "a-file").write_text("not a folder")

    vectors = Cached(tiny, tmp_path / "a-file").encode(TEXTS)

    assert np.array_equal(vectors, tiny.encoder.encode(TEXTS))
    assert "Vectors cannot be kept in" in caplog.text


def fill(path, folder, numbers):
    texts = [f"bus {number} work" for number in numbers]
    for start in range(0, len(texts), 10):
        Cached(encoder(path), folder).encode(texts[start : start + 10])


def test_two_processes_share_a_file(tiny, tmp_path, folder):
    spawn = multiprocessing.get_context("spawn")
    ranges = [range(120), range(200, 80, -1)]
    both = [spawn.Process(target=fill, args=(tmp_path / "tiny", folder, each)) for each in ranges]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    texts = [f"bus {number} work" for number in range(201)]

    vectors = Cached(tiny, folder).encode(texts)

    assert [process.exitcode for process in both] == [0, 0]
    assert tiny.asked == []
    assert np.array_equal(vectors, tiny.encoder.encode(texts))
