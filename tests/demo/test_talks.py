"""The conversations of the demo place: at different stages, with people who disagree."""

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.demo.talks.facts import talk_of
from publius.web.conversations.models import (
    Appeal,
    Commitment,
    Conversation,
    ConversationState,
    MapVersion,
    MinorityReport,
    Outcome,
    Participant,
    Reply,
    Statement,
    StatementState,
    Vote,
)
from publius.web.conversations.queries.conversations import open_stage
from publius.web.conversations.queries.dissent import dissent_of
from publius.web.people.models import Person

pytestmark = [pytest.mark.usefixtures("arden", "db"), pytest.mark.xdist_group("demo")]

CABS, TOWN, BUSES = "taxi_access", "town_access", "night_buses"


def conversation(engagement: str) -> Conversation:
    return Conversation.objects.get(title=talk_of(engagement).title)


def persona(arden, key: str) -> Person:
    name = next(each.person for each in arden.personas if each.key == key)
    return Person.objects.get(email=f"{name}@ardenvale.example")


def test_each_stands_at_its_stage():
    stages = {key: open_stage(conversation(key)) for key in (CABS, TOWN, BUSES)}

    assert {key: stage and stage.kind for key, stage in stages.items()} == {
        CABS: "weigh",
        TOWN: "understand",
        BUSES: None,
    }
    assert conversation(BUSES).state == ConversationState.CLOSED


def test_everything_that_was_written_was_said():
    for key in (CABS, TOWN, BUSES):
        said = Statement.objects.filter(conversation=conversation(key)).order_by("number")

        assert list(said.values_list("text", flat=True)) == [s.text for s in talk_of(key).said]


def test_nobody_answers_themselves_and_nothing_is_dated_in_the_future():
    now = timezone.now()
    moments = [
        *Statement.objects.values_list("said_at", flat=True),
        *Reply.objects.values_list("said_at", flat=True),
        *Vote.objects.values_list("voted_at", flat=True),
        *Participant.objects.values_list("joined_at", flat=True),
    ]
    own = [r for r in Reply.objects.select_related("statement") if r.author == r.statement.author]

    assert own == []
    assert [moment for moment in moments if moment > now] == []


def test_opinion_groups_are_found_in_the_votes():
    latest = {key: conversation(key).maps.latest("number") for key in (CABS, BUSES)}

    assert {key: version.k for key, version in latest.items()} == {CABS: 2, BUSES: 2}
    assert MapVersion.objects.filter(conversation=conversation(TOWN)).count() == 0


def test_the_outcome_stands_with_its_dissent_a_report_and_what_was_promised():
    outcome = Outcome.objects.get()
    report = MinorityReport.objects.get()

    assert [group.missing for group in dissent_of(outcome)] == [None, None]
    assert outcome.rests_on == conversation(BUSES).maps.latest("number")
    assert MinorityReport.objects.published().get() == report
    assert report.signatures.count() == 4
    assert sorted(Commitment.objects.values_list("side", flat=True)) == ["body", "body", "member"]


def test_something_waits_for_the_moderator_and_an_appeal_for_who_did_not_decide(arden):
    waiting = Statement.objects.filter(state=StatementState.WAITING)

    assert waiting.filter(conversation=conversation(CABS)).count() == 3
    assert Appeal.objects.get().decided_by == persona(arden, "facilitator")


@pytest.mark.parametrize("part", ["citizen", "facilitator", "moderator", "convener", "newcomer"])
@pytest.mark.parametrize("page", ["conversation", "statements", "map", "outcome", "unknowns"])
def test_every_page_of_a_conversation_opens_for_everybody(arden, client, part, page):
    client.force_login(persona(arden, part))

    codes = {
        key: client.get(reverse(f"conversations:{page}", args=[conversation(key).slug])).status_code
        for key in (CABS, TOWN, BUSES)
    }

    assert codes == dict.fromkeys((CABS, TOWN, BUSES), 200)


def test_the_citizen_persona_votes_on_cabs_and_goes_on(arden, client):
    client.force_login(persona(arden, "citizen"))

    answer = client.get(reverse("conversations:vote", args=[conversation(CABS).slug]))

    assert "Do you agree?" in answer.content.decode()
