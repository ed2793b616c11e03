"""Other engines on the same people and needs; run by ``bench.scale`` in an environment of its own.

    python scale_peers.py FOLDER NEEDS PEER[=SEARCHES]...

FOLDER holds the people as arrays and the needs in the JSON file NEEDS (see ``bench.scale``).
Every engine gets what it does best: one document per person, the words of all items, skills of
a need counting three times, its own ranking formula, one thread. Prints one JSON line per engine:
CPU seconds of building from token numbers, size, milliseconds per search, and whom it found.
"""

import json
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

TOP = 50


class People:
    def __init__(self, folder: Path, needs: str) -> None:
        self.number = len(np.load(folder / "keys.npy", mmap_mode="r"))
        items = np.load(folder / "starts.npy")
        self.facet_starts = np.load(folder / "facet_starts.npy")
        self.facets = np.load(folder / "facets.npy", mmap_mode="r")
        self.latitude = np.load(folder / "latitude.npy")
        self.longitude = np.load(folder / "longitude.npy")
        self.starts = np.load(folder / "ends.npy")[items]
        self.terms = np.load(folder / "terms.npy", mmap_mode="r")
        self.needs = json.loads((folder / needs).read_text())

    def facets_of(self, person: int) -> str:
        run = self.facets[self.facet_starts[person] : self.facet_starts[person + 1]]
        return " ".join(f"f{each}" for each in run.tolist())

    def texts(self):
        words = np.array([f"t{n}" for n in range(int(self.terms.max()) + 1)], dtype=object)
        for person in range(self.number):
            run = self.terms[self.starts[person] : self.starts[person + 1]]
            yield person, " ".join(words[run].tolist())


def tantivy_peer(people: People, folder: Path):
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("id", fast=True)
    schema.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    schema.add_text_field("facets", tokenizer_name="whitespace", index_option="basic")
    for name in ("latitude", "longitude"):
        schema.add_float_field(name, fast=True)
    schema = schema.build()
    must, should = tantivy.Occur.Must, tantivy.Occur.Should

    def build():
        index = tantivy.Index(schema, path=str(folder))
        writer = index.writer(heap_size=1_000_000_000, num_threads=1)
        for person, text in people.texts():
            writer.add_document(
                tantivy.Document(
                    id=person,
                    text=text,
                    facets=people.facets_of(person),
                    latitude=float(people.latitude[person]),
                    longitude=float(people.longitude[person]),
                )
            )
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return index.searcher()

    def word(field, text):
        return tantivy.Query.term_query(schema, field, text, "basic")

    def search(searcher, need):
        words = [
            (should, tantivy.Query.boost_query(word("text", f"t{term}"), weight))
            for term, weight in zip(need["terms"], need["weights"], strict=True)
        ]
        query = tantivy.Query.boolean_query(words)
        wanted = [
            tantivy.Query.boolean_query([(should, word("facets", f"f{each}")) for each in group])
            for group in need["any_of"]
        ]
        for field, (low, high) in need["box"].items():  # a box: it knows no circle
            wanted.append(
                tantivy.Query.range_query(schema, field, tantivy.FieldType.Float, low, high)
            )
        if wanted:
            silent = [(must, tantivy.Query.const_score_query(each, 0.0)) for each in wanted]
            query = tantivy.Query.boolean_query([(must, query), *silent])
        hits = searcher.search(query, TOP, count=False).hits
        return searcher.fast_field_values("id", [address for _, address in hits])

    return build, search


def bm25s_peer(people: People, folder: Path):
    import bm25s

    def build():
        index = bm25s.BM25(backend="numba")
        terms = np.asarray(people.terms)
        ids = [terms[a:b] for a, b in zip(people.starts, people.starts[1:], strict=False)]
        vocabulary = {f"t{n}": n for n in range(int(terms.max()) + 1)}
        index.index((ids, vocabulary), show_progress=False)
        index.save(str(folder))
        index.activate_numba_scorer()
        return index

    def search(index, need):
        words = zip(need["terms"], need["weights"], strict=True)
        tokens = [f"t{term}" for term, weight in words for _ in range(int(weight))]
        found, _ = index.retrieve([tokens], k=TOP, n_threads=0, show_progress=False)
        return found[0].tolist()

    return build, search


def fts5_peer(people: People, folder: Path):
    def build():
        database = sqlite3.connect(folder / "fts.sqlite")
        database.execute("CREATE VIRTUAL TABLE person USING fts5(text, detail='full')")
        database.executemany("INSERT INTO person(rowid, text) VALUES (?, ?)", people.texts())
        database.commit()
        return database

    def search(database, need):
        query = " OR ".join(f"t{term}" for term in need["terms"])
        rows = database.execute(
            "SELECT rowid FROM person WHERE person MATCH ? ORDER BY rank LIMIT ?", (query, TOP)
        )
        return [row[0] for row in rows]

    return build, search


PEERS = {"tantivy": tantivy_peer, "bm25s": bm25s_peer, "SQLite FTS5": fts5_peer}


def measure(name: str, people: People, searches: int) -> dict[str, object]:
    folder = Path(tempfile.mkdtemp(prefix="peer-"))
    try:
        build, search = PEERS[name](people, folder)
        begin = time.process_time()
        engine = build()
        built = time.process_time() - begin
        search(engine, people.needs[0])
        spent, found = [], []
        for need in people.needs[:searches]:
            begin = time.process_time()
            found.append([int(each) for each in search(engine, need)])
            spent.append((time.process_time() - begin) * 1000)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {
        "peer": name, "build": built, "mb": size / 1e6, "spent": spent, "found": found, "peak": peak
    }  # fmt: skip


def main() -> None:
    people = People(Path(sys.argv[1]), sys.argv[2])
    for wish in sys.argv[3:]:
        name, _, searches = wish.partition("=")
        try:
            print(json.dumps(measure(name, people, int(searches or 200))), flush=True)
        except ImportError as error:
            print(json.dumps({"peer": name, "missing": str(error)}), flush=True)


if __name__ == "__main__":
    main()
