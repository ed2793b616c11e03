"""From a conversation one has only read to the first vote, on a phone."""

import pytest

from publius.web.conversations.models import Participant, StageKind, Vote

from .talks import SAID, Member, a_conversation, people_said

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without"])
def test_somebody_joins_and_votes(arrives, call, person, javascript):
    conversation = a_conversation(call, StageKind.EXPLORE)
    people_said(conversation, *SAID)
    member = arrives(Member, person=person, javascript=javascript)
    member.goes_to("/conversations/")
    member.follows(conversation.title)
    member.clicks("Join the conversation")
    member.clicks("Join")
    member.is_told_what_is_wrong("Tick the box if you agree. Without it you can only read.")
    member.ticks("I agree to this.")
    member.clicks("Join")
    joined = Participant.objects.get(person=person)
    member.sees(joined.pseudonym)
    member.clicks("Vote")
    member.clicks("Agree")
    member.sees("Counted: “Agree” on statement")
    assert Vote.objects.get().participant == joined
