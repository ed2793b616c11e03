"""How far each sort of evidence is trusted before anybody worked with the person.

A weight lies above 0 and at most 1; below one half the matcher counts an item as unverified.
What somebody has lived through needs no outside proof and is not outranked for lacking it.
"""

from .models import EvidenceSource, Kind

OWN_WORDS = 0.3
LIVED_WORDS = 0.8
UNCONFIRMED = {
    EvidenceSource.SELF_ACCOUNT: 0.3,
    EvidenceSource.ROLE: 0.4,
    EvidenceSource.QUALIFICATION: 0.4,
    EvidenceSource.BADGE: 0.4,
    EvidenceSource.PUBLICATION: 0.4,
    EvidenceSource.ANSWER: 0.4,
    EvidenceSource.CONTRIBUTION: 0.4,
    EvidenceSource.VOUCH: 0.3,
}
CONFIRMED = {
    EvidenceSource.SELF_ACCOUNT: 0.6,
    EvidenceSource.ROLE: 0.8,
    EvidenceSource.QUALIFICATION: 0.9,
    EvidenceSource.BADGE: 0.95,
    EvidenceSource.PUBLICATION: 0.7,
    EvidenceSource.ANSWER: 0.8,
    EvidenceSource.CONTRIBUTION: 0.9,
    EvidenceSource.VOUCH: 0.8,
}
CHECKABLE = 0.7  # anybody can follow the link and see


def weight_of_words(kind: str) -> float:
    """A statement in a person's own words.

    >>> weight_of_words("lived"), weight_of_words("practical")
    (0.8, 0.3)
    """
    return LIVED_WORDS if kind == Kind.LIVED else OWN_WORDS


def weight_of_evidence(kind: str, source: str, *, is_confirmed: bool, has_link: bool) -> float:
    """One piece of evidence for an expertise of this kind.

    >>> weight_of_evidence("practical", "role", is_confirmed=True, has_link=False)
    0.8
    """
    weight = (CONFIRMED if is_confirmed else UNCONFIRMED)[EvidenceSource(source)]
    if has_link and source == EvidenceSource.PUBLICATION:
        weight = max(weight, CHECKABLE)
    return max(weight, LIVED_WORDS) if kind == Kind.LIVED else weight
