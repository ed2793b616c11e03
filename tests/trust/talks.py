"""The conversations of the village, each at another point on its way."""

from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.models import Conversation, StatementState, Vote, VoteChange
from tests.factories import StatementFactory

from .outcomes import concluding, undecided
from .sayings import talking
from .stages import drafted, staged
from .village import Village, build_village
from .voting import polling

PRIVATE = (StatementState.HELD, StatementState.WITHDRAWN)  # between the author and nobody
CHECKED = (StatementState.WAITING, StatementState.REJECTED)  # read by those who moderate
PAGES = (
    "conversation", "statements", "moderation_log", "map", "figures", "files", "outcome",
    "unknowns", "motions", "people", "moderation", "reasons", "outcome_desk",
)  # fmt: skip
FIRST = 31  # number of the statements nobody or few may read


def build_talking_village() -> Village:
    """The village with everything people have said, voted and concluded in it."""
    village = build_village()
    for begin in (talking, polling, concluding, undecided, staged, drafted):
        begin(village)
    _say_what_is_not_shown(village)
    _give_reasons(village)
    concluding(village).outcomes.update(title="Outcome in draftwords")
    return village


def _say_what_is_not_shown(village: Village) -> None:
    here = talking(village)
    for number, state in enumerate((*PRIVATE, *CHECKED), FIRST):
        StatementFactory(
            conversation=here, author=here.participants.get(person=village.citizen),
            number=number, state=state, shown_at=None, text=f"These are {state}words.",
        )  # fmt: skip


def _give_reasons(village: Village) -> None:
    vote = Vote.objects.filter(statement__conversation=polling(village), answer=1).earliest("pk")
    Vote.objects.filter(pk=vote.pk).update(why="whywords")
    VoteChange.objects.create(
        participant=vote.participant, statement=vote.statement, old_answer=-1, new_answer=1,
        old_why="earlierwords", changed_mind="mindwords", changed_at=timezone.now(),
    )  # fmt: skip


def talk_addresses(village: Village) -> list[str]:
    """Every page of every conversation that somebody could guess."""
    slugs = Conversation.objects.values_list("slug", flat=True)
    pages = [reverse(f"conversations:{name}", args=[slug]) for slug in slugs for name in PAGES]
    numbers = range(FIRST, FIRST + len(PRIVATE) + len(CHECKED))
    here = talking(village).slug
    return [*pages, *(reverse("conversations:statement", args=[here, n]) for n in numbers)]


NEVER_SHOWN = {f"statement that is {state}": f"{state}words" for state in PRIVATE} | {
    "reason of a vote before it was changed": "earlierwords",
    "what changed somebody's mind": "mindwords",
}
SHOWN_TO_THE_TEAM = {f"statement that is {state}": f"{state}words" for state in CHECKED} | {
    "reason of a vote": "whywords",
    "outcome in draft": "draftwords",
}
