"""T8: CPU seconds and memory for a million votes and for ten."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.figures import Figures
from bench.opinion.conversations import Conversation, invented
from bench.opinion.program import ask, save

SIZES = ((20_000, 600, 1_000_000), (100_000, 2_000, 10_000_000))
WIDTHS = (22, 12, 12, 14, 14, 10)


def measure(figures: Figures, *, slow: bool = False) -> None:
    """Print the table; the other program is given ten million votes with --slow only."""
    figures.heading("T8  from columns of votes to the finished map, one core")
    figures.row("votes", "CPU s", "extra MB", "rd CPU s", "rd extra MB", "times", widths=WIDTHS)
    for people, statements, votes in SIZES:
        conversation = invented(people, statements, votes)
        ours = _ours(conversation)
        seconds, extra = ours["seconds"], ours["extra"]
        [theirs] = ask(conversation) if slow or votes <= 1_000_000 else [None]
        beside = ("-", "-", "-")
        if theirs is not None:
            beside = (theirs.seconds, theirs.extra, theirs.seconds / seconds)
        figures.row(conversation.name, seconds, extra, *beside, widths=WIDTHS)
        if votes <= 1_000_000:
            figures.expect("T8 a million: 300 MB", extra <= 300)
            if theirs is not None:
                figures.expect("T8 a million: 30 times", theirs.seconds / seconds >= 30)
        else:
            figures.expect("T8 ten million: 5 CPU seconds", seconds <= 5)
            figures.expect("T8 ten million: 1 GB", extra <= 1_000)


def _ours(conversation: Conversation) -> dict[str, float]:
    """In a process of its own, so that only this map counts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.npz"
        save(path, conversation, k=0, cuts=[len(conversation.people)])
        done = subprocess.run(
            [sys.executable, "-m", "bench.opinion.one_map", path],
            capture_output=True, text=True, check=True, env=os.environ,
        )  # fmt: skip
    return json.loads(done.stdout)
