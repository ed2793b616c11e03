"""Targets x pool -> a fair draw, everybody's chance, reserves, and a proof that can be replayed.

The public face::

    draw(pool, targets, size=..., seed=...)   -> Draw
    prepare(pool, targets, size=...)          -> Lottery, to publish before drawing from it
    replace(pool, targets, confirmed=...)     -> Draw, after people dropped out
    check(pool, targets, size=...)            -> Feasible | Conflict
    run_record(draw, pool, targets), replay(record), check_replay(record)
    publish(lottery, rule=...) -> conclude(document, outcome) -> verify(document)
"""

from publius.panels.breakout.arrange import Seating, tables
from publius.panels.conflicts import Conflict, Feasible, Relaxation, Rule, Unselectable
from publius.panels.drawing import draw
from publius.panels.errors import (
    FileError,
    InfeasibleError,
    InputError,
    PanelsError,
    PoolError,
    PublicLotteryError,
    ReplayError,
    SettingError,
    SolverError,
    TargetsError,
    TimeLimitError,
)
from publius.panels.explain import check, explain_infeasible
from publius.panels.lottery import Lottery, prepare
from publius.panels.objectives.objective import METHODS, Objective
from publius.panels.objectives.price import PricePoint, price_of_relevance
from publius.panels.plain import as_plain, canonical_text, draw_from
from publius.panels.progress import NullProgress, Progress
from publius.panels.public import (
    BeaconOutcome,
    BeaconResponse,
    BeaconRule,
    DiceOutcome,
    DiceRule,
    SeedOutcome,
    SeedRule,
    Verification,
    codes_of,
    conclude,
    lottery_text,
    new_salt,
    publish,
    read_lottery,
    redact,
    verify,
)
from publius.panels.records import check_replay, draw_of, replay, run_record
from publius.panels.replacing import replace
from publius.panels.reserves import quota_error, reserves_for
from publius.panels.sampling import (
    Address,
    Sample,
    Stratum,
    letters_needed,
    sample_invitations,
)
from publius.panels.types import (
    Certificate,
    Draw,
    Person,
    Place,
    Reserve,
    Seat,
    SeatCount,
    Target,
    TargetCount,
    Targets,
)

__all__ = [
    "METHODS",
    "Address",
    "BeaconOutcome",
    "BeaconResponse",
    "BeaconRule",
    "Certificate",
    "Conflict",
    "DiceOutcome",
    "DiceRule",
    "Draw",
    "Feasible",
    "FileError",
    "InfeasibleError",
    "InputError",
    "Lottery",
    "NullProgress",
    "Objective",
    "PanelsError",
    "Person",
    "Place",
    "PoolError",
    "PricePoint",
    "Progress",
    "PublicLotteryError",
    "Relaxation",
    "ReplayError",
    "Reserve",
    "Rule",
    "Sample",
    "Seat",
    "SeatCount",
    "Seating",
    "SeedOutcome",
    "SeedRule",
    "SettingError",
    "SolverError",
    "Stratum",
    "Target",
    "TargetCount",
    "Targets",
    "TargetsError",
    "TimeLimitError",
    "Unselectable",
    "Verification",
    "as_plain",
    "canonical_text",
    "check",
    "check_replay",
    "codes_of",
    "conclude",
    "draw",
    "draw_from",
    "draw_of",
    "explain_infeasible",
    "letters_needed",
    "lottery_text",
    "new_salt",
    "prepare",
    "price_of_relevance",
    "publish",
    "quota_error",
    "read_lottery",
    "redact",
    "replace",
    "replay",
    "reserves_for",
    "run_record",
    "sample_invitations",
    "tables",
    "verify",
]
