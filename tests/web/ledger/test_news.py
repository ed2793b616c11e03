"""Later parts of the journey read the ledger's news once, in order, and miss nothing."""

import pytest

from publius.web.ledger.actions import move_bookmark, record_event
from publius.web.ledger.queries import unread_news
from publius.web.ledger.tags import Tag

pytestmark = pytest.mark.django_db

WANTED = [Tag.POOL_JOINED]


def happens(person, *tags):
    return [record_event(tag, person, actor=person) for tag in tags]


def test_only_wanted_news_is_read_oldest_first(person):
    first, _, second = happens(person, Tag.POOL_JOINED, Tag.POOL_LEFT, Tag.POOL_JOINED)

    assert unread_news("reader", tags=WANTED).events == [first, second]


def test_what_was_acted_on_is_not_read_again(person):
    happens(person, Tag.POOL_JOINED)
    moved = move_bookmark("reader", unread_news("reader", tags=WANTED))
    later = happens(person, Tag.POOL_JOINED)

    assert moved is True
    assert unread_news("reader", tags=WANTED).events == later


def test_what_was_not_acted_on_is_read_again(person):
    events = happens(person, Tag.POOL_JOINED)
    unread_news("reader", tags=WANTED)

    assert unread_news("reader", tags=WANTED).events == events


def test_two_workers_with_the_same_news_only_one_keeps_it(person):
    happens(person, Tag.POOL_JOINED)
    mine, theirs = unread_news("reader", tags=WANTED), unread_news("reader", tags=WANTED)

    assert (move_bookmark("reader", mine), move_bookmark("reader", theirs)) == (True, False)


def test_much_news_comes_in_portions_without_gaps(person):
    events = happens(person, *[Tag.POOL_JOINED] * 5)
    read = []
    for _ in range(3):
        news = unread_news("reader", tags=WANTED, limit=2)
        read += news.events
        move_bookmark("reader", news)

    assert read == events


def test_each_reader_has_a_bookmark_of_its_own(person):
    events = happens(person, Tag.POOL_JOINED)
    move_bookmark("one", unread_news("one", tags=WANTED))

    assert unread_news("two", tags=WANTED).events == events


def test_unwanted_news_is_passed_over_for_good(person):
    happens(person, Tag.POOL_LEFT, Tag.POOL_LEFT)
    news = unread_news("reader", tags=WANTED)
    move_bookmark("reader", news)

    assert (news.events, unread_news("reader", tags=WANTED).since) == ([], 2)
