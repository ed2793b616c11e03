"""What people think is counted because they agreed to it, and only as long as they do."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.actions.guesses import make_guess
from publius.web.conversations.actions.joining import join
from publius.web.conversations.actions.replies import reply
from publius.web.conversations.actions.votes import cast_vote
from publius.web.conversations.models import Answer, Joining, MapVersion, Participant, Vote
from publius.web.conversations.refusals import RefusalError
from publius.web.conversations.tasks import run_due_maps
from publius.web.people.actions import close_account, give_consent, withdraw_consent
from publius.web.people.consents import wording_for
from publius.web.people.holdings import everything_about
from publius.web.people.models import Consent, Kind, Person, Purpose
from tests.factories import (
    ConversationFactory,
    ParticipantFactory,
    PersonFactory,
    SeatFactory,
    StatementFactory,
    VoteFactory,
    voting_conversation,
)
from tests.web.conversations.crowd import two_camps

pytestmark = pytest.mark.django_db
PURPOSE = Purpose.CONVERSATIONS
MINUTES = dt.timedelta(minutes=2)


@pytest.fixture
def mapped():
    conversation = two_camps(12)
    run_due_maps()
    for person in Person.objects.filter(taking_part__conversation=conversation):
        give_consent(person=person, purpose=PURPOSE)
    return conversation


def voter(conversation) -> Participant:
    return Vote.objects.filter(statement__conversation=conversation).first().participant


def next_map(conversation) -> MapVersion:
    with time_machine.travel(timezone.now() + MINUTES, tick=False):
        run_due_maps()
    return MapVersion.objects.filter(conversation=conversation).latest("number")


def test_joining_records_the_purpose_and_the_wording_that_was_read():
    conversation, person = ConversationFactory(joining=Joining.ANYBODY), PersonFactory()
    browser = Client()
    browser.force_login(person)
    where = reverse("conversations:join", args=[conversation.slug])

    page = browser.get(where).content.decode()
    browser.post(where, {"agrees": "on"})

    wording = wording_for(PURPOSE)
    assert str(wording.statement) in page
    given = Consent.objects.get(person=person)
    assert (given.purpose, given.wording_version) == (PURPOSE, wording.version)


def test_whoever_takes_it_back_is_left_out_of_the_next_map(mapped):
    withdraw_consent(person=voter(mapped).person, purpose=PURPOSE)

    latest = next_map(mapped)

    assert (latest.number, latest.n_people, latest.n_votes) == (2, 11, 110)


def test_they_cannot_vote_until_they_agree_again_and_then_all_their_votes_count(mapped):
    member = voter(mapped)
    vote = member.votes.first()
    withdraw_consent(person=member.person, purpose=PURPOSE)
    next_map(mapped)

    with pytest.raises(RefusalError, match="You took back your agreement"):
        cast_vote(participant=member, statement=vote.statement, answer=Answer.UNSURE)
    give_consent(person=member.person, purpose=PURPOSE)
    cast_vote(participant=member, statement=vote.statement, answer=Answer.UNSURE)

    assert next_map(mapped).n_people == 12


def test_a_closed_account_is_left_out_and_what_it_said_stays_under_the_pseudonym(mapped):
    member = voter(mapped)
    said = StatementFactory(conversation=mapped, author=member, text="The crossing is dark.")
    reader = Client()
    reader.force_login(ParticipantFactory(conversation=mapped).person)

    close_account(person=member.person)

    assert next_map(mapped).n_people == 11
    page = reader.get(reverse("conversations:statement", args=[mapped.slug, said.number]))
    text = page.content.decode()
    assert (said.text in text, member.pseudonym in text) == (True, True)
    assert member.person.display_name not in text


def test_people_who_joined_before_there_was_a_wording_count_on(mapped):
    Consent.objects.all().delete()

    assert Vote.objects.counted().count() == 120


def test_my_data_has_what_i_said_voted_guessed_and_replied_and_nothing_of_others():
    conversation = voting_conversation()
    conversation.checking = "after"
    conversation.save()
    statement = StatementFactory(conversation=conversation, text="Of somebody else.")
    seat = SeatFactory(call=conversation.call, kind=Kind.LIVED)
    for _ in range(5):
        lived = ParticipantFactory(conversation=conversation, seat=seat)
        VoteFactory(statement=statement, participant=lived, why="Why of somebody else.")
    me = ParticipantFactory(conversation=conversation)
    StatementFactory(conversation=conversation, author=me, text="My statement.", state="held")
    cast_vote(participant=me, statement=statement, answer=Answer.AGREE, why="My reason.")
    cast_vote(
        participant=me, statement=statement, answer=Answer.DISAGREE, changed_mind="My new mind."
    )
    make_guess(participant=me, statement=statement, guessed=37)
    reply(statement=statement, author=me, kind="builds_on", text="My reply.", key=uuid.uuid4())

    held = everything_about(me.person)

    assert [row["pseudonym"] for row in held["conversations.participant"]] == [me.pseudonym]
    assert [row["text"] for row in held["conversations.statement"]] == ["My statement."]
    assert [row["answer"] for row in held["conversations.vote"]] == [-1]
    assert [row["changed_mind"] for row in held["conversations.votechange"]] == ["My new mind."]
    assert [row["guessed"] for row in held["conversations.guess"]] == [37]
    assert [row["text"] for row in held["conversations.reply"]] == ["My reply."]
    assert "somebody else" not in str(held)


def test_joining_again_after_taking_it_back_agrees_again():
    conversation, person = ConversationFactory(joining=Joining.ANYBODY), PersonFactory()
    member = join(conversation=conversation, person=person, seat=None)
    withdraw_consent(person=person, purpose=PURPOSE)
    Participant.objects.filter(pk=member.pk).update(left_at=timezone.now())

    join(conversation=conversation, person=person, seat=None)

    assert Consent.objects.filter(person=person, withdrawn_at=None).count() == 1
