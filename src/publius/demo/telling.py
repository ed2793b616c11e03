"""Puts one voice into one person's mouth: the statement of what they know, and what backs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from publius.demo.area import rounds, spoken_places
from publius.demo.organisations import organisations
from publius.demo.population import Resident, chance
from publius.demo.reading import content
from publius.demo.slots import Slots, years_of
from publius.demo.speech import Speaker, plainly
from publius.demo.types import DemoEvidence, DemoExpertise, EvidenceKind, Kind, Visibility
from publius.demo.voices import Voice
from publius.demo.wording import pattern

# Chance (%) that an expertise of a kind is backed by each sort of evidence.
BACKING: dict[Kind, dict[EvidenceKind, float]] = {
    Kind.PROFESSIONAL: {
        EvidenceKind.ROLE: 82, EvidenceKind.QUALIFICATION: 62, EvidenceKind.SELF_ACCOUNT: 45,
        EvidenceKind.ANSWER: 25, EvidenceKind.CONTRIBUTION: 20, EvidenceKind.BADGE: 12,
        EvidenceKind.VOUCH: 12, EvidenceKind.PUBLICATION: 14,
    },
    Kind.PRACTICAL: {
        EvidenceKind.SELF_ACCOUNT: 84, EvidenceKind.ROLE: 42, EvidenceKind.QUALIFICATION: 25,
        EvidenceKind.ANSWER: 25, EvidenceKind.CONTRIBUTION: 15, EvidenceKind.BADGE: 14,
        EvidenceKind.VOUCH: 16,
    },
    Kind.LIVED: {
        EvidenceKind.SELF_ACCOUNT: 86, EvidenceKind.ANSWER: 24, EvidenceKind.CONTRIBUTION: 20,
        EvidenceKind.BADGE: 13, EvidenceKind.VOUCH: 22,
    },
}  # fmt: skip

# Chance (%) that somebody has checked it. Badges and vouching come from a body by nature.
CHECKED = {
    EvidenceKind.ROLE: 60, EvidenceKind.QUALIFICATION: 70, EvidenceKind.BADGE: 100,
    EvidenceKind.VOUCH: 100, EvidenceKind.CONTRIBUTION: 85, EvidenceKind.PUBLICATION: 60,
}  # fmt: skip

ADDED = {"more": 62, "anchor": 30}  # chance (%) that a statement goes on, and how

PARENT = {"woman": "mum", "man": "dad", "non_binary": "parent"}

OWN_TEXTS = {EvidenceKind.SELF_ACCOUNT, EvidenceKind.ANSWER}

VISIBILITY = {
    Kind.PROFESSIONAL: {Visibility.PUBLIC: 55, Visibility.CONVENERS: 40, Visibility.MATCHING: 5},
    Kind.PRACTICAL: {Visibility.PUBLIC: 40, Visibility.CONVENERS: 50, Visibility.MATCHING: 10},
    Kind.LIVED: {Visibility.PUBLIC: 18, Visibility.CONVENERS: 57, Visibility.MATCHING: 25},
}


@dataclass(frozen=True, slots=True)
class Teller:
    """One person about to speak."""

    resident: Resident
    first_name: str
    languages: tuple[str, ...]
    speaker: Speaker
    as_of: date

    def expertise(self, rng: Random, voice: Voice) -> DemoExpertise:
        """What this person says they know in this voice, with evidence grown around it."""
        slots = self._slots(rng, voice)
        past = self.is_past(voice)
        return DemoExpertise(
            kind=voice.kind,
            voice=voice.key,
            title=voice.title,
            words=self._words(rng, voice, slots, past=past),
            skills=tuple(rng.sample(voice.skills, rng.randint(2, min(4, len(voice.skills))))),
            visibility=_visibility(rng, voice.kind),
            evidence=self._evidence(rng, voice, slots, past=past),
        )

    def is_past(self, voice: Voice) -> bool:
        """An occupation somebody has retired from is told in the past tense."""
        return self.resident.retired and voice.basis == "work"

    def _slots(self, rng: Random, voice: Voice) -> Slots:
        return Slots(rng, _pieces(voice), facts_about(rng, self, voice))

    def _say(self, rng: Random, frame: str, slots: Slots) -> str:
        return self.speaker.write(rng, pattern(frame).say(rng, slots))

    def _words(self, rng: Random, voice: Voice, slots: Slots, *, past: bool) -> str:
        frames = content("frames")["words"]
        if past:
            return self._say(rng, rng.choice(frames["retired"]), slots)
        opening = rng.choice(voice.words)
        added = [rng.choice(frames[name]) for name, share in ADDED.items() if chance(rng, share)]
        text = "".join(_sentence(pattern(part).say(rng, slots)) for part in [opening, *added])
        speaker = Speaker("hurried") if opening[0].islower() else self.speaker
        return speaker.write(rng, text)

    def _evidence(
        self, rng: Random, voice: Voice, slots: Slots, *, past: bool
    ) -> tuple[DemoEvidence, ...]:
        kinds = [kind for kind, share in BACKING[voice.kind].items() if chance(rng, share)]
        kinds = [kind for kind in kinds if _possible(kind, voice)] or [EvidenceKind.SELF_ACCOUNT]
        return tuple(self._item(rng, kind, voice, slots, past=past) for kind in kinds)

    def _item(
        self, rng: Random, kind: EvidenceKind, voice: Voice, slots: Slots, *, past: bool
    ) -> DemoEvidence:
        organisation = rng.choice(voice.orgs)
        slots.facts["org"] = organisations()[organisation].name
        text = pattern(rng.choice(_frames(kind, voice, past=past))).say(rng, slots)
        own = kind in OWN_TEXTS or (kind is EvidenceKind.ROLE and voice.alone)
        checked = not own and chance(rng, CHECKED[kind])
        return DemoEvidence(
            kind=kind,
            text=self.speaker.write(rng, text) if own else plainly(text),
            source="own account" if own else organisations()[organisation].name,
            issued_on=self.as_of - timedelta(days=_days_ago(rng, kind)),
            verified=checked,
            organisation=organisation if checked else None,
        )


def facts_about(rng: Random, teller: Teller, voice: Voice) -> dict[str, str]:
    """What stays the same each time one person mentions it in one voice."""

    return years_of(rng, teller.resident, teller.as_of, past=teller.is_past(voice)) | {
        "first": teller.first_name,
        "ward": teller.resident.ward.name,
        "title": voice.title,
        "a_title": ("an " if voice.title[0] in "aeiou" else "a ") + voice.title,
        "parent": PARENT[teller.resident.gender],
        "title_cap": voice.title[:1].upper() + voice.title[1:],
        "badge": voice.badge,
        "language": next((name for name in teller.languages if name != "English"), "French"),
    }


def _pieces(voice: Voice) -> dict[str, list[str]]:
    own = {
        "detail": voice.detail,
        "knows": voice.knows,
        "fix": voice.fix,
        "skill": voice.skills,
        "qual": voice.quals,
        "pub": voice.pubs,
        "round": tuple(rounds(voice.theme)),
    }
    return spoken_places() | {name: list(pieces) for name, pieces in own.items()}


def _frames(kind: EvidenceKind, voice: Voice, *, past: bool) -> list[str]:
    frames = content("frames")
    if kind is EvidenceKind.SELF_ACCOUNT:
        return frames["account"]["retired" if past else "present"]
    if kind is EvidenceKind.ROLE:
        return frames["role"]["former" if past else "alone" if voice.alone else "at"]
    return frames[kind.value]["any"]


def _possible(kind: EvidenceKind, voice: Voice) -> bool:
    if kind is EvidenceKind.QUALIFICATION:
        return bool(voice.quals)
    if kind is EvidenceKind.PUBLICATION:
        return bool(voice.pubs)
    return kind is not EvidenceKind.ROLE or voice.basis == "work"


def _sentence(text: str) -> str:
    return f"{text} " if text.rstrip().endswith((".", "?", "!")) else f"{text}. "


def _visibility(rng: Random, kind: Kind) -> Visibility:
    shares = VISIBILITY[kind]
    return rng.choices(list(shares), list(shares.values()))[0]


def _days_ago(rng: Random, kind: EvidenceKind) -> int:
    """Accounts and answers are recent; qualifications may be old."""
    if kind in OWN_TEXTS:
        return rng.randint(3, 500)
    return rng.randint(30, 5000 if kind is EvidenceKind.QUALIFICATION else 1800)
