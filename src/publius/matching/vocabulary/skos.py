"""The vocabulary as SKOS in JSON-LD, for other programs and for reviewers.

SKOS: Simple Knowledge Organization System (W3C Recommendation, 18 August 2009). Official words
become alternative labels, everyday words hidden labels: those are for text that should be
found and need not be shown (section 5.1), so the two kinds stay apart.
"""

from typing import Any

from publius.matching.vocabulary import Vocabulary
from publius.matching.vocabulary.concepts import Concept

SCHEME = "urn:publius:vocabulary"
CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "publius": "urn:publius:",
    "prefLabel": {"@id": "skos:prefLabel", "@language": "en"},
    "altLabel": {"@id": "skos:altLabel", "@language": "en", "@container": "@set"},
    "hiddenLabel": {"@id": "skos:hiddenLabel", "@language": "en", "@container": "@set"},
    "notation": "skos:notation",
    "broader": {"@id": "skos:broader", "@type": "@id", "@container": "@set"},
    "related": {"@id": "skos:related", "@type": "@id", "@container": "@set"},
    "inScheme": {"@id": "skos:inScheme", "@type": "@id"},
    "sort": "publius:sort",
}


def skos(vocabulary: Vocabulary) -> dict[str, Any]:
    """Write a vocabulary as one JSON-LD document.

    >>> from publius.matching.vocabulary import Sort
    >>> words = Vocabulary([Concept("cane", "long cane", Sort.TOPIC, ("cane",), ("my stick",))])
    >>> skos(words)["@graph"][1]["hiddenLabel"]
    ['my stick']
    """
    scheme = {"@id": SCHEME, "@type": "skos:ConceptScheme", "notation": vocabulary.digest[:12]}
    concepts = [_concept(each) for each in vocabulary.concepts.values()]
    return {"@context": CONTEXT, "@graph": [scheme, *concepts]}


def _concept(concept: Concept) -> dict[str, Any]:
    return {
        "@id": _name(concept.id),
        "@type": "skos:Concept",
        "inScheme": SCHEME,
        "prefLabel": concept.label,
        "altLabel": list(concept.official),
        "hiddenLabel": list(concept.everyday),
        "broader": [_name(each) for each in concept.broader],
        "related": [_name(each) for each in concept.related],
        "sort": concept.sort.value,
    }


def _name(concept_id: str) -> str:
    return f"{SCHEME}:{concept_id}"
