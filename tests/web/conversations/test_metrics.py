"""Figures about a conversation: right, with their numbers, and none about a few people."""

import pytest
from django.test import Client
from django.urls import reverse

from publius.web.conversations.actions.votes import cast_vote
from publius.web.conversations.models import Answer, Reply, StatementKind, Vote
from publius.web.conversations.queries import measures
from publius.web.conversations.queries.maps import latest_map
from publius.web.conversations.queries.weighing import Cell, weighed, weighted_share
from publius.web.conversations.tasks import run_due_maps
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


@pytest.fixture
def conversation():
    return voting_conversation()


def seated(conversation, seat, statement, answers) -> None:
    for answer in answers:
        who = ParticipantFactory(conversation=conversation, seat=seat)
        VoteFactory(statement=statement, participant=who, answer=answer)


def test_reach_stands_beside_what_was_wanted_and_tells_nothing_of_four(conversation):
    drivers = SeatFactory(call=conversation.call, title="Drivers", minimum=4, maximum=6)
    walkers = SeatFactory(call=conversation.call, title="Walkers")
    statement = StatementFactory(conversation=conversation)
    seated(conversation, drivers, statement, [Answer.AGREE] * 6)
    seated(conversation, walkers, statement, [Answer.AGREE] * 4)

    rows = {row[0]: row[1:] for row in measures.reach(conversation)[1]}

    assert rows["Drivers"] == ["4 to 6 people", "6", "6", "0", "1"]
    assert rows["Walkers"][1:] == ["fewer than 5", "fewer than 5", "0", "–"]
    assert rows["Everybody"][1:3] == ["11", "10"]  # the author of the statement joined too


def test_evenness_comes_with_the_map_and_its_numbers():
    conversation = two_camps(12)
    run_due_maps()

    figures = {f.title: (f.value, f.of) for f in measures.equality(latest_map(conversation.pk))}

    assert figures["Votes each, usually"] == ("10", "among 12 people")
    assert figures["How unevenly people vote"] == ("0.00", "among 12 people")
    assert figures["Votes cast by the five busiest"] == ("42%", "among 12 people")
    assert figures["Statements from the hosts"] == ("0%", "among 10 statements")


def test_evenness_of_four_people_is_not_told():
    conversation = two_camps(4)
    run_due_maps()

    titles = {figure.title for figure in measures.equality(latest_map(conversation.pk))}

    assert "How unevenly people vote" not in titles


def test_answers_are_shares_of_what_was_said(conversation):
    question, other = (
        StatementFactory(conversation=conversation, kind=kind)
        for kind in (StatementKind.QUESTION, StatementKind.PROPOSAL)
    )
    for said, kind in [(question, "answer"), (other, "thanks")]:
        Reply.objects.create(
            statement=said, kind=kind, text="Yes.", state="shown", said_at=said.said_at,
            author=ParticipantFactory(conversation=conversation),
        )  # fmt: skip

    taken_up, answered = measures.answering(conversation)

    assert (taken_up.value, taken_up.of) == ("50%", "among 2 statements")
    assert (answered.value, answered.of) == ("100%", "among 1 statement")


def test_where_nothing_was_said_there_is_nothing_to_count(conversation):
    figures = measures.answering(conversation)

    assert [(each.value, each.of) for each in figures] == [("nothing to count yet", "")] * 2


def test_changed_minds_are_shares_of_those_who_voted(conversation):
    statement = StatementFactory(conversation=conversation)
    voters = [VoteFactory(statement=statement).participant for _ in range(10)]
    for number, voter in enumerate(
        ParticipantFactory(conversation=conversation) for _ in range(10)
    ):
        cast_vote(participant=voter, statement=statement, answer=Answer.AGREE)
        if number < 5:
            words = "A letter from the school." if number else ""
            cast_vote(
                participant=voter, statement=statement, answer=Answer.DISAGREE, changed_mind=words
            )

    changed, told_why = measures.reflection(conversation)

    assert len(voters) == 10
    assert (changed.value, changed.of) == ("25%", "among 20 people")
    assert (told_why.value, told_why.of) == ("80%", "among 5 people")


def test_weighing_by_hand():
    """Three quarters of the places for those who all agree, one quarter for those who do not."""
    assert weighted_share([Cell(3, 20, 20), Cell(1, 5, 0)]) == 0.75
    assert weighted_share([Cell(3, 20, 20), Cell(1, 5, 0), Cell(9, 0, 0)]) == 0.75
    assert weighted_share([Cell(3, 20, 20), Cell(1, 4, 0)]) is None
    assert weighted_share([Cell(3, 20, 20)]) is None


def test_statements_are_weighed_by_what_the_call_asked_for(conversation):
    many = SeatFactory(call=conversation.call, minimum=1, maximum=1)
    wanted = SeatFactory(call=conversation.call, minimum=3, maximum=3)
    statement = StatementFactory(conversation=conversation)
    seated(conversation, many, statement, [Answer.AGREE] * 15)
    seated(conversation, wanted, statement, [Answer.DISAGREE] * 5)

    (found,) = weighed(conversation, [statement])

    assert (found.people, found.plain, found.weighted) == (20, 0.75, 0.25)


def test_small_seats_are_weighed_by_their_kind(conversation):
    statement = StatementFactory(conversation=conversation)
    for kind, answer in [("lived", Answer.AGREE), ("professional", Answer.DISAGREE)]:
        for _ in range(2):
            seat = SeatFactory(call=conversation.call, kind=kind, minimum=2, maximum=2)
            seated(conversation, seat, statement, [answer] * 3)

    (found,) = weighed(conversation, [statement])

    assert found.weighted == 0.5


def test_the_page_shows_no_figure_of_what_one_has_still_to_vote_on():
    conversation = two_camps(12)
    run_due_maps()
    newcomer = ParticipantFactory(conversation=conversation)
    voter = Vote.objects.first().participant
    texts = {}
    for name, person in [
        ("newcomer", newcomer.person), ("voter", voter.person),
        ("convener", convener_of(conversation.call)),
    ]:  # fmt: skip
        client = Client()
        client.force_login(person)
        where = reverse("conversations:figures", args=[conversation.slug])
        texts[name] = client.get(where).content.decode()

    said = "The most agreed statements, as they are and weighed"
    assert {name: said in text for name, text in texts.items()} == {
        "newcomer": False, "voter": True, "convener": True,
    }  # fmt: skip
