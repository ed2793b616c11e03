"""Rankings as people read them in a terminal: who, how well, and which words say so."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from publius.matching import Band, Fit, MatchInput, Meaning, Need, Ranking, Reason, Standpoint

BAND_WORDS = {
    Band.STRONG: Text("strong", "green"),
    Band.GOOD: Text("good", "cyan"),
    Band.POSSIBLE: Text("possible"),
    Band.NOT_ENOUGH: Text("not enough", "dim"),
}
STANDPOINT_WORDS = {
    Standpoint.DENIES: "says it is not known",
    Standpoint.PORTRAYS: "writes or performs",
    Standpoint.SELLS: "sells",
    Standpoint.READS: "has read or heard of it",
    Standpoint.ARGUES: "argues for others",
    Standpoint.STUDIES: "studies it",
    Standpoint.KNOWS_SOMEBODY: "knows somebody",
}
BAR_LENGTH = 12
WORDS_IN_TABLE = 6


def show_ranking(ranking: Ranking, given: MatchInput, console: Console, *, explain: bool) -> None:
    """Print one need and the people for it; ``explain`` adds every item that counted."""
    console.print(_heading(ranking.need))
    if not ranking.fits:
        console.print(Text("  Nobody's evidence speaks of what this need asks for."))
    else:
        console.print(_table(ranking, console))
    if explain:
        texts = {item.id: item.text for item in given.evidence}
        for fit in ranking.fits:
            console.print(_explained(fit, texts))
    console.print(
        Text(f"  {len(ranking.fits)} shown of {ranking.considered} people considered\n", "dim")
    )


def printable(text: str) -> str:
    """Make a file's text harmless to a terminal and fit for one line."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def shortened(text: str, length: int) -> str:
    """Cut a text at a length, with a mark that it goes on."""
    line = printable(text)
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def _heading(need: Need) -> Text:
    kind = f" ({need.kind})" if need.kind else ""
    return Text.assemble((printable(need.id), "bold"), f"{kind}  {shortened(need.text, 90)}")


def _table(ranking: Ranking, console: Console) -> Table:
    table = Table(box=None, pad_edge=True, padding=(0, 1), header_style="dim")
    table.add_column("", justify="right")
    table.add_column("person", overflow="fold")
    table.add_column("fit", no_wrap=True)
    table.add_column("score", no_wrap=True)
    table.add_column("because of", overflow="fold")
    full = 2 * ranking.parameters.strong
    for place, fit in enumerate(ranking.fits, start=1):
        table.add_row(
            str(place),
            Text(printable(fit.person)),
            BAND_WORDS[fit.band],
            Text(_bar(fit.score, full, console)),
            Text(", ".join(_words(fit))),
        )
    return table


def _bar(score: float, full: float, console: Console) -> str:
    """Draw a score beside its number; ``full`` is where the bar ends."""
    block = "█" if console.encoding.startswith("utf") else "#"
    blocks = max(1, round(BAR_LENGTH * min(1, score / full)))
    return f"{score:.2f} {block * blocks}"


def _words(fit: Fit) -> list[str]:
    """Gather the words of the best reasons, each said once whatever its letters' case."""
    said: dict[str, str] = {}
    for reason in fit.reasons:
        for word in reason.words or map(_meant, reason.meanings):
            said.setdefault(word.casefold(), printable(word))
    return list(said.values())[:WORDS_IN_TABLE]


def _meant(meaning: Meaning) -> str:
    return f"{' … '.join(meaning.words)} ({meaning.label})"


def _counts_less(reason: Reason) -> str:
    told = ", ".join(STANDPOINT_WORDS[each] for each in reason.caveats)
    return f" [counts less: {told}]" if told else ""


def _explained(fit: Fit, texts: dict[str, str]) -> Text:
    lines = [Text(f"  {printable(fit.person)}  {fit.score:.3f}", "bold")]
    for reason in fit.reasons:
        told = (*reason.words, *map(_meant, reason.meanings))
        words = ", ".join(map(printable, told)) + _counts_less(reason)
        backing = f"{reason.kind}, {printable(reason.source).replace('_', ' ')}"
        lines.append(
            Text(f"    {reason.part:+.3f}  {printable(reason.evidence)} ({backing}): {words}")
        )
        lines.append(Text(f"            “{shortened(texts[reason.evidence], 100)}”", "dim"))
    return Text("\n").join(lines)
