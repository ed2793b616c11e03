"""The vocabulary in SKOS, written as JSON-LD, so that other programs can read it.

Terms: https://www.w3.org/TR/skos-reference/ - prefLabel, altLabel (official words),
hiddenLabel (everyday words, which searches should find but lists need not show), broader,
narrower, related.
"""

from collections.abc import Mapping
from typing import Any

from publius.matching.vocabulary.concepts import Concept

LANGUAGE = "en-GB"
SCHEME = "urn:publius:words"
CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "id": "@id",
    "type": "@type",
    "graph": "@graph",
    "prefLabel": {"@id": "skos:prefLabel", "@language": LANGUAGE},
    "altLabel": {"@id": "skos:altLabel", "@language": LANGUAGE, "@container": "@set"},
    "hiddenLabel": {"@id": "skos:hiddenLabel", "@language": LANGUAGE, "@container": "@set"},
    "notation": {"@id": "skos:notation"},
    "broader": {"@id": "skos:broader", "@type": "@id", "@container": "@set"},
    "narrower": {"@id": "skos:narrower", "@type": "@id", "@container": "@set"},
    "related": {"@id": "skos:related", "@type": "@id", "@container": "@set"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "sort": {"@id": "skos:note", "@language": LANGUAGE},
}


def as_skos(concepts: Mapping[str, Concept]) -> dict[str, Any]:
    """Write concepts as one JSON-LD document.

    >>> from publius.matching.vocabulary.concepts import Sort
    >>> cane = Concept("cane", "long cane", Sort.EXPERIENCE, (), ("white stick",))
    >>> as_skos({"cane": cane})["graph"][1]["hiddenLabel"]
    ['white stick']
    """
    narrower: dict[str, list[str]] = {}
    for concept in concepts.values():
        for above in concept.broader:
            narrower.setdefault(above, []).append(concept.id)
    scheme = {"id": SCHEME, "type": "skos:ConceptScheme"}
    rows = [_row(each, narrower.get(each.id, [])) for each in concepts.values()]
    return {"@context": CONTEXT, "graph": [scheme, *rows]}


def _row(concept: Concept, narrower: list[str]) -> dict[str, Any]:
    return {
        "id": _name(concept.id),
        "type": "skos:Concept",
        "inScheme": SCHEME,
        "notation": concept.id,
        "prefLabel": concept.label,
        "altLabel": list(concept.official),
        "hiddenLabel": list(concept.everyday),
        "broader": [_name(each) for each in concept.broader],
        "narrower": [_name(each) for each in narrower],
        "related": [_name(each) for each in concept.related],
        "sort": concept.sort.value,
    }


def _name(concept: str) -> str:
    return f"{SCHEME}:{concept}"
