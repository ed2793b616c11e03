"""The index is derived data: damage, staleness and half-done changes are seen and made good."""

import sqlite3
from dataclasses import replace

import pytest

from publius.matching import Evidence, Kind, MemoryIndex
from publius.matching.impact import (
    ImpactEngine,
    ImpactIndex,
    IndexDamagedError,
    IndexMissingError,
    build,
    people,
)
from publius.matching.impact.engine import check
from tests.matching.examples import CYCLING, TOWN, item
from tests.matching.impact.batches import build_crowd


class Place:
    """Evidence kept elsewhere, as a database would."""

    def __init__(self, evidence):
        self.evidence = list(evidence)
        self.asked = []

    def of(self, names):
        self.asked.append(sorted(names))
        return [each for each in self.evidence if each.person in names]

    def everything(self):
        return self.evidence, ()


def expected(evidence):
    return MemoryIndex(evidence).search(CYCLING, top=5)


def flip_a_byte(path):
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("name", ["impacts", "ids", "pointers", "keys", "facet_ids", "frequencies"])
def test_a_flipped_bit_is_found_before_anything_is_answered(folder, name):
    build_crowd(folder)
    file = next(path for path in sorted(folder.rglob(f"{name}.npy")) if path.stat().st_size > 128)
    flip_a_byte(file)

    with pytest.raises(IndexDamagedError) as refused:
        ImpactEngine(folder)

    assert f"{name}.npy is not what was written. It was not used." in str(refused.value)


def cut(path):
    path.write_bytes(path.read_bytes()[:-40])


@pytest.mark.parametrize("harm", [cut, flip_a_byte, lambda path: path.unlink()])
@pytest.mark.parametrize("name", ["manifest.json", "current.json", "values"])
def test_a_file_that_is_cut_changed_or_gone_is_found(folder, harm, name):
    build_crowd(folder)
    harm(next(folder.rglob("impacts.npy" if name == "values" else name)))

    with pytest.raises((IndexDamagedError, IndexMissingError)):
        ImpactEngine(folder)


def test_a_check_reads_every_byte_of_an_index_in_use(folder):
    build_crowd(folder)
    assert check(folder) == 1_500

    flip_a_byte(next(folder.rglob("impacts.npy")))

    with pytest.raises(IndexDamagedError):
        check(folder)


def test_an_index_that_was_never_built_says_so(folder):
    with pytest.raises(IndexMissingError) as refused:
        ImpactEngine(folder)

    assert "Build it first; the evidence is enough for that." in str(refused.value)


def test_a_build_that_stops_half_way_leaves_the_old_state_in_force(folder):
    build(folder, [people([(1, [(1.0, {5: 1})])])], average=1.0)

    def breaking():
        yield people([(2, [(1.0, {5: 1})])])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(folder, breaking(), average=1.0)

    assert ImpactEngine(folder).generation.parts[0].shard.keys.tolist() == [1]


def test_damaged_shards_are_made_anew_without_a_word(tmp_path):
    ImpactIndex(tmp_path).upsert(TOWN)
    flip_a_byte(next((tmp_path / "shards").rglob("impacts.npy")))

    assert ImpactIndex(tmp_path).search(CYCLING, top=5) == expected(TOWN)


def test_a_change_that_stopped_between_shards_and_words_is_noticed(tmp_path):
    index = ImpactIndex(tmp_path)
    index.upsert(TOWN)
    index.engine.change(gone=list(index.catalogue.numbers_of(["Cy"]).values()), note="half-way")

    assert ImpactIndex(tmp_path).search(CYCLING, top=5) == expected(TOWN)


def test_a_damaged_catalogue_is_made_anew_from_the_evidence(tmp_path):
    place = Place(TOWN)
    ImpactIndex(tmp_path, evidence=place.of, everything=place.everything).catalogue.close()
    (tmp_path / "catalogue.sqlite").write_bytes(b"SQLite format 3\0 and then something else" * 99)

    index = ImpactIndex(tmp_path, evidence=place.of, everything=place.everything)

    assert index.search(CYCLING, top=5) == expected(TOWN)


