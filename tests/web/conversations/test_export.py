"""Files to work with: tables for readers; rows of people refused, unless there is a reason."""

import csv
import io
import uuid
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from publius.web.conversations.models import (
    Participant,
    RowsTaken,
    StageKind,
    Statement,
    StatementState,
    Vote,
)
from publius.web.conversations.queries.export import NAMES, rows_of_people
from publius.web.conversations.queries.maps import latest_map
from publius.web.conversations.tasks import run_due_maps
from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from tests.factories import PersonFactory, RoleFactory, convener_of
from tests.web.conversations.crowd import two_camps

pytestmark = pytest.mark.django_db
REASON = "A university tests another way to find groups; deleted on 1 June."


@pytest.fixture
def mapped():
    conversation = two_camps()
    run_due_maps()
    return conversation


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name, conversation, *rest) -> str:
    return reverse(f"conversations:{name}", args=[conversation.slug, *rest])


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_readers_get_tables_by_statement_and_group_and_none_by_person(mapped):
    convener = signed_in(convener_of(mapped.call))

    files = {name: convener.get(address("file", mapped, name)).content.decode() for name in NAMES}

    groups = table(files["comment-groups.csv"])
    assert len(groups) == len(table(files["comments.csv"])) == 10
    assert all(
        int(row["group-a-votes"]) + int(row["group-b-votes"]) == int(row["total-votes"]) == 40
        for row in groups
    )
    assert ["voters", "40"] in list(csv.reader(io.StringIO(files["summary.csv"])))
    assert "firm" in files["report.md"]
    assert convener.get(address("file", mapped, "participants-votes.csv")).status_code == 404


def test_a_member_gets_them_once_voting_is_over(mapped):
    member = signed_in(Vote.objects.first().participant.person)
    assert member.get(address("file", mapped, "comments.csv")).status_code == 404
    assert "once voting is over" in member.get(address("files", mapped)).content.decode()

    mapped.stages.update(kind=StageKind.DECIDE)

    assert member.get(address("file", mapped, "comments.csv")).status_code == 200


def test_the_words_of_what_was_taken_down_are_in_no_file(mapped):
    gone = Statement.objects.first()
    Statement.objects.filter(pk=gone.pk).update(state=StatementState.REJECTED)
    convener = signed_in(convener_of(mapped.call))

    texts = [convener.get(address("file", mapped, name)).content.decode() for name in NAMES]

    assert [gone.text in text for text in texts] == [False] * len(NAMES)


def test_a_statement_cannot_run_as_a_formula(mapped):
    Statement.objects.filter(pk=Statement.objects.first().pk).update(text="=1+1 is enough")
    convener = signed_in(convener_of(mapped.call))

    rows = table(convener.get(address("file", mapped, "comments.csv")).content.decode())

    assert rows[0]["comment-body"] == "'=1+1 is enough"


def test_rows_of_people_need_a_reason_that_everybody_reads(mapped):
    convener = signed_in(convener_of(mapped.call))
    refused = convener.get(address("rows", mapped)).content.decode()
    assert "Rows of people are not given out" in refused

    empty = convener.post(address("rows", mapped), {"posted_key": uuid.uuid4(), "reason": ""})
    assert "Say what you need the rows for." in empty.content.decode()
    form = {"posted_key": uuid.uuid4(), "reason": REASON}
    first, second = (convener.post(address("rows", mapped), form) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert RowsTaken.objects.get().reason == REASON
    assert Event.objects.filter(tag=Tag.ROWS_TAKEN).count() == 1
    member = signed_in(Vote.objects.first().participant.person)
    assert REASON in member.get(address("files", mapped)).content.decode()


def test_only_who_gave_the_reason_fetches_the_file(mapped):
    convener = convener_of(mapped.call)
    form = {"posted_key": uuid.uuid4(), "reason": REASON}
    signed_in(convener).post(address("rows", mapped), form)
    taking = RowsTaken.objects.get()
    colleague = RoleFactory(organisation=mapped.call.engagement.organisation).person
    member = Vote.objects.first().participant.person

    answers = [
        signed_in(person).get(address("rows_file", mapped, taking.pk)).status_code
        for person in (convener, colleague, member, PersonFactory())
    ]

    assert answers == [200, 404, 404, 404]


def test_rows_stand_under_numbers_made_anew_and_say_nothing_but_votes(mapped):
    version = latest_map(mapped.pk)

    first, second = (opened(rows_of_people(version)) for _ in range(2))

    rows = table(first["participants-votes.csv"])
    keys = {str(key) for key in Participant.objects.values_list("pk", flat=True)}
    assert {row["participant"] for row in rows} == {str(n) for n in range(1, 41)} != keys
    assert first["participants-votes.csv"] != second["participants-votes.csv"]
    assert as_ballots(first) == as_ballots(second)
    assert {row["timestamp"] for row in table(first["votes.csv"])} == {""}
    assert len(table(first["votes.csv"])) == 400


def opened(archive: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def as_ballots(files: dict[str, str]) -> list[list[tuple[str, str]]]:
    """The rows without their numbers, in an order of their own."""
    rows = table(files["participants-votes.csv"])
    return sorted(
        sorted((name, value) for name, value in row.items() if name != "participant")
        for row in rows
    )


def test_nobody_but_those_who_run_it_is_asked_for_a_reason(mapped):
    member = Vote.objects.first().participant.person

    for person in (member, PersonFactory()):
        assert signed_in(person).get(address("rows", mapped)).status_code == 404


def test_without_a_map_there_is_nothing_to_take():
    conversation = two_camps(3)
    convener = signed_in(convener_of(conversation.call))

    assert "There is nothing to take away yet" in convener.get(
        address("files", conversation)
    ).content.decode()  # fmt: skip
    form = {"posted_key": uuid.uuid4(), "reason": REASON}
    convener.post(address("rows", conversation), form)
    assert RowsTaken.objects.count() == 0
