"""Telling authors what became of their words: one letter for all of it, not one for each."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from ..author_letters import author_letter
from ..models import Participant
from ..queries.author_news import News, news_for
from .telling import tell


class ToldMeanwhileError(Exception):
    """Another worker has told some of it: nothing of this try stays."""


def tell_author(*, author: Participant) -> bool:
    """Write one letter with everything the author has not been told; False where nothing is."""
    news = news_for(author)
    if not news:
        return False
    now = timezone.now()
    try:
        with transaction.atomic():
            for each in news:
                _note_told(each, now)
            letter = author_letter(author.conversation, news)
            tell([author.person], letter, key=f"author:{author.pk}:{now.isoformat()}")
    except ToldMeanwhileError:
        return False
    return True


def _note_told(news: News, now: dt.datetime) -> None:
    rows = type(news.row).objects.filter(pk=news.row.pk, told_at=None)
    if rows.update(told_at=now) != 1:
        raise ToldMeanwhileError
