"""Maps are made after people voted, every one is kept, and each can be made again."""

import datetime as dt
import gzip
import json

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from publius.web.conversations.actions.maps import claim_next_map, fail_map, plan_maps, store_map
from publius.web.conversations.actions.votes import cast_vote, take_back_vote
from publius.web.conversations.models import (
    Answer,
    MapVersion,
    MapWork,
    Participant,
    Statement,
    StatementState,
    Vote,
)
from publius.web.conversations.queries.map_input import read_votes
from publius.web.conversations.queries.maps import found_of, map_shown_on, own_group
from publius.web.conversations.queries.replay import replays
from publius.web.conversations.queries.turns import heard_so_far, next_card
from publius.web.conversations.tasks import run_due_maps
from publius.web.fields import cipher
from publius.web.ledger.models import Event, Run
from publius.web.ledger.queries import run_record
from publius.web.ledger.tags import Tag
from publius.web.work import WorkState
from tests.factories import PersonFactory, StatementFactory, VoteFactory, voting_conversation
from tests.web.conversations.crowd import two_camps, vote

pytestmark = pytest.mark.django_db
MINUTE = dt.timedelta(seconds=61)


def later(by=MINUTE):
    return time_machine.travel(timezone.now() + by, tick=False)


def newest(conversation) -> MapVersion:
    return MapVersion.objects.filter(conversation=conversation).latest("number")


def test_twenty_votes_are_mapped_at_once():
    conversation = two_camps()

    assert run_due_maps() == 1

    found = newest(conversation)
    assert (found.number, found.n_people, found.n_votes, found.n_statements) == (1, 40, 400, 10)
    assert (found.k, found.confidence) == (2, "firm")
    assert [event.data["map"] for event in Event.objects.filter(tag=Tag.CONVERSATION_MAPPED)] == [1]


def test_fewer_votes_wait_a_minute():
    cast = VoteFactory(statement__conversation=voting_conversation())

    assert run_due_maps() == 0
    with later():
        assert run_due_maps() == 1
    assert newest(cast.statement.conversation).n_votes == 1


def test_nothing_new_makes_no_new_map():
    conversation = two_camps()
    run_due_maps()

    with later():
        run_due_maps()
        run_due_maps()

    assert MapVersion.objects.filter(conversation=conversation).count() == 1
    assert MapWork.objects.get().work_state == WorkState.DONE


@pytest.mark.parametrize("what", ["changed", "taken back", "removed", "taken down"])
def test_whatever_changes_the_votes_that_count_makes_a_new_map(what):
    conversation = two_camps(12)
    with later(dt.timedelta(seconds=-100)):
        run_due_maps()
    run_due_maps()
    before = newest(conversation)
    first = Vote.objects.order_by("pk").first()
    if what == "changed":
        cast_vote(participant=first.participant, statement=first.statement, answer=Answer.UNSURE)
    elif what == "taken back":
        take_back_vote(participant=first.participant, statement=first.statement)
    elif what == "removed":
        Participant.objects.filter(pk=first.participant_id).update(
            left_at=timezone.now(), removed_by=PersonFactory()
        )
    else:
        Statement.objects.filter(pk=first.statement_id).update(state=StatementState.REJECTED)

    run_due_maps()
    with later():
        run_due_maps()

    assert newest(conversation).number == before.number + 1


def test_votes_of_somebody_removed_do_not_count():
    conversation = two_camps(12)
    gone = Vote.objects.first().participant
    Participant.objects.filter(pk=gone.pk).update(
        left_at=timezone.now(), removed_by=PersonFactory()
    )

    run_due_maps()

    assert newest(conversation).n_people == 11
    assert gone.pk not in found_of(newest(conversation)).people


def test_letters_stay_with_their_groups_from_map_to_map():
    conversation = two_camps()
    run_due_maps()
    first = newest(conversation)
    members = Participant.objects.filter(conversation=conversation)
    before = {each.pk: own_group(first, each) for each in members}
    extra = Statement.objects.filter(conversation=conversation).first()
    Vote.objects.filter(statement=extra).update(answer=Answer.UNSURE)
    Vote.objects.bulk_create(
        vote(each, statement, Answer.AGREE)
        for statement in [Statement.objects.create(
            conversation=conversation, number=99_999, stage="explore", kind="proposal",
            text="One more", state="shown", said_at=timezone.now(), shown_at=timezone.now(),
        )]
        for each in members
    )  # fmt: skip

    run_due_maps()

    second = newest(conversation)
    assert second.number == 2
    assert {each.pk: own_group(second, each) for each in members} == before


