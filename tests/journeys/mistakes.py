"""Sending forms with mistakes in them."""

from dataclasses import dataclass, field

from .browser import Visitor


@dataclass(frozen=True)
class Mistake:
    """A page, what is typed there, and exactly what one is then told; the text must survive."""

    path: str
    button: str
    told: tuple[str, ...]
    typed: dict[str, str] = field(default_factory=dict)


def are_explained(visitor: Visitor, *mistakes: Mistake) -> None:
    for mistake in mistakes:
        visitor.goes_to(mistake.path)
        for label, text in mistake.typed.items():
            visitor.types(label, text)
        visitor.clicks(mistake.button)
        visitor.is_told_what_is_wrong(*mistake.told)
        for label, text in mistake.typed.items():
            visitor.still_reads_what_was_typed(label, text)
