"""Asks the mirrors of drand for one round, through whatever fetches for the caller."""

from collections.abc import Callable, Sequence

from publius.panels.errors import PublicLotteryError
from publius.panels.public.outcomes import BeaconOutcome, BeaconResponse, randomness_of
from publius.panels.public.rules import BeaconRule

# Run by different organisations; the first two are asked first.
MIRRORS = ("api.drand.sh", "drand.cloudflare.com", "api2.drand.sh", "api3.drand.sh")
NEEDED = 2
MOST_BYTES = 4096

Ask = Callable[[str], bytes | None]  # what an address answers; None when nothing useful came


def ask_beacon(
    rule: BeaconRule, ask: Ask, *, at: str, mirrors: Sequence[str] = MIRRORS
) -> BeaconOutcome:
    """The answers of two mirrors that agree, as they were received.

    ``at`` is the time of asking, written down with each answer. Raises PublicLotteryError when
    too few answer, when one answers nonsense, or when they disagree.
    """
    responses: list[BeaconResponse] = []
    for host in mirrors:
        url = f"https://{host}/{rule.chain}/public/{rule.round}"
        body = ask(url)
        if body is not None and len(body) <= MOST_BYTES:
            responses.append(BeaconResponse(url, body.decode("utf-8", "replace"), at))
        if len(responses) == NEEDED:
            break
    if len(responses) < NEEDED:
        raise PublicLotteryError(
            "too-few-mirrors", answered=len(responses), asked=len(mirrors), needed=NEEDED
        )
    outcome = BeaconOutcome(tuple(responses))
    randomness_of(outcome, rule.round)
    return outcome
