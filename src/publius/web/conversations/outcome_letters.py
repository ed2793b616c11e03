"""The words of the letter about an outcome."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from publius.ui.wording import plain_date

from .letters import Letter
from .models import Outcome


def outcome_letter(outcome: Outcome) -> Letter:
    """What was concluded, where to read it, and what can still be said against it."""
    conversation = outcome.conversation
    facts = {
        "conversation": conversation.title,
        "outcome": outcome.title,
        "kind": outcome.get_kind_display(),
        "page": settings.BASE_URL + reverse("conversations:outcome", args=[conversation.slug]),
        "review": plain_date(outcome.review_on),
        "service": settings.SERVICE_NAME,
        "help": settings.HELP_EMAIL,
    }
    text = _(
        "“%(conversation)s” has an outcome:\n\n"
        "%(kind)s: %(outcome)s\n\n"
        "Read it with the disagreement that is quoted beside it, and how it was answered:\n"
        "%(page)s\n\n"
        "It is looked at again on %(review)s. If you see it otherwise, you can write a minority "
        "report with others until the conversation closes; the page says how.\n\n"
        "%(service)s (%(help)s)"
    )
    return Letter(
        purpose="conversation_outcome",
        subject=_("What came of “%(conversation)s”") % facts,
        text=text % facts,
    )
