"""Measure how fairly and how fast panels are drawn from the shared pools.

Run::

    python -m bench.panels [--peer] [POOL ...]

``reached`` is the smallest chance anybody has who can be in a valid panel, ``bound`` what no
lottery can beat. With ``--peer`` the command ``sortition`` of the package
``sortition-algorithms`` (its default, maximin; it takes minutes for some pools) is run beside
ours on the same files, if it happens to be on the path; Publius never depends on it.
"""

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from publius.panels import Certificate, PanelsError, prepare
from publius.panels.io import PoolFile, read_pool, read_targets
from publius.panels.types import Targets
from tests.shared_data import SHARED

DEFAULT_SIZES = {"opendlp_monitoring": 30}


def main(arguments: list[str]) -> None:
    """Print one line per pool and program."""
    wanted = [argument for argument in arguments if argument != "--peer"]
    command = shutil.which("sortition") if "--peer" in arguments else None
    folders = sorted(p for p in (SHARED / "sortition").glob("*") if p.is_dir())
    print(f"{'pool':26}{'n':>6}{'k':>5}{'reached':>10}{'bound':>10}{'gini':>8}{'seconds':>9}")
    for folder in folders:
        if not wanted or folder.name in wanted:
            measure(folder, command)


def measure(folder: Path, command: str | None) -> None:
    """Draw from one pool with every program that is here."""
    pool, targets, size = load(folder)
    started = time.perf_counter()
    try:
        proof = prepare(pool.people, targets, size=size).draw(0).certificate
    except PanelsError as error:
        print(f"{folder.name:26}{error}")
        return
    seconds = time.perf_counter() - started
    print(line(folder.name, len(pool.people), size, proof, seconds))
    if command is not None and pool.id_column is not None:
        print(peer_line(folder, command, pool.id_column, size, targets))


def load(folder: Path) -> tuple[PoolFile, Targets, int]:
    """A pool with its targets and size; folders with ``-hh`` have the household rule."""
    together = "-hh" in folder.name
    listed = read_targets(folder / "categories.csv").targets
    targets = Targets(listed, one_per_household=together)
    addresses = ("address",) if together else ()
    pool = read_pool(folder / "respondents.csv", targets, address_columns=addresses)
    size = DEFAULT_SIZES.get(folder.name) or int(folder.name.rsplit("_", 1)[1])
    return pool, targets, size


def line(name: str, people: int, size: int, proof: Certificate, seconds: float) -> str:
    """One row of the table."""
    return (
        f"{name:26}{people:6}{size:5}{proof.smallest:10.4f}{proof.bound:10.4f}"
        f"{proof.gini:8.4f}{seconds:9.2f}"
    )


def peer_line(folder: Path, command: str, id_column: str, size: int, targets: Targets) -> str:
    """Run the peer's command; read everybody's chance from what it prints.

    It knows one dialect of targets, so they are written for it anew.
    """
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        together = str(targets.one_per_household).lower()
        (place / "settings.toml").write_text(
            f'id_column = "{id_column}"\ncolumns_to_keep = []\nselection_algorithm = "maximin"\n'
            f'check_same_address = {together}\ncheck_same_address_columns = ["address"]\n'
        )
        rows = [f"{t.feature},{t.value},{t.minimum},{t.maximum}\n" for t in targets.targets]
        (place / "targets.csv").write_text("feature,value,min,max\n" + "".join(rows))
        started = time.perf_counter()
        done = subprocess.run(
            [command, "csv", "-v", "--no-progress", "-n", str(size),
             "-S", place / "settings.toml", "-s", place / "in.csv", "-r", place / "out.csv",
             "-f", place / "targets.csv", "-p", folder / "respondents.csv"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        seconds = time.perf_counter() - started
    chances = re.findall(r"^\S+ +([\d.]+)% +\d+\s*$", done.stdout + done.stderr, re.MULTILINE)
    positive = [float(chance) / 100 for chance in chances if float(chance) > 0]
    reached = f"{min(positive):10.4f}" if positive else f"{'unread':>10}"
    return f"{'  sortition-algorithms':37}{reached}{'':18}{seconds:9.2f}"


if __name__ == "__main__":
    main(sys.argv[1:])
