"""A conversation from the desk of its call to the end, as its host and a member walk it."""

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publius.web.conversations.models import Conversation, Participant, Stage, StageKind
from publius.web.notify.models import Message
from tests.factories import PlaceFactory, StatementFactory

pytestmark = pytest.mark.django_db
ABOUT = {
    "title": "Talking about the lanes",
    "question": "Where should the lanes go?",
    "joining": "panel",
    "readers": "members",
    "checking": "before",
    "posted_key": "8a5b4f5e-2b60-4f0e-9a45-000000000001",
}


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(client, name, *args, **data):
    address = reverse(f"conversations:{name}", args=args)
    return client.post(address, data, follow=True) if data else client.get(address)


@pytest.fixture
def host(convener):
    return signed_in(convener)


@pytest.fixture
def drafted(host, call) -> Conversation:
    page(host, "conversation_new", call.slug, **ABOUT)
    return Conversation.objects.get()


@pytest.fixture
def holder(call):
    return PlaceFactory(call=call, seat=call.seats.first()).person


@pytest.fixture
def opened(drafted, host, holder) -> Conversation:
    page(host, "conversation_check", drafted.slug, confirm="yes")
    drafted.refresh_from_db()
    return drafted


def test_a_draft_begins_with_five_planned_stages_and_its_host(drafted, convener):
    stages = list(drafted.stages.values_list("kind", flat=True))
    team = [(row.person, row.part) for row in drafted.participants.all()]

    assert stages == ["understand", "explore", "weigh", "decide", "report"]
    assert team == [(convener, "host")]


def test_a_form_sent_twice_drafts_one_conversation(drafted, host, call):
    page(host, "conversation_new", call.slug, **ABOUT)

    assert Conversation.objects.count() == 1


def test_every_page_of_the_desk_opens(drafted, host):
    names = ("conversation_desk", "about_edit", "plan", "house_rules", "conversation_check",
             "team", "people")  # fmt: skip

    answers = [page(host, name, drafted.slug).status_code for name in names]

    assert answers == [200] * len(names)


def test_people_who_hold_a_place_are_told_when_it_opens(opened, holder):
    told = Message.objects.filter(purpose="conversation_opened").values_list("person", flat=True)

    assert opened.state == "open"
    assert list(told) == [holder.pk]


def test_dates_in_the_wrong_order_are_named_and_nothing_is_lost(drafted, host):
    first = drafted.stages.get(kind="understand")
    early = first.opens_on - dt.timedelta(days=1)
    form = page(host, "plan", drafted.slug).context["form"]
    sent, bits = {}, ("day", "month", "year")
    for kind in StageKind.values:
        sent[f"{kind}_purpose"] = f"For {kind}"
        sent[f"{kind}_minimum_days"] = 3
        for part in ("opens_on", "closes_on"):
            day = form.initial[f"{kind}_{part}"]
            sent |= {f"{kind}_{part}_{bit}": getattr(day, bit) for bit in bits}
    sent |= {f"understand_closes_on_{bit}": getattr(early, bit) for bit in bits}

    answer = page(host, "plan", drafted.slug, **sent)

    assert answer.context["form"].errors == {
        "understand_closes_on": ["Understand closes before it opens: choose a later day."]
    }
    assert "For explore" in answer.content.decode()
    assert Stage.objects.get(pk=first.pk).purpose != "For understand"


def test_a_stage_without_purpose_is_refused(drafted, host):
    answer = page(host, "plan", drafted.slug, weigh_purpose="")

    assert answer.context["form"].errors["weigh_purpose"] == ["Say what the stage “Weigh” is for."]


def test_a_draft_whose_time_is_over_is_not_opened(drafted, host):
    long_ago = timezone.localdate() - dt.timedelta(days=400)
    drafted.stages.filter(kind="understand").update(opens_on=long_ago, closes_on=long_ago)

    answer = page(host, "conversation_check", drafted.slug, confirm="yes")

    drafted.refresh_from_db()
    assert drafted.state == "draft"
    assert "Understand would be over already" in answer.content.decode()


def test_from_the_first_stage_to_joining_speaking_and_closing(opened, host, holder):
    page(host, "stage_open", opened.slug, "understand", confirm="yes")
    member = signed_in(holder)
    seat = opened.call.seats.first()

    joined = page(member, "join", opened.slug, agrees="on", seat=str(seat.pk))

    mine = Participant.objects.get(person=holder)
    assert (mine.part, mine.seat) == ("member", seat)
    assert "Ask, tell or bring a fact" in joined.content.decode()
    refused = page(host, "stage_close", opened.slug, "understand", confirm="yes")
    assert "at least 3 days" in refused.content.decode()
    with time_machine.travel(timezone.now() + dt.timedelta(days=4)):
        StatementFactory(conversation=opened, author=mine, stage="understand", kind="question")
        unheard = page(host, "stage_close", opened.slug, "understand", confirm="yes")
        assert "nobody was heard for Traffic engineer" in unheard.content.decode()
        engineer = opened.call.seats.get(title="Traffic engineer")
        reason = "All three engineers are ill; they read it before Explore ends."
        page(host, "absence", opened.slug, "understand", engineer.pk, reason=reason)
        page(host, "stage_close", opened.slug, "understand", confirm="yes")
        home = page(member, "conversation", opened.slug).content.decode()
    stage = opened.stages.get(kind="understand")
    assert stage.closed_at is not None
    assert stage.openings.get().summary == {
        "asked": 1, "answered": 0, "open": 1, "askers": 1, "members": 1,
    }  # fmt: skip
    assert reason in home
