"""The vocabulary of this place as people read it: its domains, and what a search finds."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publius.matching.vocabulary import HERE, Concept, Sort, Vocabulary
from publius.matching.vocabulary.phrases import words_of
from publius.matching.vocabulary.reading import files_in, read_file

from .method import method_now


@dataclass(frozen=True)
class SortWords:
    """A sort of concept in words, and the colour of its tag."""

    label: Promise
    colour: str


SORTS = {
    Sort.EXPERIENCE: SortWords(_("Lived through"), "purple"),
    Sort.ROLE: SortWords(_("Done by somebody"), "teal"),
    Sort.SERVICE: SortWords(_("Service or right"), "green"),
    Sort.TOPIC: SortWords(_("Subject"), "grey"),
    Sort.SETTING: SortWords(_("Place or thing"), "yellow"),
}


@dataclass(frozen=True)
class Domain:
    """One file of the vocabulary: what it is about, and its concepts by their labels."""

    key: str
    title: str
    note: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True)
class Book:
    """The whole vocabulary with its domains and what lies below each concept."""

    vocabulary: Vocabulary
    domains: tuple[Domain, ...]
    narrower: Mapping[str, tuple[str, ...]]

    @property
    def concepts(self) -> Mapping[str, Concept]:
        return self.vocabulary.concepts

    def domain(self, key: str) -> Domain | None:
        return next((domain for domain in self.domains if domain.key == key), None)

    def domain_of(self, concept: Concept) -> Domain | None:
        return next((domain for domain in self.domains if concept in domain.concepts), None)

    def named(self, keys: Iterable[str]) -> list[Concept]:
        return by_label(self.concepts[key] for key in keys)

    def read_in(self, text: str) -> list[Concept]:
        """What Publius understands in a text, each once."""
        found = dict.fromkeys(mention.concept for mention in self.vocabulary.mentions(text))
        return [self.concepts[key] for key in found]

    def found(self, text: str) -> list[Concept]:
        """Concepts with a way to say them that has all the telling words of a search in it."""
        wanted = {word.stem for word in words_of(text).telling}
        return by_label(
            concept
            for concept in self.concepts.values()
            if wanted and any(wanted <= _stems(phrase) for phrase in concept.phrases)
        )


@lru_cache(maxsize=20_000)
def _stems(phrase: str) -> frozenset[str]:
    return frozenset(word.stem for word in words_of(phrase).telling)


def by_label(concepts: Iterable[Concept]) -> list[Concept]:
    return sorted(concepts, key=lambda concept: concept.label.casefold())


def book_now() -> Book:
    """The vocabulary this process matches with."""
    method = method_now()
    own = Path(settings.OWN_VOCABULARY) if settings.OWN_VOCABULARY else None
    is_used = own is not None and len(method.vocabulary) > len(Vocabulary.built_in())
    return _book(method.vocabulary, (HERE, own) if is_used else (HERE,))


@lru_cache(maxsize=2)
def _book(vocabulary: Vocabulary, places: tuple[Path, ...]) -> Book:
    domains = tuple(_domain(path) for place in places for path in files_in(place))
    narrower: dict[str, tuple[str, ...]] = {}
    for concept in vocabulary.concepts.values():
        for above in concept.broader:
            narrower[above] = (*narrower.get(above, ()), concept.id)
    ordered = sorted(domains, key=lambda domain: domain.title.casefold())
    return Book(vocabulary, tuple(ordered), narrower)


def _domain(path: Path) -> Domain:
    scheme = tomllib.loads(path.read_text("utf-8")).get("scheme", {})
    title = str(scheme.get("title") or path.stem.replace("-", " ").capitalize())
    return Domain(path.stem, title, str(scheme.get("note", "")), tuple(by_label(read_file(path))))
