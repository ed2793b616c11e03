"""The decisions the borough's bodies have opened, with their calls, seats and offers."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Any

from publius.demo.area import wards
from publius.demo.reading import content, content_folder
from publius.demo.types import (
    DemoCall,
    DemoContest,
    DemoDecline,
    DemoEngagement,
    DemoFraming,
    DemoInterest,
    DemoOffer,
    DemoQuestion,
    DemoSeat,
    DemoStakeholder,
    DemoTarget,
    Kind,
    Stage,
)

SLACK = 0.22  # of the panel's size: how far a target range reaches to each side


def written_engagements(as_of: date) -> tuple[DemoEngagement, ...]:
    """All engagements, dated from `as_of`, their pools still empty."""
    return tuple(
        _engagement(key, facts, as_of) for key, facts in content_folder("engagements").items()
    )


def _engagement(key: str, facts: dict[str, Any], as_of: date) -> DemoEngagement:
    return DemoEngagement(
        key=key,
        title=facts["title"],
        organisation=facts["organisation"],
        convener=facts["convener"],
        issue=facts["issue"],
        decision=facts["decision"],
        fixed=facts["fixed"],
        open_points=facts["open_points"],
        decided_by=facts["decided_by"],
        decides_on=as_of + timedelta(days=facts["decides_in"]),
        framings=tuple(DemoFraming(**framing) for framing in facts["framing"]),
        stakeholders=tuple(DemoStakeholder(**holder) for holder in facts["stakeholder"]),
        calls=(_call(key, facts, as_of),),
    )


def _call(key: str, facts: dict[str, Any], as_of: date) -> DemoCall:
    call = facts["call"]
    stage = Stage(call["stage"])
    return DemoCall(
        key=key,
        title=call["title"],
        need=call["need"],
        stage=stage,
        size=call["size"],
        seats=tuple(_seat(f"{key}-{number}", seat) for number, seat in enumerate(call["seat"], 1)),
        offer=_offer(facts["organisation"], call["offer"], as_of),
        targets=tuple(
            target for feature in call["balance"] for target in _targets(feature, call["size"])
        ),
        opened_on=None if stage is Stage.DRAFT else as_of - timedelta(days=call["opened_ago"]),
        closes_on=as_of + timedelta(days=call["closes_in"]),
        pool_size=call["pool"],
        interests=tuple(_interest(key, said, as_of) for said in call.get("interest", ())),
        declines=tuple(DemoDecline(*line.split("|")) for line in call.get("declines", ())),
        questions=tuple(DemoQuestion(**asked) for asked in call.get("question", ())),
        contests=tuple(DemoContest(**told) for told in call.get("contest", ())),
        closing_words=call.get("closing_words", ""),
    )


def _seat(key: str, facts: dict[str, Any]) -> DemoSeat:
    lists = {"skills": tuple(facts["skills"]), "voices": tuple(facts["voices"])}
    return DemoSeat(key=key, **(facts | lists | {"kind": Kind(facts["kind"])}))


def _interest(key: str, facts: dict[str, Any], as_of: date) -> DemoInterest:
    """Somebody with a part is in this pool, whoever else is."""
    said_on = as_of - timedelta(days=facts["days_ago"])
    return DemoInterest(facts["person"], (f"{key}-{facts['seat']}",), facts["words"], said_on)


def _offer(organisation: str, facts: dict[str, Any], as_of: date) -> DemoOffer:
    """A body words expenses, access support and the benefits warning once for all its calls."""
    own = {name: value for name, value in facts.items() if name != "starts_in"}
    starts_on = as_of + timedelta(days=facts["starts_in"])
    return DemoOffer(**content("house_offers")[organisation], **own, starts_on=starts_on)


def _targets(feature: str, size: int) -> list[DemoTarget]:
    """Ranges around the borough's own shares, wide enough for a small group."""
    slack = max(1.0, SLACK * size)
    return [
        DemoTarget(
            feature=feature,
            value=value,
            minimum=max(0, math.floor(share * size - slack)),
            maximum=min(size, math.ceil(share * size + slack)),
        )
        for value, share in borough_shares(feature).items()
    ]


def borough_shares(feature: str) -> dict[str, float]:
    """How the adults of the borough divide, value by value.

    >>> round(borough_shares("gender")["woman"], 2)
    0.51
    """
    facts = content("population")
    if feature == "age_band":
        return _age_shares(facts["age"]["bands"])
    if feature == "area":
        total = sum(ward.adults for ward in wards().values())
        return {ward.key: ward.adults / total for ward in wards().values()}
    return {value: share / 100 for value, share in facts[feature].items()}


def _age_shares(bands: list[dict[str, Any]]) -> dict[str, float]:
    """The bands people answer in, from the finer ones the place is drawn with."""
    edges = {"18-24": (18, 24), "25-44": (25, 44), "45-64": (45, 64), "65+": (65, 95)}
    return {
        name: sum(band["share"] for band in bands if low <= band["from"] and band["to"] <= high)
        / 100
        for name, (low, high) in edges.items()
    }
