"""Concepts from TOML files, each mistake named with its file, concept and fix."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from publius.matching.vocabulary.concepts import Concept, Sort
from publius.matching.vocabulary.errors import VocabularyError
from publius.matching.vocabulary.phrases import words_of

_LISTS = ("official", "everyday", "broader", "related")
_FIELDS = ("id", "label", "sort", *_LISTS)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_file(path: Path) -> tuple[Concept, ...]:
    """Read the concepts of one file."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise VocabularyError("unreadable", file=path, problem=error.strerror) from error
    except ValueError as error:
        raise VocabularyError("not_toml", file=path.name, problem=error) from error
    concepts = data.get("concept")
    if not isinstance(concepts, list) or not concepts:
        raise VocabularyError("no_concepts", file=path.name)
    return tuple(_concept(each, path.name) for each in concepts)


def files_in(place: Path) -> list[Path]:
    """List the TOML files of a folder by name; a file is its own list."""
    return sorted(place.glob("*.toml")) if place.is_dir() else [place]


def check(read: Mapping[str, Iterable[Concept]]) -> dict[str, Concept]:
    """Put the concepts of several files together, by id, where all of them make sense."""
    known: dict[str, Concept] = {}
    home: dict[str, str] = {}
    for file, concepts in read.items():
        for concept in concepts:
            if concept.id in known:
                raise VocabularyError(
                    "duplicate_id", id=concept.id, first=home[concept.id], file=file
                )
            known[concept.id], home[concept.id] = concept, file
    for concept in known.values():
        _check_relations(concept, known, home[concept.id])
    return dict(sorted(known.items()))


def _check_relations(concept: Concept, known: Mapping[str, Concept], file: str) -> None:
    for relation in ("broader", "related"):
        for other in getattr(concept, relation):
            if other not in known:
                raise VocabularyError(
                    "dangling", file=file, id=concept.id, other=other, relation=relation
                )
    way: list[str] = []
    above = list(concept.broader)
    while above:
        other = above.pop()
        if other == concept.id:
            raise VocabularyError("circle", file=file, id=other, way=", ".join(way) or "itself")
        if other not in way and other in known:
            way.append(other)
            above += known[other].broader


def _concept(data: Any, file: str) -> Concept:
    if not isinstance(data, dict):
        raise VocabularyError("no_concepts", file=file)
    name = data.get("id", "")
    for field in data:
        if field not in _FIELDS:
            known = ", ".join(_FIELDS)
            raise VocabularyError("unknown_field", file=file, id=name, field=field, known=known)
    for field in ("id", "label", "sort"):
        if field not in data:
            raise VocabularyError("missing_field", file=file, id=name, field=field)
    for field, value in data.items():
        _check_type(field, value, name, file)
    if not _ID.fullmatch(name):
        raise VocabularyError("bad_id", file=file, id=name)
    concept = Concept(
        name,
        data["label"],
        _sort(data["sort"], name, file),
        **{field: tuple(data.get(field, ())) for field in _LISTS},
    )
    for phrase in concept.phrases:
        if not words_of(phrase).telling:
            raise VocabularyError("empty_phrase", file=file, id=name, phrase=phrase)
    return concept


def _check_type(field: str, value: object, name: object, file: str) -> None:
    if field not in _LISTS:
        good, expected = isinstance(value, str), "text"
    else:
        good = isinstance(value, list) and all(isinstance(each, str) for each in value)
        expected = "a list of texts"
    if not good:
        raise VocabularyError("wrong_type", file=file, id=name, field=field, expected=expected)


def _sort(value: str, name: str, file: str) -> Sort:
    try:
        return Sort(value)
    except ValueError:
        known = ", ".join(Sort)
        raise VocabularyError("unknown_sort", file=file, id=name, sort=value, known=known) from None
