"""What was written about the conversations of the place, one file for each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from publius.demo.reading import content_folder

USUALLY_UNSURE = 7  # per cent of the answers

Speaker = int | str  # the number of a camp, or the part of a persona


@dataclass(frozen=True, slots=True)
class TalkReply:
    kind: str
    by: Speaker
    text: str
    would_change: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement; `agree` gives the per cent of every camp that agrees, without the unsure."""

    days_ago: int
    kind: str
    by: Speaker
    text: str
    agree: tuple[int, ...] = ()
    unsure: int = USUALLY_UNSURE
    source: str = ""
    state: str = "shown"
    reason: str = ""
    decided_by: str = "moderator"
    words: str = ""
    appeal: str = ""
    replies: tuple[TalkReply, ...] = ()


@dataclass(frozen=True, slots=True)
class Camp:
    """People who tend to see it alike: those with these voices, and a share of the others."""

    voices: tuple[str, ...]
    share: int = 0


@dataclass(frozen=True, slots=True)
class TalkStage:
    kind: str
    opened_ago: int
    closed_ago: int | None = None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    days_ago: int
    text: str
    owner: str
    due_in: int
    statement: int | None = None
    answered_ago: int | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Pledge:
    """A commitment: of the body (`who`), or of a member (`by`)."""

    what: str
    due_in: int
    who: str = ""
    by: Speaker | None = None
    kept_ago: int | None = None


@dataclass(frozen=True, slots=True)
class TalkOutcome:
    drafted_ago: int
    published_ago: int
    kind: str
    title: str
    conclusion: str
    review_in: int
    takes_up: tuple[int, ...]
    goes_against: tuple[int, ...]
    options: tuple[dict[str, Any], ...]
    answers: dict[str, str]  # to the strongest disagreement, and to all others
    pledges: tuple[Pledge, ...]


@dataclass(frozen=True, slots=True)
class TalkReport:
    written_ago: int
    by: Speaker
    signed_by: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """One conversation as it was written, dated in days before the date of the place."""

    title: str
    question: str
    joining: str
    readers: str
    drafted_ago: int
    published_ago: int
    people: int  # besides those who hold a place in the group
    stages: tuple[TalkStage, ...]
    camps: tuple[Camp, ...]
    said: tuple[Said, ...]
    unknowns: tuple[OpenQuestion, ...] = ()
    closed_ago: int | None = None
    outcome: TalkOutcome | None = None
    report: TalkReport | None = None
    minds_changed: tuple[str, ...] = field(default=())


def talk_of(engagement: str) -> Talk | None:
    """The conversation of an engagement, where one was written."""
    found = content_folder("conversations").get(engagement)
    return _talk(found) if found else None


def _talk(written: dict[str, Any]) -> Talk:
    rest = dict(written)
    parts = {
        "stages": tuple(TalkStage(**each) for each in rest.pop("stage")),
        "camps": tuple(_camp(each) for each in rest.pop("camp")),
        "said": tuple(_said(each) for each in rest.pop("said")),
        "unknowns": tuple(OpenQuestion(**each) for each in rest.pop("unknown", ())),
        "minds_changed": tuple(rest.pop("minds_changed", ())),
    }
    if "outcome" in rest:
        parts["outcome"] = _outcome(rest.pop("outcome"))
    if "report" in rest:
        parts["report"] = TalkReport(**_tidy(rest.pop("report")))
    return Talk(**parts, **rest)


def _camp(written: dict[str, Any]) -> Camp:
    return Camp(tuple(written.get("voices", ())), written.get("share", 0))


def _said(written: dict[str, Any]) -> Said:
    rest = dict(written)
    replies = tuple(TalkReply(**each) for each in rest.pop("reply", ()))
    return Said(agree=tuple(rest.pop("agree", ())), replies=replies, **rest)


def _outcome(written: dict[str, Any]) -> TalkOutcome:
    rest = _tidy(written)
    return TalkOutcome(
        takes_up=tuple(rest.pop("takes_up")),
        goes_against=tuple(rest.pop("goes_against", ())),
        options=tuple(rest.pop("option")),
        pledges=tuple(Pledge(**each) for each in rest.pop("commitment", ())),
        **rest,
    )


def _tidy(written: dict[str, Any]) -> dict[str, Any]:
    return {k: v.strip() if isinstance(v, str) else v for k, v in written.items()}
