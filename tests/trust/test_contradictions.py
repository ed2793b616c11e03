"""What contradicts itself is not published, and each contradiction is named in a sentence."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.calls.models import Call, CallState, Engagement, EngagementState
from publius.web.panels.models import Target

from .pages import client_of, key_of, typed_day
from .village import Village

pytestmark = pytest.mark.django_db


def words_of(answer) -> str:
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.replace("&#x27;", "'").replace("\u2019", "'").split())


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def seats_of(call: Call, **changes) -> None:
    call.seats.update(**changes)


CALLS = {
    "more people than places": (
        lambda call: seats_of(call, minimum=2, maximum=2),
        "The seats need at least 6 people together, but the group has 3 places.",
    ),
    "a group of one": (
        lambda call: Call.objects.filter(pk=call.pk).update(size=1),
        "A group needs at least 2 people, but its size is 1.",
    ),
    "a must that needs nobody": (
        lambda call: seats_of(call, minimum=0),
        "must be filled, yet its minimum is 0.",
    ),
    "closed before it opens": (
        lambda call: Call.objects.filter(pk=call.pk).update(closes_on=in_days(-1)),
        "which is not in the future. Choose a later date.",
    ),
    "decided before the group is found": (
        lambda call: Engagement.objects.filter(pk=call.engagement_id).update(
            decide_on=in_days(20)
        ),
        "the group would come too late.",
    ),
    "no seats": (lambda call: call.seats.all().delete(), "Add at least one seat"),
    "nothing offered": (
        lambda call: call.offer.delete(), "The offer does not say how much time you ask for.",
    ),
    "part of a draft": (
        lambda call: Engagement.objects.filter(pk=call.engagement_id).update(
            state=EngagementState.DRAFT
        ),
        "Publish the engagement first",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CALLS)
def test_a_call_that_contradicts_itself_is_not_published_and_says_where(village, what):
    call = village.draft_call
    contradict, sentence = CALLS[what]
    contradict(call)

    answer = client_of(village.convener).post(reverse("calls:call_check", args=[call.slug]))

    assert answer.status_code == 200
    assert sentence in words_of(answer)
    call.refresh_from_db()
    assert (call.state, call.match_jobs.count()) == (CallState.DRAFT, 0)


def test_the_same_call_without_a_contradiction_is_published(village):
    """The control: nothing else stands against it."""
    call = village.draft_call

    client_of(village.convener).post(reverse("calls:call_check", args=[call.slug]))

    call.refresh_from_db()
    assert call.state == CallState.OPEN


PUBLISHED = {
    "fewer places than seats": ({"size": "2"}, "the group has 2 places"),
    "a size that is no number": ({"size": "twelve"}, "Write the size as a number"),
    "a size below two": ({"size": "-3"}, "A group needs at least 2 people."),
    "no title": ({"title": " "}, "Give the call a title."),
    "a day that does not exist": (
        {"closes_on_day": "31", "closes_on_month": "2"}, "This date does not exist.",
    ),
    "a day in the past": (typed_day("closes_on", -3), "which is not in the future"),
}  # fmt: skip


@pytest.mark.parametrize("what", PUBLISHED)
def test_a_published_call_cannot_be_changed_into_a_contradiction(village, what):
    call = village.open_call
    changes, sentence = PUBLISHED[what]
    before = Call.objects.filter(pk=call.pk).values().get()
    facts = {
        "title": "Typed title", "summary": "Typed summary", "size": "3", "area": "",
        **typed_day("closes_on", 40), "posted_key": str(call.posted_key), **changes,
    }  # fmt: skip

    answer = client_of(village.convener).post(reverse("calls:call_edit", args=[call.slug]), facts)

    assert sentence in words_of(answer)
    assert "Typed summary" in answer.content.decode()  # nothing typed is lost
    assert Call.objects.filter(pk=call.pk).values().get() == before


TARGETS = {
    "least above most": (
        {"gender__woman_least": "3", "gender__woman_most": "1"},
        "Woman: the least (3) is above the most (1).",
    ),
    "least numbers above the size": (
        {"gender__woman_least": "2", "gender__man_least": "2"},
        "Gender: the least numbers add up to 4, but the group has 3 people.",
    ),
    "more than the group has": (
        {"gender__woman_least": "9"}, "The group has only 3 people. Write a smaller number.",
    ),
    "less than nobody": ({"gender__woman_least": "-1"}, "Write 0 or more, or leave it empty."),
    "half a person": ({"gender__woman_least": "1.5"}, "Write a whole number"),
    "a word": ({"gender__woman_most": "many"}, "Write a whole number"),
}  # fmt: skip


@pytest.mark.parametrize("what", TARGETS)
def test_targets_that_contradict_themselves_are_not_kept(village, what):
    typed, sentence = TARGETS[what]
    address = reverse("panels:targets", args=[village.open_call.slug])

    answer = client_of(village.convener).post(address, typed)

    name, value = next(iter(typed.items()))
    assert sentence in words_of(answer)
    assert re.search(rf'name="{name}"[^>]*value="{value}"', answer.content.decode())
    assert not Target.objects.filter(call=village.open_call).exists()


def test_targets_the_pool_cannot_meet_are_kept_and_what_is_missing_is_named(village: Village):
    address = reverse("panels:targets", args=[village.open_call.slug])
    browser = client_of(village.convener)

    answer = browser.post(address, {"age_band__65+_least": "2"}, follow=True)

    words = words_of(answer)
    assert "The targets are kept. No group from today's pool meets all of them" in words
    assert "and the panel needs 3: find more people." in words
    assert "No change of the targets helps: the pool itself is too small." in words
    assert Target.objects.get(call=village.open_call).minimum == 2


def test_a_draw_with_such_targets_says_that_nothing_was_drawn_and_what_to_change(village):
    draw = village.failed_call.draws.get()
    address = reverse("panels:draw", args=[village.failed_call.slug, draw.pk])

    words = words_of(client_of(village.convener).get(address))

    assert "so nothing was drawn" in words
    assert "The targets about age cannot be met together with everything else" in words


def test_a_draw_from_too_small_a_pool_says_how_many_are_missing(village):
    address = reverse("panels:draw_new", args=[village.open_call.slug])

    words = words_of(client_of(village.convener).get(address))

    assert "The pool has 2 people and the panel needs 3: find more people." in words


def test_a_seat_whose_numbers_contradict_each_other_is_not_kept(village):
    call = village.draft_call
    facts = {
        "title": "Cab driver", "kind": "practical", "need": "Typed need", "skills": "", "area": "",
        "minimum": "5", "maximum": "2", "importance": "must", "posted_key": key_of("seat"),
    }  # fmt: skip

    answer = client_of(village.convener).post(reverse("calls:seat_add", args=[call.slug]), facts)

    assert "The maximum must be at least the minimum." in words_of(answer)
    assert "Typed need" in answer.content.decode()
    assert call.seats.count() == 3
