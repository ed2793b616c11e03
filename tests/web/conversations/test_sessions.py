"""What people said at meetings held elsewhere, and what hosts put before the others."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.actions.moderation import show
from publius.web.conversations.actions.seeds import add_seeds
from publius.web.conversations.actions.sessions import enter_statement, record_session
from publius.web.conversations.models import (
    Consent,
    Origin,
    Part,
    Session,
    StageKind,
    Statement,
    StatementKind,
)
from publius.web.conversations.refusals import RefusalError
from publius.web.ledger.models import Event
from tests.factories import ConversationFactory, ParticipantFactory, SeatFactory, StageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation():
    return StageFactory(conversation__readers="everybody").conversation


@pytest.fixture
def facilitator(conversation):
    return ParticipantFactory(conversation=conversation, part=Part.FACILITATOR).person


def recorded(conversation, by, **facts) -> Session:
    facts = {
        "held_on": timezone.localdate(),
        "place": "Day centre, Mill Lane",
        "people": 9,
        "consent": Consent.ALOUD,
        "consent_words": "That members read it, without names.",
        "key": uuid.uuid4(),
    } | facts
    return record_session(conversation=conversation, by=by, **facts)


def entered(session, by, **facts) -> Statement:
    facts = {"kind": "experience", "text": "The ramp is too steep.", "key": uuid.uuid4()} | facts
    return enter_statement(session=session, by=by, **facts)


def typed(**facts) -> dict:
    today = timezone.localdate()
    return {
        "held_on_day": today.day, "held_on_month": today.month, "held_on_year": today.year,
        "place": "Day centre", "people": "9", "consent": "aloud",
        "consent_words": "Who reads it.", "posted_key": str(uuid.uuid4()), **facts,
    }  # fmt: skip


def test_a_meeting_is_recorded_with_its_seats_and_how_people_agreed(
    client, conversation, facilitator
):
    seat = SeatFactory(call=conversation.call)
    client.force_login(facilitator)

    client.post(
        reverse("conversations:session_new", args=[conversation.slug]),
        typed(**{f"seat_{seat.pk}": "4"}),
    )

    session = Session.objects.get()
    assert (session.place, session.people, session.consent) == ("Day centre", 9, "aloud")
    assert list(session.seats.values_list("seat", "people")) == [(seat.pk, 4)]
    assert Event.objects.get(tag="session:recorded").data == {"people": 9, "consent": "aloud"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"people": "0"}, "people"),
        ({"people": "many"}, "people"),
        ({"held_on_year": "2999"}, "held_on"),
        ({"place": "\u202e"}, "place"),
        ({"consent": ""}, "consent"),
        ({"consent_words": ""}, "consent_words"),
    ],
)
def test_a_meeting_that_cannot_have_been_is_refused_with_a_sentence(
    client, conversation, facilitator, change, field
):
    client.force_login(facilitator)

    answer = client.post(
        reverse("conversations:session_new", args=[conversation.slug]), typed(**change)
    )

    assert list(answer.context["form"].errors) == [field]
    assert Session.objects.count() == 0


def test_no_more_people_for_a_seat_than_were_there(client, conversation, facilitator):
    seat = SeatFactory(call=conversation.call)
    client.force_login(facilitator)

    answer = client.post(
        reverse("conversations:session_new", args=[conversation.slug]),
        typed(**{f"seat_{seat.pk}": "10"}),
    )

    assert list(answer.context["form"].errors) == [f"seat_{seat.pk}"]
    with pytest.raises(RefusalError):
        recorded(conversation, facilitator, seats={seat: 10})


def test_what_was_said_there_is_labelled_and_checked_by_somebody_else(
    client, conversation, facilitator
):
    seat = SeatFactory(call=conversation.call, title="Wheelchair user")
    session = recorded(conversation, facilitator)
    said = entered(session, facilitator, seat=seat)
    moderator = ParticipantFactory(conversation=conversation, part=Part.MODERATOR).person

    own = show(statement=said, by=facilitator)
    others = show(statement=said, by=moderator)
    page = client.get(
        reverse("conversations:statement", args=[conversation.slug, said.number])
    ).content.decode()

    assert (said.origin, said.author, own, others) == (Origin.SESSION, None, False, True)
    assert [words in page for words in ("Said at a meeting", "Wheelchair user", "Mill Lane")] == [
        True
    ] * 3


def test_where_each_was_asked_each_statement_says_how(client, conversation, facilitator):
    session = recorded(conversation, facilitator, consent=Consent.EACH)
    client.force_login(facilitator)

    answer = client.post(
        reverse("conversations:session", args=[conversation.slug, session.pk]),
        {"kind": "experience", "text": "Too steep.", "posted_key": str(uuid.uuid4())},
    )
    with pytest.raises(RefusalError, match="how this person agreed"):
        entered(session, facilitator)

    assert list(answer.context["form"].errors) == ["consent"]
    assert entered(session, facilitator, consent="Said yes aloud").consent == "Said yes aloud"


def test_sent_twice_it_is_entered_once(conversation, facilitator):
    session, key = recorded(conversation, facilitator), uuid.uuid4()

    assert entered(session, facilitator, key=key) == entered(session, facilitator, key=key)


def test_what_stands_there_already_is_named_and_not_entered_again(
    client, conversation, facilitator
):
    session = recorded(conversation, facilitator)
    first = entered(session, facilitator)
    client.force_login(facilitator)

    page = client.post(
        reverse("conversations:session", args=[conversation.slug, session.pk]),
        {"kind": "experience", "text": first.text.upper(), "posted_key": str(uuid.uuid4())},
        follow=True,
    ).content.decode()

    assert f"This stands there already in these words, as number {first.number}." in page
    assert Statement.objects.count() == 1


def test_a_meeting_sent_twice_is_recorded_once(conversation, facilitator):
    key = uuid.uuid4()

    assert recorded(conversation, facilitator, key=key) == recorded(
        conversation, facilitator, key=key
    )


@pytest.mark.parametrize("part", [Part.MEMBER, Part.MODERATOR])
def test_only_those_who_run_it_speak_for_others(client, conversation, part):
    somebody = ParticipantFactory(conversation=conversation, part=part).person
    client.force_login(somebody)

    with pytest.raises(RefusalError):
        recorded(conversation, somebody)
    with pytest.raises(RefusalError):
        add_seeds(conversation=conversation, kind="proposal", texts=["One."], by=somebody)

    statuses = {
        client.get(reverse(f"conversations:{name}", args=[conversation.slug])).status_code
        for name in ("sessions", "session_new", "seeds")
    }
    assert statuses == {404}


def test_a_meeting_of_tomorrow_is_not_recorded(conversation, facilitator):
    with pytest.raises(RefusalError, match="once it has been held"):
        recorded(conversation, facilitator, held_on=timezone.localdate() + dt.timedelta(days=1))


def test_proposals_from_meetings_wait_for_explore_too(facilitator):
    conversation = StageFactory(kind=StageKind.UNDERSTAND).conversation
    by = ParticipantFactory(conversation=conversation, part=Part.FACILITATOR).person

    with pytest.raises(RefusalError, match="Proposals come in Explore"):
        entered(recorded(conversation, by), by, kind="proposal")


def test_seeds_are_labelled_shown_and_counted_in_public(client, conversation, facilitator):
    client.force_login(facilitator)
    lines = "More buses.\n\n  Fewer cars. \nmore BUSES\n"

    client.post(
        reverse("conversations:seeds", args=[conversation.slug]),
        {"kind": "proposal", "texts": lines, "posted_key": str(uuid.uuid4())},
    )

    page = client.get(reverse("conversations:statements", args=[conversation.slug]))
    seeds = Statement.objects.order_by("number")
    assert [(each.text, each.origin, each.state) for each in seeds] == [
        ("More buses.", "seed", "shown"), ("Fewer cars.", "seed", "shown"),
    ]  # fmt: skip
    assert (page.context["shares"].seeds, "From the hosts" in page.content.decode()) == (2, True)


def test_seeds_sent_twice_are_added_once(conversation, facilitator):
    facts = {"conversation": conversation, "kind": "proposal", "by": facilitator}

    added = [len(add_seeds(texts=["More buses.", "Fewer cars."], **facts)) for _ in range(2)]

    assert added == [2, 0]


def test_proposals_of_hosts_belong_to_explore_as_well():
    stage = StageFactory(kind=StageKind.UNDERSTAND)
    host = ParticipantFactory(conversation=stage.conversation, part=Part.HOST).person
    facts = {"conversation": stage.conversation, "by": host}

    with pytest.raises(RefusalError, match="Proposals come in Explore"):
        add_seeds(kind=StatementKind.PROPOSAL, texts=["More buses."], **facts)

    (asked,) = add_seeds(kind=StatementKind.QUESTION, texts=["How wide is it?"], **facts)
    assert asked.stage == StageKind.UNDERSTAND


def test_seeds_can_be_prepared_before_the_conversation_opens():
    draft = ConversationFactory(state="draft", published_at=None)
    host = ParticipantFactory(conversation=draft, part=Part.HOST).person

    added = add_seeds(conversation=draft, kind="proposal", texts=["More buses."], by=host)

    assert [each.stage for each in added] == [StageKind.EXPLORE]
