"""Runs the other program on a pool, in an environment of its own."""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.environment import python_of
from bench.panels.pools import Case

PACKAGES = ("sortition-algorithms==0.12.15", "highspy", "click", "rich")
SCRIPT = Path(__file__).with_name("peer.py")


@dataclass(frozen=True)
class Answer:
    """What the other program found: CPU seconds and everybody's chance."""

    seconds: float
    chances: list[float]

    @property
    def smallest(self) -> float:
        return min(self.chances)


def ask(case: Case, method: str, limit: float) -> Answer | None:
    """Let the other program find its lottery; None where it is not here or takes too long."""
    environment = python_of("peer", PACKAGES)
    if environment is None:
        return None
    try:
        done = subprocess.run(
            [environment, SCRIPT, method],
            input=json.dumps(_plain(case)), capture_output=True, text=True,
            timeout=limit, check=True, env=os.environ | {"OMP_NUM_THREADS": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return None
    except subprocess.CalledProcessError as error:
        print(f"  {case.name}: the other program failed: {error.stderr.strip().splitlines()[-1:]}")
        return None
    return Answer(**json.loads(done.stdout.splitlines()[-1]))


def _plain(case: Case) -> dict[str, object]:
    features = sorted({target.feature for target in case.targets.targets})
    return {
        "features": features,
        "people": [[str(p.features[f]) for f in features] for p in case.people],
        "homes": [p.household or p.id for p in case.people],
        "address": case.homes,
        "size": case.size,
        "targets": [(t.feature, t.value, t.minimum, t.maximum) for t in case.targets.targets],
    }
