"""Good words to start a conversation from; whoever opens it may change every one of them."""

import datetime as dt

from django.utils.translation import gettext as _

from .models import Checking, StageKind

MINIMUM_DAYS = 3  # to sleep over what one has read
FIRST_IN = dt.timedelta(days=14)  # from the draft to the first stage
LENGTH = dt.timedelta(days=14)


def stage_purpose(kind: str) -> str:
    """What a stage of this kind is for, said to those who take part."""
    return {
        StageKind.UNDERSTAND: _(
            "We find out what the problem is before anybody proposes an answer. Ask what you want "
            "to know, tell what you have lived, bring facts and say where they come from."
        ),
        StageKind.EXPLORE: _(
            "We collect what could be done. Say what you would change and for whom, build on what "
            "others say, and vote on what you read."
        ),
        StageKind.WEIGH: _(
            "We look at what speaks for and against each way, who would gain and who would bear "
            "it. You can change your votes: changing your mind is what this is for."
        ),
        StageKind.DECIDE: _(
            "We put into words what follows, with what people who disagree say beside it."
        ),
        StageKind.REPORT: _(
            "Everybody reads what came of it: what was decided and why, what was not, and what is "
            "still unknown."
        ),
    }[StageKind(kind)]


def planned_days(kind: str, today: dt.date) -> tuple[dt.date, dt.date]:
    """Two weeks for each stage, one after the other, from a fortnight on."""
    opens = today + FIRST_IN + LENGTH * StageKind.values.index(kind)
    return opens, opens + LENGTH - dt.timedelta(days=1)


def publishing_policy(checking: str) -> str:
    """What is published, to begin with; it says when a moderator reads what people write."""
    first = {
        Checking.BEFORE: _("Every statement is read by a moderator before others see it."),
        Checking.AFTER: _("Every statement is read by a moderator soon after it is published."),
    }[Checking(checking)]
    return f"{first} " + _(
        "We publish it as it is unless it\n\n"
        "- insults or threatens somebody, or treats a group of people as worth less\n"
        "- names or describes a private person so that they can be recognised\n"
        "- has nothing to do with the question of this conversation\n"
        "- says several things at once, so that nobody could agree or disagree with all of it\n"
        "- says the same as a statement that is already there\n\n"
        "We do not reject a statement because it is inconvenient, because it criticises those who "
        "run this conversation, or because of its spelling. Whoever wrote it always reads the "
        "reason and can ask a second moderator to look again. The reasons are counted in public."
    )


def agreement_text() -> str:
    return _(
        "- I speak for myself, from what I know and what I have lived.\n"
        "- I read what others say before I answer, and I argue about ideas, not about people.\n"
        "- What I learn here about a person stays here.\n"
        "- I say when I am not sure, and I may change my mind.\n"
        "- I do not take part under several names.\n"
        "- I can leave at any time. What I have said then stays, under the name I have here."
    )
