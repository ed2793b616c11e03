"""Needs, evidence, profiles and stored runs from files people already have.

``source`` is a path or an open binary stream. Every problem is a ``BadFileError`` that
names the file, the line and the fix; nothing is guessed and nothing is left out silently.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from publius.matching.entries import Columns, Entry, closest, document, entries
from publius.matching.errors import BadFileError, BadValueError
from publius.matching.lines import Source, name_of
from publius.matching.records import Record
from publius.matching.types import Evidence, Kind, Need

NEED_COLUMNS = Columns("needs", ("id", "text"), ("title", "kind", "skills", "place"))
EVIDENCE_COLUMNS = Columns(
    "evidence",
    ("id", "person", "kind", "text", "source"),
    ("title", "weight", "at", "place", "hidden"),
)
AnyRecord = TypeVar("AnyRecord", bound=Record)
YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a folder that holds needs, evidence and perhaps profiles."""

    needs: Path
    evidence: Path
    profiles: Path | None


def read_needs(source: Source) -> tuple[Need, ...]:
    """Read needs: ``id``, ``text`` (or ``title``, ``abstract``), ``kind``, ``skills``, ``place``.

    >>> import io
    >>> [need.text for need in read_needs(io.BytesIO(b"id,text\\nn1,Cab drivers"))]
    ['Cab drivers']
    """
    name = name_of(source)
    return tuple(
        _record(Need, _need_fields, entry, name)
        for entry in _unique(entries(source, NEED_COLUMNS), name)
    )


def read_evidence(
    source: Source, *, profiles: Source | None = None, draw: str | None = None
) -> Iterator[Evidence]:
    """Read evidence, one item at a time.

    Where items name no person, ``profiles`` says who has which: ``{person: [item ids]}``,
    or several such draws by name, of which ``draw`` picks one (the first by default). Such
    items are taken for publications of professionals unless they say otherwise.

    >>> import io
    >>> file = b"id;person;kind;text;source\\ne1;Bo;practical;I drive a cab.;role"
    >>> [item.person for item in read_evidence(io.BytesIO(file))]
    ['Bo']
    """
    name = name_of(source)
    found = _unique(entries(source, EVIDENCE_COLUMNS), name)
    if profiles is not None:
        yield from _shared_out(found, name, profiles, draw)
        return
    for entry in found:
        yield _record(Evidence, _evidence_fields, entry, name)


def read_record(source: Source) -> Any:
    """Read a stored run, to be given to ``replay``."""
    return document(source)


def find_folder(path: Path) -> Folder:
    """Recognise the files of a folder by their names."""
    needs, evidence = _first(path, "needs"), _first(path, "evidence")
    if needs is None or evidence is None:
        missing = "needs" if needs is None else "evidence"
        raise BadFileError("folder", file=str(path), missing=missing)
    profiles = path / "profiles.json"
    return Folder(needs, evidence, profiles if profiles.is_file() else None)


def _first(folder: Path, stem: str) -> Path | None:
    names = (folder / f"{stem}.json", folder / f"{stem}.csv")
    return next((path for path in names if path.is_file()), None)


def _unique(found: Iterable[Entry], name: str) -> Iterator[Entry]:
    places: dict[Any, str] = {}
    for entry in found:
        key = entry.fields.get("id")
        if isinstance(key, str) and key in places:
            first = places[key]
            raise BadFileError("duplicate_row", file=name, place=entry.place, id=key, first=first)
        if isinstance(key, str):
            places[key] = entry.place
        yield entry


def _record(
    record: type[AnyRecord], fields_of: Callable[[Entry], dict[str, Any]], entry: Entry, name: str
) -> AnyRecord:
    try:
        fields = fields_of(entry)
        if not str(fields["text"]).strip():
            raise BadValueError("empty", field="text")
        return record.from_json(fields)
    except BadValueError as error:
        raise BadFileError("bad_row", file=name, place=entry.place, problem=str(error)) from error


def _need_fields(entry: Entry) -> dict[str, Any]:
    fields = _known_fields(entry, NEED_COLUMNS)
    if entry.is_row:
        skills = fields.pop("skills", "").split(";")
        fields["skills"] = [skill.strip() for skill in skills if skill.strip()]
    return fields


def _evidence_fields(entry: Entry) -> dict[str, Any]:
    fields = _known_fields(entry, EVIDENCE_COLUMNS)
    year = entry.fields.get("year")
    if isinstance(year, int) and 1 <= year <= 9999:
        fields.setdefault("at", date(year, 1, 1).isoformat())
    if entry.is_row:
        for column, parse in (("weight", _number), ("hidden", _yes_no)):
            if column in fields:
                fields[column] = parse(fields[column])
    return fields


def _known_fields(entry: Entry, columns: Columns) -> dict[str, Any]:
    """Keep the filled fields we know; others are the file's own business, unless misspelt."""
    names = (*columns.required, *columns.optional)
    fields: dict[str, Any] = {}
    for name, value in entry.fields.items():
        if name in names and not (entry.is_row and not value.strip()):
            fields[name] = value.strip() if entry.is_row else value
        elif name not in names and (meant := closest(name, names, entry.fields)):
            raise BadValueError("misspelt_field", field=name, meant=meant)
    fields["text"] = _text(entry.fields)
    if isinstance(fields.get("kind"), str):
        fields["kind"] = fields["kind"].strip().lower()
    fields.pop("title", None)
    return fields


def _text(fields: Mapping[str, Any]) -> Any:
    """Join title and text on lines of their own; anything but text is handed on as it is."""
    parts = [fields.get(key) for key in ("title", "text", "abstract")]
    wrong = [part for part in parts if part is not None and not isinstance(part, str)]
    texts = [part.strip() for part in parts if isinstance(part, str) and part.strip()]
    return wrong[0] if wrong else "\n".join(texts)


def _number(value: str) -> float | str:
    try:
        return float(value)
    except ValueError:
        return value


def _yes_no(value: str) -> bool | str:
    return YES_NO.get(value.lower(), value)


def _shared_out(
    found: Iterable[Entry], name: str, profiles: Source, draw: str | None
) -> Iterator[Evidence]:
    items = {entry.fields.get("id"): entry for entry in found}
    for person, ids in _profiles(profiles, draw).items():
        for each in ids:
            if not isinstance(each, str) or each not in items:
                raise BadFileError(
                    "unknown_item", file=name_of(profiles), person=person, id=each, evidence=name
                )
            owned = partial(_owned_fields, person)
            yield _record(Evidence, owned, items[each], name)


def _owned_fields(person: str, entry: Entry) -> dict[str, Any]:
    fields = {"kind": Kind.PROFESSIONAL.value, "source": "publication", **_evidence_fields(entry)}
    return fields | {"id": f"{person}/{entry.fields['id']}", "person": person}


def _profiles(source: Source, draw: str | None) -> dict[str, list[str]]:
    name, value = name_of(source), document(source)
    if isinstance(value, dict) and value and all(isinstance(v, dict) for v in value.values()):
        chosen = next(iter(value)) if draw is None else draw
        if chosen not in value:
            raise BadFileError("no_draw", file=name, draw=draw, draws=", ".join(value))
        value = value[chosen]
    if not isinstance(value, dict) or not all(isinstance(ids, list) for ids in value.values()):
        raise BadFileError(
            "json_shape",
            file=name,
            problem="this does not say who has which items.",
            fix='Write {"person": ["item id", ...], ...}.',
        )
    return value
