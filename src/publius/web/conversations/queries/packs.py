"""The information of a stage: its versions, what is new to a reader, whether it was clear."""

from dataclasses import dataclass

from ..models import Conversation, Pack, PackReading, Participant, Stage

FEW = 5  # a share of fewer people than this says something about one of them
STEP = 5  # per cent


def packs_of(stage: Stage) -> list[Pack]:
    """Every version, the newest first."""
    return list(Pack.objects.filter(stage=stage).order_by("-number"))


def newest_packs(conversation: Conversation) -> dict[int, Pack]:
    """By stage: its newest version."""
    rows = Pack.objects.filter(stage__conversation=conversation).order_by("number")
    return {pack.stage_id: pack for pack in rows}


def pack_numbered(stage: Stage, number: int) -> Pack | None:
    return Pack.objects.filter(stage=stage, number=number).first()


def easy_read_of(pack: Pack) -> tuple[str, bool]:
    """The text in short sentences, and whether it was made for an earlier version."""
    if pack.easy_read:
        return pack.easy_read, False
    earlier = Pack.objects.filter(stage=pack.stage_id, number__lt=pack.number)
    last = earlier.exclude(easy_read="").order_by("-number").first()
    return (last.easy_read, True) if last is not None else ("", False)


def new_to(participant: Participant | None, packs: dict[int, Pack]) -> set[int]:
    """Stages whose newest version this person has not opened."""
    if participant is None:
        return set()
    opened = PackReading.objects.filter(participant=participant, pack__in=packs.values())
    read = set(opened.values_list("pack__stage_id", flat=True))
    return packs.keys() - read


def reading_of(participant: Participant | None, pack: Pack) -> PackReading | None:
    if participant is None:
        return None
    return PackReading.objects.filter(participant=participant, pack=pack).first()


@dataclass(frozen=True)
class PackFigures:
    """How a version was received, in rounded shares; None where too few people are behind it."""

    members: int
    opened: int | None
    clear: int | None


def pack_figures(pack: Pack) -> PackFigures:
    """Shares in steps of five per cent: of the members who opened it, of those who answered."""
    members = Participant.objects.members().filter(conversation=pack.stage.conversation_id)
    readings = PackReading.objects.filter(pack=pack, participant__in=members)
    answers = readings.filter(is_clear__isnull=False)
    everybody, opened, answered = members.count(), readings.count(), answers.count()
    return PackFigures(
        everybody,
        rounded_share(opened, everybody),
        rounded_share(answers.filter(is_clear=True).count(), answered),
    )


def rounded_share(part: int, whole: int) -> int | None:
    """A share in per cent, rounded to the nearest five; nothing for fewer than five people.

    >>> [rounded_share(part, whole) for part, whole in ((3, 4), (3, 5), (7, 9), (9, 9))]
    [None, 60, 80, 100]
    """
    if whole < FEW:
        return None
    return STEP * ((2 * 100 * part + STEP * whole) // (2 * STEP * whole))
