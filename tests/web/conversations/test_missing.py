"""Who is missing, the information of a stage, and how clear it was."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.actions.packs import publish_pack, say_whether_clear
from publius.web.conversations.models import Pack, PackReading, Part
from publius.web.conversations.queries.packs import (
    easy_read_of,
    new_to,
    newest_packs,
    pack_figures,
    rounded_share,
)
from publius.web.conversations.queries.people import presence
from tests.factories import (
    ConversationFactory,
    ParticipantFactory,
    SeatFactory,
    StageFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    return ConversationFactory()


@pytest.fixture
def stage(conversation):
    return StageFactory(conversation=conversation)


def published(stage, text="The budget is fixed.", **facts) -> Pack:
    by = ParticipantFactory(conversation=stage.conversation, part=Part.HOST).person
    return publish_pack(stage=stage, by=by, key=uuid.uuid4(), text=text, **facts)


def sentences(conversation) -> list[str]:
    return [row.sentence for row in presence(conversation)]


@pytest.mark.parametrize(
    ("wanted", "here", "sentence"),
    [
        (1, 0, "Cyclist: nobody is here for this yet."),
        (3, 1, "Cyclist: 2 more people are needed."),
        (3, 2, "Cyclist: 1 more person is needed."),
        (2, 2, ""),
        (0, 0, ""),
    ],
)
def test_who_is_missing_is_said_in_words(conversation, wanted, here, sentence):
    seat = SeatFactory(call=conversation.call, title="Cyclist", minimum=wanted, maximum=4)
    for _ in range(here):
        ParticipantFactory(conversation=conversation, seat=seat)

    assert sentences(conversation) == [sentence]


def test_who_left_or_only_runs_it_fills_no_seat(conversation):
    seat = SeatFactory(call=conversation.call, title="Cyclist")
    ParticipantFactory(conversation=conversation, seat=seat, left_at=timezone.now())
    ParticipantFactory(conversation=conversation, seat=seat, part=Part.HOST)

    assert sentences(conversation) == ["Cyclist: nobody is here for this yet."]


def test_votes_of_a_seat_are_rounded(conversation):
    seat = SeatFactory(call=conversation.call)
    member = ParticipantFactory(conversation=conversation, seat=seat)
    for _ in range(3):
        VoteFactory(participant=member, statement__conversation=conversation)

    assert [row.votes_words for row in presence(conversation)] == ["fewer than 8"]


def test_members_read_on_the_home_page_who_is_missing(conversation):
    SeatFactory(call=conversation.call, title="Cyclist")
    client = Client()
    client.force_login(ParticipantFactory(conversation=conversation).person)

    page = client.get(reverse("conversations:conversation", args=[conversation.slug]))

    assert "Cyclist: nobody is here for this yet." in page.content.decode()


def test_every_version_of_the_information_is_kept(stage):
    texts = ["The budget is fixed.", "The budget is fixed at two million."]

    for text in texts:
        published(stage, text)

    assert list(stage.packs.values_list("number", "text")) == list(enumerate(texts, 1))


def test_a_form_sent_twice_publishes_one_version(stage):
    by = ParticipantFactory(conversation=stage.conversation, part=Part.HOST).person
    key = uuid.uuid4()

    packs = [publish_pack(stage=stage, by=by, key=key, text="Same.") for _ in range(2)]

    assert packs == [stage.packs.get()] * 2


def test_a_new_version_is_new_until_it_is_opened(stage):
    published(stage)
    member = ParticipantFactory(conversation=stage.conversation)
    client = Client()
    client.force_login(member.person)
    address = reverse("conversations:pack_clear", args=[stage.conversation.slug, stage.kind, 1])

    def is_new() -> bool:
        return bool(new_to(member, newest_packs(stage.conversation)))

    before = is_new()
    client.post(address)
    opened = is_new()
    published(stage, "Something else.")

    assert (before, opened, is_new()) == (True, False, True)


def test_easy_read_of_an_earlier_version_is_marked_as_older(stage):
    published(stage, easy_read="There is some money.")
    newer = published(stage, "Two million.")

    assert easy_read_of(newer) == ("There is some money.", True)


def test_how_clear_it_was_is_told_in_rounded_shares_of_five_people_or_more(stage):
    pack = published(stage)
    people = [ParticipantFactory(conversation=stage.conversation) for _ in range(7)]
    for number, person in enumerate(people[:4]):
        say_whether_clear(participant=person, pack=pack, is_clear=number > 0)
    too_few = pack_figures(pack)
    say_whether_clear(participant=people[4], pack=pack, is_clear=True)

    assert (too_few.opened, too_few.clear) == (55, None)
    assert pack_figures(pack).clear == 80


@pytest.mark.parametrize(
    ("part", "whole", "share"), [(0, 5, 0), (1, 3, None), (1, 6, 15), (1, 8, 15), (6, 6, 100)]
)
def test_shares_are_rounded_to_five_per_cent(part, whole, share):
    assert rounded_share(part, whole) == share


def test_the_last_word_on_whether_it_was_clear_stands(stage):
    pack = published(stage)
    member = ParticipantFactory(conversation=stage.conversation)

    for is_clear in (False, True):
        say_whether_clear(participant=member, pack=pack, is_clear=is_clear)

    assert list(PackReading.objects.values_list("is_clear", flat=True)) == [True]
