"""The letter to an author about everything that became of their words. Plain text."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from .letters import Letter
from .models import Conversation, Statement
from .queries.author_news import News

MOST_LINES = 20


def author_letter(conversation: Conversation, news: Sequence[News]) -> Letter:
    """All of it in one letter, the oldest first; what does not fit is on the page."""
    page = reverse("conversations:my_statements", args=[conversation.slug])
    lines = [f"- {_sentence(each.words)}" for each in news[:MOST_LINES]]
    if len(news) > MOST_LINES:
        lines.append(_("- and %(n)s more, all on the page below.") % {"n": len(news) - MOST_LINES})
    facts = {
        "title": conversation.title,
        "news": "\n".join(lines),
        "link": settings.BASE_URL + page,
        "service": settings.SERVICE_NAME,
        "help": settings.HELP_EMAIL,
    }
    return Letter(
        "author_news",
        _("What became of your words in “%(title)s”") % facts,
        _(
            "This is what became of what you said in “%(title)s”:\n\n%(news)s\n\n"
            "Everything you said there, and what you can do now:\n%(link)s\n\n"
            "%(service)s (%(help)s)"
        )
        % facts,
    )


def kept_letter(conversation: Conversation, kept: Sequence[Statement]) -> Letter:
    """What an author proposed too early: to be brought in now, changed or dropped."""
    page = reverse("conversations:my_statements", args=[conversation.slug])
    facts = {
        "title": conversation.title,
        "kept": "\n".join(f"- {statement.text}" for statement in kept),
        "link": settings.BASE_URL + page,
        "service": settings.SERVICE_NAME,
        "help": settings.HELP_EMAIL,
    }
    return Letter(
        "kept_for_explore",
        _("You kept something for now in “%(title)s”") % facts,
        _(
            "You proposed this while the group was still finding out what is going on:\n\n"
            "%(kept)s\n\n"
            "Now is the time for what could be done. Look at it again: bring it in, change it or "
            "drop it. Until you do, only you see it.\n%(link)s\n\n"
            "%(service)s (%(help)s)"
        )
        % facts,
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