def test_a_damaged_catalogue_without_the_evidence_is_refused(tmp_path):
    ImpactIndex(tmp_path).catalogue.close()
    (tmp_path / "catalogue.sqlite").write_bytes(b"SQLite format 3\0 and then something else" * 99)

    with pytest.raises(IndexDamagedError) as refused:
        ImpactIndex(tmp_path)

    assert "Rebuild it from the evidence; nothing is lost." in str(refused.value)


def test_other_constants_make_the_index_anew(tmp_path):
    place = Place(TOWN)
    index = ImpactIndex(tmp_path, evidence=place.of, everything=place.everything)
    other = replace(index.parameters, faint=0.9)

    again = ImpactIndex(tmp_path, evidence=place.of, everything=place.everything, parameters=other)

    assert again.search(CYCLING, top=5) == MemoryIndex(TOWN, parameters=other).search(
        CYCLING, top=5
    )


def test_an_index_opens_full_where_it_knows_where_everything_is(tmp_path):
    place = Place(TOWN)

    index = ImpactIndex(tmp_path, evidence=place.of, everything=place.everything)

    assert index.stats().items == len(TOWN)
    assert index.search(CYCLING, top=5) == expected(TOWN)


def test_only_candidates_are_read_from_where_evidence_is_kept(tmp_path):
    bakers = [item(f"b{n}", "Bread and rolls.", f"baker {n}") for n in range(2_000)]
    place = Place([*TOWN, *bakers])
    index = ImpactIndex(tmp_path, evidence=place.of, everything=place.everything)

    found = index.search(CYCLING, top=5)

    assert found == expected(place.evidence)
    assert [name for names in place.asked for name in names if name.startswith("baker")] == []


def test_evidence_that_changed_unsaid_is_judged_as_it_is_now_and_taken_in(tmp_path):
    place = Place(TOWN)
    index = ImpactIndex(tmp_path, evidence=place.of, everything=place.everything)
    place.evidence = [each for each in TOWN if each.id != "commute"]

    found = index.search(CYCLING, top=5)

    assert [reason.evidence for fit in found.fits for reason in fit.reasons] == ["school"]
    assert index.stats().items == len(TOWN) - 1
    assert index.search(CYCLING, top=5) == expected(place.evidence)


def test_texts_kept_elsewhere_are_not_copied(tmp_path):
    place = Place([item("e", "A sentence nobody else should keep.")])
    ImpactIndex(tmp_path, evidence=place.of, everything=place.everything).catalogue.close()

    assert all(b"nobody else" not in path.read_bytes() for path in tmp_path.rglob("*.*"))


def test_somebody_deleted_is_gone_from_the_catalogue_by_name(tmp_path):
    index = ImpactIndex(tmp_path)
    index.upsert(TOWN)

    index.delete(people=["Eve"])
    index.catalogue.close()

    with sqlite3.connect(tmp_path / "catalogue.sqlite") as base:
        names = [row[0] for row in base.execute("SELECT name FROM person ORDER BY name")]
    assert names == ["Ada", "Bo", "Cy", "Di"]


def test_a_rebuild_tells_how_far_it_is(tmp_path):
    place = Place(Evidence(f"e{n}", f"p{n}", Kind.LIVED, "I cycle.", "role") for n in range(4_500))
    index = ImpactIndex(tmp_path, evidence=place.of, everything=place.everything)
    heard = []

    index.rebuild(heard.append)

    assert heard == [2_000, 4_000, 4_500]
    assert index.stats().people == 4_500


def test_bad_input_is_taken_in_or_refused_with_a_sentence(tmp_path):
    index = ImpactIndex(tmp_path)
    odd = [
        item("nul", "cab\0driver", "Ada"),
        item("long", "cab " * 250_000, "Bo"),
        item("emoji", "🚕🚲", "Cy"),
        item("tongues", "Taxi driver. Gyrrwr tacsi. Kierowca taksówki. 出租车司机", "Di"),
        *(item(f"many{n}", f"cab rank {n}", "Eve") for n in range(2_000)),
        item("same1", "I drive a cab.", "Flo"),
        item("same2", "I drive a cab.", "Gus"),
    ]

    index.upsert(odd)
    found = index.search(replace(CYCLING, text="cab drivers"), top=9)

    assert found == MemoryIndex(odd).search(replace(CYCLING, text="cab drivers"), top=9)
