"""Figures beside their targets: printed as they come, and the missed ones remembered."""

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
