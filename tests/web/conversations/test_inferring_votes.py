"""Nobody can work out what one person voted, whatever they compare.

Each test lets one person answer in both ways and compares what somebody else can see.
"""

import datetime as dt
import re

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.actions.guesses import make_guess
from publius.web.conversations.actions.votes import cast_vote
from publius.web.conversations.models import Answer, MapVersion, Part, Participant, Statement
from publius.web.conversations.queries.export import NAMES
from publius.web.conversations.tasks import run_due_maps
from publius.web.ledger.models import Event, Run
from publius.web.ledger.tags import Tag
from publius.web.people.models import Kind
from tests.factories import (
    ParticipantFactory,
    SeatFactory,
    StatementFactory,
    VoteFactory,
    convener_of,
    voting_conversation,
)
from tests.web.conversations.crowd import two_camps

pytestmark = pytest.mark.django_db
MINUTES = dt.timedelta(minutes=2)
PAGES = ("map", "figures", "statements", "conversation")
EACH_TIME = re.compile(
    r'name="(?:csrfmiddlewaretoken|posted_key)" value="[^"]+"'
    r"|Run [\w-]+; digest[^<]*<span[^<]*</span>"
)


@pytest.fixture
def mapped():
    conversation = two_camps(12)
    run_due_maps()
    return conversation


def browser_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def readers(conversation) -> dict[str, Client]:
    """Those who see every figure from the beginning, and a member who has voted on everything."""
    watcher = ParticipantFactory(conversation=conversation, part=Part.OBSERVER)
    team = ParticipantFactory(conversation=conversation, part=Part.MODERATOR)
    voter = Participant.objects.filter(conversation=conversation, votes__isnull=False).first()
    people = {
        "convener": convener_of(conversation.call), "observer": watcher.person,
        "moderator": team.person, "member": voter.person,
    }  # fmt: skip
    return {name: browser_of(person) for name, person in people.items()}


def seen_by(client: Client, conversation) -> dict[str, str]:
    """Every page with figures, and every file, without what differs each time."""
    slug = conversation.slug
    addresses = [reverse(f"conversations:{name}", args=[slug]) for name in PAGES]
    addresses += [reverse("conversations:file", args=[slug, name]) for name in NAMES]
    first = Statement.objects.filter(conversation=conversation).earliest("number")
    addresses.append(reverse("conversations:statement", args=[slug, first.number]))
    return {each: EACH_TIME.sub("", client.get(each).content.decode()) for each in addresses}


def map_a_little_later() -> None:
    with time_machine.travel(timezone.now() + MINUTES, tick=False):
        run_due_maps()


def seen_after(conversation, clients, voters, answer) -> dict[str, dict[str, str]]:
    """What everybody sees once these people have answered the first statement; then undone."""
    statement = Statement.objects.filter(conversation=conversation).earliest("number")
    with transaction.atomic():
        for voter in voters:
            cast_vote(participant=voter, statement=statement, answer=answer)
        map_a_little_later()
        found = {name: seen_by(client, conversation) for name, client in clients.items()}
        transaction.set_rollback(True)
    return found


def test_two_maps_do_not_tell_what_somebody_said_who_came_in_between(mapped):
    newcomer, clients = ParticipantFactory(conversation=mapped), readers(mapped)

    agreed, disagreed = (
        seen_after(mapped, clients, [newcomer], answer)
        for answer in (Answer.AGREE, Answer.DISAGREE)
    )

    assert agreed == disagreed


def test_nor_what_somebody_said_who_changed_a_vote(mapped):
    voter = Participant.objects.filter(conversation=mapped, votes__isnull=False).last()
    first = voter.votes.earliest("statement__number")
    others = [answer for answer in Answer if answer != first.answer]
    clients = readers(mapped)

    one, other = (
        {
            name: {page: text for page, text in pages.items() if "/map/" not in page}
            for name, pages in seen_after(mapped, clients, [voter], answer).items()
        }
        for answer in others
    )

    assert figures_in(one) == figures_in(other)


