"""What the parts people have in a conversation open to them, beside the roles of the site.

Every address of the conversations, for a facilitator, a moderator, an observer and somebody who
was removed. None of them may do what belongs to one member alone.
"""

import pytest
from django.test import Client
from django.utils import timezone

from publius.web.conversations.models import Conversation, Joining, Part, Participant
from tests.contracts.scenario import build_scenario
from tests.contracts.test_permissions import NOTHING, PAGE, TABLE, met, rows
from tests.factories import ParticipantFactory, PersonFactory

pytestmark = pytest.mark.django_db


def names_in(text: str) -> set[str]:
    return set(text.split())


EVERYBODY = names_in("conversations join conversation")
WHOEVER_IS_THERE = names_in("""
    outcome unknowns report statements moderation_log statement say my_statements built_on
    reply_new vote my_votes vote_on vote_unsure vote_take_back map map_of_a_day map_number figures
    files file pack pack_version motions motion health
""")
THE_TEAM = names_in("reword reword_decide moderation appeal reasons")
THOSE_WHO_RUN_IT = names_in("""
    outcome_desk outcome_write outcome_for_whom outcome_options option_add option_edit
    outcome_statements outcome_unknowns outcome_dissent outcome_publish outcome_drop unknown_add
    unknown_answer commitment_add dissent_quote reply_quote seeds sessions session_new session
    rows conversation_desk about_edit plan house_rules conversation_check conversation_close
    stage_open stage_close absence pack_edit team people participant_remove
""")
OPEN_TO = {
    "facilitator": EVERYBODY | WHOEVER_IS_THERE | THE_TEAM | THOSE_WHO_RUN_IT,
    "moderator": EVERYBODY | WHOEVER_IS_THERE | THE_TEAM,
    "observer": EVERYBODY | WHOEVER_IS_THERE,
    "removed": EVERYBODY,
}
ADDRESSES = [each for each in TABLE if each.name.startswith("conversations:")]


@pytest.fixture
def scenario(db):
    return build_scenario()


def somebody_who_is(role: str) -> Client:
    """With this part in every conversation that is not open to anybody."""
    person = PersonFactory()
    for conversation in Conversation.objects.exclude(joining=Joining.ANYBODY):
        part = Part.MEMBER if role == "removed" else role
        own = ParticipantFactory(conversation=conversation, person=person, part=part)
        if role == "removed":
            Participant.objects.filter(pk=own.pk).update(
                left_at=timezone.now(), removed_by=PersonFactory(), removed_because="Insults."
            )
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def test_each_part_reads_what_it_is_for_and_nothing_else(scenario):
    wrong = []
    for role, names in OPEN_TO.items():
        client = somebody_who_is(role)
        for each in ADDRESSES:
            answer = met(client.get(each.url(scenario)))
            expected = PAGE if each.name.partition(":")[2] in names else NOTHING
            if answer not in (expected, None):
                wrong.append(f"{each.name} as {role}: {answer} instead of {expected}")

    assert wrong == []


@pytest.mark.parametrize("role", ["moderator", "observer", "removed"])
def test_what_is_shut_takes_no_form_either(scenario, role):
    client = somebody_who_is(role)
    shut = [each for each in ADDRESSES if each.name.partition(":")[2] not in OPEN_TO[role]]
    takes_forms = [each for each in shut if each.audience.get("concerned") != PAGE]
    before = rows()

    answers = {each.name: client.post(each.url(scenario), {"verdict": "x"}) for each in takes_forms}

    assert len(takes_forms) > 30
    assert [name for name, answer in answers.items() if answer.status_code < 400] == []
    assert rows() == before
