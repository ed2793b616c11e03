"""Coming into a conversation, the name one has there, leaving, and being removed."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.actions.joining import (
    join,
    leave,
    remove_participant,
    take_another_pseudonym,
)
from publius.web.conversations.actions.team import add_to_team, put_on_team, take_off_team
from publius.web.conversations.models import Conversation, Joining, Part, Participant, Vote
from publius.web.conversations.refusals import RefusalError
from publius.web.directory.models import RoleName
from publius.web.ledger.models import Event
from publius.web.notify.models import Message
from tests.factories import (
    ConversationFactory,
    ParticipantFactory,
    PersonFactory,
    PlaceFactory,
    RoleFactory,
    SeatFactory,
    VoteFactory,
)

pytestmark = pytest.mark.django_db
REASON = "You named a neighbour twice after being asked not to."


@pytest.fixture
def conversation():
    return ConversationFactory(joining=Joining.ANYBODY)


@pytest.fixture
def facilitator(conversation):
    return ParticipantFactory(conversation=conversation, part=Part.FACILITATOR).person


def visit(person, name, conversation, **data):
    client = Client()
    client.force_login(person)
    address = reverse(f"conversations:{name}", args=[conversation.slug])
    return client.post(address, data) if data else client.get(address)


def test_nobody_joins_without_the_agreement(conversation):
    person = PersonFactory()

    answer = visit(person, "join", conversation, seat="none")

    assert answer.context["form"].errors == {
        "agrees": ["Tick the box if you agree. Without it you can only read."]
    }
    assert not Participant.objects.exists()


def test_the_seat_of_ones_place_is_filled_in():
    seat = SeatFactory()
    conversation = ConversationFactory(call=seat.call)
    holder = PlaceFactory(call=seat.call, seat=seat).person

    form = visit(holder, "join", conversation).context["form"]

    assert form.fields["seat"].initial == str(seat.pk)


def test_in_a_conversation_without_seats_nobody_is_asked_for_one(conversation):
    form = visit(PersonFactory(), "join", conversation).context["form"]

    assert list(form.fields) == ["agrees"]


def test_a_seat_of_another_call_is_refused(conversation):
    with pytest.raises(RefusalError, match="belongs to another call"):
        join(conversation=conversation, person=PersonFactory(), seat=SeatFactory())

    assert not Participant.objects.exists()


def test_joining_twice_is_joining_once(conversation):
    person = PersonFactory()

    first = join(conversation=conversation, person=person, seat=None)
    second = join(conversation=conversation, person=person, seat=None)

    assert first == second
    assert Event.objects.filter(tag="participant:joined").count() == 1


def test_the_name_one_has_there_is_not_ones_own(conversation):
    person = PersonFactory(display_name="Zelda Zimmer")

    joined = join(conversation=conversation, person=person, seat=None)

    assert not {"Zelda", "Zimmer"} & set(joined.pseudonym.split())


def test_another_name_is_given_once(conversation):
    joined = join(conversation=conversation, person=PersonFactory(), seat=None)
    first = joined.pseudonym

    second = take_another_pseudonym(participant=joined).pseudonym

    assert second != first
    with pytest.raises(RefusalError, match="another name once already"):
        take_another_pseudonym(participant=joined)
    assert Participant.objects.get(pk=joined.pk).pseudonym == second


def test_who_left_comes_back_under_the_same_name(conversation):
    person = PersonFactory()
    joined = join(conversation=conversation, person=person, seat=None)
    leave(participant=joined)

    again = join(conversation=conversation, person=person, seat=None)

    assert (again.pk, again.pseudonym, again.is_living) == (joined.pk, joined.pseudonym, True)


def test_whoever_is_removed_reads_why_and_is_not_counted_any_more(conversation, facilitator):
    member = ParticipantFactory(conversation=conversation)
    VoteFactory(participant=member, statement__conversation=conversation)

    remove_participant(participant=member, by=facilitator, reason=REASON)

    letter = Message.objects.get(purpose="participant_removed")
    assert (letter.person, REASON in letter.body) == (member.person, True)
    assert not Vote.objects.counted().exists()
    page = visit(member.person, "conversation", conversation).content.decode()
    assert (REASON in page, conversation.question in page) == (True, False)
    assert visit(member.person, "join", conversation).status_code == 404


def test_the_link_of_somebody_removed_leads_to_the_reason_even_where_only_members_read():
    conversation = ConversationFactory(joining=Joining.PANEL)
    by = ParticipantFactory(conversation=conversation, part=Part.HOST).person
    member = ParticipantFactory(conversation=conversation)
    remove_participant(participant=member, by=by, reason=REASON)

    own, strangers = (
        visit(person, "conversation", conversation) for person in (member.person, PersonFactory())
    )

    assert (own.status_code, strangers.status_code) == (200, 404)
    assert REASON in own.content.decode()


def test_a_member_removes_nobody(conversation):
    member, other = (ParticipantFactory(conversation=conversation) for _ in range(2))

    with pytest.raises(RefusalError, match="Only hosts and facilitators"):
        remove_participant(participant=other, by=member.person, reason=REASON)

    other.refresh_from_db()
    assert other.is_living


def test_the_part_in_a_team_follows_from_the_role_in_the_organisation(conversation, facilitator):
    organisation = conversation.call.engagement.organisation
    roles = [
        RoleFactory(organisation=organisation, role=name)
        for name in (RoleName.CONVENER, RoleName.FACILITATOR, RoleName.MODERATOR)
    ]

    parts = [
        add_to_team(conversation=conversation, role=role, by=facilitator).part for role in roles
    ]

    assert parts == ["host", "facilitator", "moderator"]


@pytest.mark.parametrize("role", [RoleName.CALLER, RoleName.MEMBER])
def test_other_roles_give_no_part_in_a_team(conversation, facilitator, role):
    other = RoleFactory(organisation=conversation.call.engagement.organisation, role=role)

    with pytest.raises(RefusalError, match="Nothing was changed"):
        add_to_team(conversation=conversation, role=other, by=facilitator)

    assert not Participant.objects.filter(person=other.person).exists()


def test_a_role_in_another_organisation_gives_no_part(conversation, facilitator):
    with pytest.raises(RefusalError, match="Nothing was changed"):
        add_to_team(conversation=conversation, role=RoleFactory(), by=facilitator)


def test_the_team_appears_under_its_own_names_even_if_two_share_one(conversation):
    people = [PersonFactory(display_name="Sam Hale") for _ in range(2)]

    names = [
        put_on_team(conversation=conversation, person=person, part=Part.HOST).pseudonym
        for person in people
    ]

    assert names == ["Sam Hale", f"Sam Hale ({people[1].label[7:]})"]


def test_somebody_has_to_run_a_conversation(conversation):
    only = ParticipantFactory(conversation=conversation, part=Part.HOST)
    ParticipantFactory(conversation=conversation, part=Part.MODERATOR)

    with pytest.raises(RefusalError, match="Somebody has to run"):
        take_off_team(participant=only, by=only.person)

    assert Conversation.objects.get().participants.get(pk=only.pk).is_living


def test_a_conversation_that_is_closed_is_joined_by_nobody():
    conversation = ConversationFactory(joining=Joining.ANYBODY, state="closed")

    with pytest.raises(RefusalError, match="it is closed"):
        join(conversation=conversation, person=PersonFactory(), seat=None)

    assert not Participant.objects.exists()


def test_removing_somebody_twice_shows_the_same_page(conversation, facilitator):
    member = ParticipantFactory(conversation=conversation)
    client = Client()
    client.force_login(facilitator)
    address = reverse("conversations:participant_remove", args=[conversation.slug, member.pk])

    answers = [client.post(address, {"reason": REASON}) for _ in range(2)]

    people = reverse("conversations:people", args=[conversation.slug])
    assert [(each.status_code, each["Location"]) for each in answers] == [(302, people)] * 2


@pytest.mark.parametrize("name", ["vote", "my_votes", "say", "my_statements", "leave"])
@pytest.mark.parametrize("readers", ["everybody", "members"])
def test_whoever_was_removed_reads_so_instead_of_a_page_that_is_not_there(client, name, readers):
    gone = ParticipantFactory(
        conversation__readers=readers,
        left_at=timezone.now(),
        removed_by=PersonFactory(),
        removed_because="Two accounts voted from here.",
    )
    address = reverse(f"conversations:{name}", args=[gone.conversation.slug])

    client.force_login(gone.person)
    own = client.get(address)
    client.force_login(PersonFactory())
    stranger = client.get(address)

    assert (own.status_code, stranger.status_code) == (404, 404)
    assert "Two accounts voted from here." in own.text
    assert "Two accounts voted from here." not in stranger.text