def test_a_map_can_be_made_again_from_its_run():
    conversation = two_camps(12)
    run_due_maps()
    first = newest(conversation)
    Vote.objects.filter(pk=Vote.objects.first().pk).delete()
    VoteFactory(statement=Statement.objects.first())
    with later():
        run_due_maps()

    assert (first.number, newest(conversation).number) == (1, 2)
    assert replays(first)
    assert replays(newest(conversation))


def test_a_run_that_was_tampered_with_does_not_replay():
    conversation = two_camps(12)
    run_due_maps()
    found = newest(conversation)
    record = json.loads(run_record(found.run))
    record["input"]["votes"][0][2] *= -1

    assert replays(found)
    assert not replays(found, record)


def test_what_is_kept_readable_names_nobody():
    conversation = two_camps(12)

    run_due_maps()

    found = newest(conversation)
    assert "people" not in found.shown
    assert "people" not in found.run.result
    assert found.run.kind == "opinion.map"


def test_the_map_of_a_day_is_the_last_one_made_by_its_end():
    conversation = two_camps(12)
    with time_machine.travel(dt.datetime(2027, 5, 3, 12, tzinfo=dt.UTC), tick=False):
        run_due_maps()
    with time_machine.travel(dt.datetime(2027, 5, 6, 12, tzinfo=dt.UTC), tick=False):
        VoteFactory(statement=Statement.objects.first(), voted_at=timezone.now())
    with time_machine.travel(dt.datetime(2027, 5, 6, 12, 2, tzinfo=dt.UTC), tick=False):
        run_due_maps()

    shown = [map_shown_on(conversation, dt.date(2027, 5, day)) for day in (2, 3, 5, 6)]

    assert [each.number if each else None for each in shown] == [None, 1, 1, 2]


def test_a_worker_that_lost_its_claim_stores_nothing():
    conversation = two_camps(12)
    plan_maps()
    mine = claim_next_map()
    MapWork.objects.update(claimed_at=timezone.now() + MINUTE)
    reading = read_votes(conversation)

    from publius import opinion

    found = opinion.fit(reading.votes, reading.statements)
    assert store_map(work=mine, reading=reading, found=found, previous=None) is None
    assert MapVersion.objects.count() == 0


@pytest.mark.parametrize(("people", "k"), [(1, 0), (3, 0)])
def test_a_handful_of_people_is_mapped_without_groups(people, k):
    conversation = two_camps(people)

    with later():
        run_due_maps()

    found = newest(conversation)
    assert (found.confidence, found.n_people) == ("no clear groups", people)


def test_one_statement_and_everybody_agreeing_is_mapped():
    conversation = voting_conversation()
    said = VoteFactory(statement__conversation=conversation).statement
    for _ in range(24):
        VoteFactory(statement=said)

    run_due_maps()

    found = newest(conversation)
    assert (found.n_statements, found.confidence) == (1, "no clear groups")
    assert found.shown["statements"][0]["agrees"] == 25


def test_what_was_said_since_the_map_counts_for_the_next_question_exactly_once():
    conversation = two_camps(12)
    run_due_maps()
    VoteFactory(statement=Statement.objects.first())

    heard = heard_so_far(conversation.pk, newest(conversation))

    assert sum(each.tally.voted for each in heard) == Vote.objects.count() == 121


def test_a_person_on_the_map_is_asked_on():
    conversation = two_camps(12)
    run_due_maps()
    said = StatementFactory(conversation=conversation)
    member = Vote.objects.first().participant

    card = next_card(member)

    assert card.statement == said
    assert card.reason == "NEW"


def test_a_host_can_check_every_map_on_the_command_line(capsys):
    conversation = two_camps(12)
    run_due_maps()

    call_command("check_maps", conversation.slug)
    assert capsys.readouterr().out.startswith("map 1, ")

    with pytest.raises(CommandError, match="There is no such map"):
        call_command("check_maps", conversation.slug, number=7)
    record = json.loads(run_record(newest(conversation).run))
    record["result"]["k"] += 1
    sealed = cipher().encrypt(gzip.compress(json.dumps(record).encode()))
    Run.objects.update(record=sealed)
    with pytest.raises(CommandError, match="1 of 1 maps came out differently"):
        call_command("check_maps", conversation.slug)


def test_a_map_that_failed_says_why_and_waits_for_new_votes():
    conversation = two_camps(12)
    Vote.objects.update(voted_at=timezone.now() - MINUTE)
    plan_maps()
    work = claim_next_map()
    fail_map(work=work, problem="The votes are odd.", reading=read_votes(conversation))

    assert run_due_maps() == 0
    assert MapWork.objects.get().problem == "The votes are odd."
    for statement in Statement.objects.all()[:10]:
        for _ in range(2):
            VoteFactory(statement=statement)
    assert run_due_maps() == 1
    assert (MapVersion.objects.count(), MapWork.objects.get().problem) == (1, "")