def figures_in(seen: dict[str, dict[str, str]]) -> dict[tuple[str, str], list[str]]:
    """The counts by statement and group, which are in the files."""
    return {
        (name, page): text.splitlines()
        for name, pages in seen.items()
        for page, text in pages.items()
        if page.endswith(("comments.csv", "comment-groups.csv"))
    }


def test_what_five_people_said_is_told(mapped):
    """The control: figures do move, once nobody among five can be picked out."""
    five, clients = [ParticipantFactory(conversation=mapped) for _ in range(5)], readers(mapped)

    agreed, disagreed = (
        seen_after(mapped, clients, five, answer) for answer in (Answer.AGREE, Answer.DISAGREE)
    )

    assert {name for name in clients if agreed[name] != disagreed[name]} == set(clients)


def test_one_person_who_votes_again_and_again_counts_once(mapped):
    newcomer = ParticipantFactory(conversation=mapped)
    attacker = Participant.objects.filter(conversation=mapped, votes__isnull=False).first()
    statement = Statement.objects.filter(conversation=mapped).earliest("number")
    before = MapVersion.objects.latest("number").shown["statements"][0]

    cast_vote(participant=newcomer, statement=statement, answer=Answer.AGREE)
    for round_, answer in enumerate([Answer.AGREE, Answer.UNSURE, Answer.DISAGREE] * 2, 1):
        with time_machine.travel(timezone.now() + round_ * MINUTES, tick=False):
            cast_vote(participant=attacker, statement=statement, answer=answer)
        with time_machine.travel(timezone.now() + (round_ + 1) * MINUTES, tick=False):
            run_due_maps()

    latest = MapVersion.objects.latest("number")
    row = latest.shown["statements"][0]
    assert latest.number > 3
    assert [row[name] for name in FIGURES] == [before[name] for name in FIGURES]


FIGURES = ("agrees", "disagrees", "passes", "told_at")


def test_people_in_no_group_cannot_be_subtracted_from_the_totals_of_a_file():
    conversation = two_camps(12)
    for _ in range(2):  # one answer each: in no group
        VoteFactory(
            statement=Statement.objects.filter(conversation=conversation).earliest("number"),
            participant=ParticipantFactory(conversation=conversation),
        )
    run_due_maps()
    convener = browser_of(convener_of(conversation.call))
    where = reverse("conversations:file", args=[conversation.slug, "comment-groups.csv"])

    first = convener.get(where).content.decode().splitlines()[1].split(",")

    total, groups = int(first[2]), [int(voted) for voted in first[6::4]]
    assert (total, sum(groups)) == (12, 12)


@pytest.mark.parametrize("answer", [Answer.AGREE, Answer.DISAGREE])
def test_a_guess_made_a_moment_later_tells_no_single_vote(answer):
    conversation = voting_conversation()
    statement = StatementFactory(conversation=conversation)
    seat = SeatFactory(call=conversation.call, kind=Kind.LIVED)
    lived = [ParticipantFactory(conversation=conversation, seat=seat) for _ in range(6)]
    early, late = (ParticipantFactory(conversation=conversation) for _ in range(2))
    for person in [*lived[:5], early, late]:
        VoteFactory(statement=statement, participant=person, answer=Answer.AGREE)

    first = make_guess(participant=early, statement=statement, guessed=50)
    VoteFactory(statement=statement, participant=lived[5], answer=answer)
    second = make_guess(participant=late, statement=statement, guessed=50)

    assert (first.actual, first.people) == (second.actual, second.people) == (100, 5)


def test_what_is_kept_readable_and_the_ledger_hold_no_vote(mapped):
    """People are in the sealed part of a run alone."""
    (event,) = Event.objects.filter(tag=Tag.CONVERSATION_MAPPED)

    assert {"votes", "people", "input"} & set(Run.objects.get().result) == set()
    assert set(event.data) == {"map", "run", "people", "votes", "groups"}
    assert [each.tag for each in Event.objects.all() if "vote" in each.tag] == []
