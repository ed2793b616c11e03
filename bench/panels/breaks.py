"""Tampered lotteries: does verifying catch every break?

Single bytes are changed in the file; and, as somebody would who knows the format, people, targets,
tickets and results are changed and every hash after them is made anew.
"""

import copy
import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from bench.figures import Figures
from bench.panels.pools import shared_cases
from publius.panels import prepare
from publius.panels.plain import plain_digest
from publius.panels.public import DiceOutcome, DiceRule, conclude, lottery_text, publish, verify
from publius.panels.public.document import commitment_of, seal_of

FLIPS = 300
POOLS = ("sf_fixture_22", "mass-like_24", "sf_a-hh_35")
WIDTHS = (22, 18, 10, 10, 12)
Document = dict[str, Any]


def measure(figures: Figures) -> None:
    """Break concluded lotteries in every way, and verify each."""
    figures.heading("Breaks caught by verifying")
    figures.row("pool", "kind of break", "broken", "caught", "seconds", widths=WIDTHS)
    for case in shared_cases():
        if case.name not in POOLS:
            continue
        lottery = prepare(case.people, case.targets, size=case.size)
        published = publish(lottery, rule=DiceRule(4, 10), salt="a secret", title=case.name)
        drawn = conclude(published, DiceOutcome(((3, 1, 4, 1),)))
        commitment = str(published["commitment"])
        whole = verify(lottery_text(drawn).encode(), commitment=commitment)
        figures.expect(f"{case.name}: the true file verifies", whole.ok)
        kinds = {"one byte": _flips(drawn), "no hash mended": _changed(drawn, mend=_nothing),
                 "hashes mended": _changed(drawn, mend=_hashes)}  # fmt: skip
        for kind, broken in kinds.items():
            _count(figures, case.name, kind, broken, commitment)


def _count(
    figures: Figures, name: str, kind: str, broken: Iterator[bytes], commitment: str
) -> None:
    seconds, caught, total = 0.0, 0, 0
    for data in broken:
        started = time.process_time()
        caught += not verify(data, commitment=commitment).ok
        seconds += time.process_time() - started
        total += 1
    figures.row(name, kind, total, caught, seconds / total, widths=WIDTHS)
    figures.expect(f"{name}: every break caught ({kind})", caught == total)


def _flips(drawn: Document) -> Iterator[bytes]:
    """One byte changed, anywhere."""
    data = lottery_text(drawn).encode()
    rng = np.random.default_rng(3)
    for place in rng.integers(len(data), size=FLIPS).tolist():
        other = (data[place] + int(rng.integers(1, 256))) % 256
        yield data[:place] + bytes([other]) + data[place + 1 :]


def _changed(drawn: Document, *, mend: Callable[[Document], None]) -> Iterator[bytes]:
    """The file after each change of its meaning, with its hashes mended or not."""
    for change in CHANGES:
        for seed in range(5):
            document = copy.deepcopy(drawn)
            change(document, np.random.default_rng(seed))
            if document != drawn:
                mend(document)
                yield lottery_text(document).encode()


def _nothing(document: Document) -> None:
    """Leave the hashes as they were."""


def _hashes(document: Document) -> None:
    document["hashes"] = {n: plain_digest(part) for n, part in document["sections"].items()}
    document["commitment"] = commitment_of(document["hashes"])
    document["seal"] = seal_of(document)


def _swap_in_pool(document: Document, rng: np.random.Generator) -> None:
    people = document["sections"]["pool"]["people"]
    one, two = rng.choice(len(people), size=2, replace=False).tolist()
    people[one], people[two] = people[two], people[one]


def _swap_in_ticket(document: Document, rng: np.random.Generator) -> None:
    tickets = document["sections"]["tickets"]
    one, two = rng.choice(len(tickets), size=2, replace=False).tolist()
    tickets[one][0], tickets[two][-1] = tickets[two][-1], tickets[one][0]


def _reorder_tickets(document: Document, rng: np.random.Generator) -> None:
    tickets = document["sections"]["tickets"]
    one, two = rng.choice(len(tickets), size=2, replace=False).tolist()
    tickets[one], tickets[two] = tickets[two], tickets[one]


def _change_target(document: Document, rng: np.random.Generator) -> None:
    targets = document["sections"]["rules"]["targets"]
    target = targets[int(rng.integers(len(targets)))]
    target["maximum"] += 1


def _change_chance(document: Document, rng: np.random.Generator) -> None:
    chances = document["sections"]["chances"]
    chances[int(rng.integers(len(chances)))] += 1


def _change_report(document: Document, rng: np.random.Generator) -> None:
    report = document["sections"]["report"]
    numbers = [name for name, value in report.items() if isinstance(value, float | int)]
    name = numbers[int(rng.integers(len(numbers)))]
    report[name] = report[name] + 1


def _change_throw(document: Document, rng: np.random.Generator) -> None:
    throw = document["outcome"]["throws"][-1]
    throw[int(rng.integers(len(throw)))] = 9 - throw[0]


def _swap_in_result(document: Document, rng: np.random.Generator) -> None:
    selected = next(value for value in document["result"].values() if isinstance(value, list))
    selected[int(rng.integers(len(selected)))] = "somebody"


CHANGES = (
    _swap_in_pool, _swap_in_ticket, _reorder_tickets, _change_target, _change_chance,
    _change_report, _change_throw, _swap_in_result,
)  # fmt: skip
