"""Figures beside their targets: printed as they come, and the missed ones remembered."""

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field


@dataclass
class Figures:
    """What was measured in one part, and which targets it missed."""

    missed: list[str] = field(default_factory=list)

    def heading(self, text: str) -> None:
        """Begin a table."""
        print(f"\n{text}", flush=True)

    def row(self, *cells: object, widths: tuple[int, ...]) -> None:
        """Print one line of a table: the first cell to the left, the others to the right."""
        first, *rest = (f"{cell:.4g}" if isinstance(cell, float) else str(cell) for cell in cells)
        line = f"{first:{widths[0]}}"
        print(
            line + "".join(f"{c:>{w}}" for c, w in zip(rest, widths[1:], strict=True)), flush=True
        )

    def expect(self, what: str, holds: bool) -> None:
        """Remember a target that was missed, and say so at once."""
        if not holds:
            self.missed.append(what)
            print(f"  missed: {what}", flush=True)


def run(parts: Mapping[str, Callable[[Figures], None]], wanted: Collection[str], hint: str) -> int:
    """Run the parts, or those wanted, on one core; 1 where a target was missed, 2 for no part."""
    if unknown := set(wanted) - set(parts):
        print(f"No part called {', '.join(sorted(unknown))}. Parts: {', '.join(parts)}.{hint}")
        return 2
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    figures = Figures()
    for name in wanted or parts:
        parts[name](figures)
    for missed in figures.missed:
        print(f"Missed: {missed}")
    print("Every target was met." if not figures.missed else f"{len(figures.missed)} missed.")
    return 1 if figures.missed else 0
