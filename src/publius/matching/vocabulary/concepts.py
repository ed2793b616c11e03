"""What a vocabulary consists of: concepts, how they are said, and where a text says one."""

from dataclasses import dataclass
from enum import StrEnum

from publius.matching.records import Record


class Sort(StrEnum):
    """What a concept is about, so that living something and dealing with it are told apart.

    A condition or life situation (``experience``), what somebody does (``role``), a scheme,
    benefit or right (``service``), a subject or method (``topic``), a place (``setting``).
    """

    EXPERIENCE = "experience"
    ROLE = "role"
    SERVICE = "service"
    TOPIC = "topic"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Concept(Record):
    """One thing people say in many ways (SKOS: a concept with its labels and relations).

    >>> Concept("guide-dog", "guide dog", Sort.EXPERIENCE, everyday=("my dog in harness",)).phrases
    ('guide dog', 'my dog in harness')
    """

    id: str
    label: str
    sort: Sort
    official: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Give every way to say it, each once, its label first."""
        return tuple(dict.fromkeys((self.label, *self.official, *self.everyday)))


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text, ``text[start:end]``, that says a concept."""

    concept: str
    start: int
    end: int
