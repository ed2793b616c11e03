"""The demo place in the tables: whole, dated in the past, and made by the real actions."""

import datetime as dt
import json
from collections import Counter

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from publius import matching, panels
from publius.demo.load import NotEmptyError, load
from publius.demo.types import Stage
from publius.panels.public import verify
from publius.web.calls.models import Call, CallState, Engagement, Match
from publius.web.conversations.models import MapVersion
from publius.web.conversations.queries.replay import replays
from publius.web.directory.models import Organisation, Role
from publius.web.ledger.models import Event, Run
from publius.web.ledger.queries import check_ledger, run_record
from publius.web.notify.models import Message
from publius.web.panels.models import (
    Claim,
    Contest,
    ContestOutcome,
    Decision,
    Draw,
    DrawRule,
    Invitation,
    Phase,
    PhoneAttempt,
    Place,
    PlaceState,
    PoolEntry,
    Reply,
)
from publius.web.panels.queries.lotteries import whole_document
from publius.web.people.access_codes import NEEDS
from publius.web.people.models import AccessNeeds, Consent, Demographics, Evidence, Person

pytestmark = [pytest.mark.usefixtures("arden", "db"), pytest.mark.xdist_group("demo")]

STATES = {
    Stage.DRAFT: CallState.DRAFT,
    Stage.OPEN: CallState.OPEN,
    Stage.GATHERED: CallState.CLOSED,
    Stage.PUBLISHED: CallState.CLOSED,
    Stage.DRAWN: CallState.CLOSED,
    Stage.FORMED: CallState.FORMED,
    Stage.CLOSED: CallState.ENDED,
}


def test_everybody_and_every_organisation_is_there(arden):
    assert Person.objects.count() == len(arden.people) == 200
    assert Organisation.objects.count() == len(arden.organisations)
    assert Evidence.objects.count() == sum(
        len(item.evidence) for person in arden.people for item in person.expertise
    )


def test_everybody_is_marked_as_invented_and_nobody_has_a_password():
    assert set(Person.objects.values_list("is_invented", flat=True)) == {True}
    assert [p.email for p in Person.objects.all() if p.has_usable_password()] == []


def test_each_call_stands_at_its_stage(arden):
    told = {c.title: STATES[c.stage] for e in arden.engagements for c in e.calls}

    assert dict(Call.objects.values_list("title", "state")) == told


def test_pools_hold_who_said_they_are_interested(arden):
    said = {c.title: len(c.interests) for e in arden.engagements for c in e.calls if c.interests}
    held = Counter(PoolEntry.objects.values_list("call__title", flat=True))

    assert dict(held) == said


def test_nothing_is_dated_in_the_future():
    now = timezone.now()
    moments = [
        *Event.objects.values_list("at", flat=True),
        *Person.objects.values_list("joined_at", flat=True),
        *Evidence.objects.values_list("added_at", flat=True),
        *Consent.objects.values_list("given_at", flat=True),
        *PoolEntry.objects.values_list("joined_at", flat=True),
    ]

    assert [moment for moment in moments if moment > now] == []


def test_the_ledger_is_whole_and_in_the_order_of_time():
    times = list(Event.objects.order_by("number").values_list("at", flat=True))

    assert check_ledger().is_intact
    assert times == sorted(times)


def test_matches_and_draws_are_stored_runs_that_replay_to_the_same_result():
    differing = []
    for run in Run.objects.exclude(kind__in=["panels.lottery", "opinion.map"]):
        record = json.loads(run_record(run))
        again = (
            matching.run_record(matching.replay(record))
            if run.kind == "matching.rank"
            else panels.replay(record)
        )
        if again != record:
            differing.append(run.kind)

    assert Counter(Run.objects.values_list("kind", flat=True)).keys() >= {
        "matching.rank",
        "panels.draw",
    }
    assert differing == []


def test_every_map_of_opinions_replays_to_what_was_shown():
    assert [replays(version) for version in MapVersion.objects.all()] == [True] * 4


def test_every_lottery_of_the_place_verifies():
    lotteries = Draw.objects.filter(published_at__isnull=False)
    found = [verify(whole_document(draw), commitment=draw.commitment).ok for draw in lotteries]

    assert found
    assert all(found)


def test_every_published_call_was_matched_and_its_seats_have_people_who_fit():
    published = Call.objects.exclude(state=CallState.DRAFT)
    unmatched = [
        seat.title
        for call in published
        for seat in call.seats.all()
        if not Match.objects.filter(seat=seat).exists()
    ]

    assert set(published.values_list("match_jobs__work_state", flat=True)) == {"done"}
    assert unmatched == []


def test_formed_groups_are_full_and_somebody_declined_and_was_replaced():
    formed = Call.objects.filter(state__in=[CallState.FORMED, CallState.ENDED])
    chairs = {call.title: (call.size, call.places.count()) for call in formed}
    states = set(Place.objects.filter(call__in=formed).values_list("state", flat=True))
    town = formed.get(title="Spending £900,000 on access to the town centre")
    declined = Invitation.objects.filter(call=town, ask="place", reply=Reply.DECLINED)

    assert [title for title, (size, places) in chairs.items() if size != places] == []
    assert states == {PlaceState.ACCEPTED}
    assert sorted(declined.values_list("decline_reason", flat=True)) == ["dates", "pay", "time"]
    assert Invitation.objects.filter(call=town, ask="place").count() == town.size + 3


def test_one_lottery_is_published_and_waits_for_dice():
    waiting = Draw.objects.get(phase=Phase.PUBLISHED)

    assert waiting.call.title == "New opening hours for six libraries"
    assert (waiting.rule, waiting.rule_facts) == (DrawRule.DICE, {"dice": 4, "sides": 10})
    assert waiting.run is None


def test_pools_that_are_gathered_were_tried_with_a_test():
    tried = Draw.objects.filter(is_test=True, lottery__isnull=False)

    assert sorted(tried.values_list("call__title", flat=True)) == [
        "A flood plan for the Wend",
        "New opening hours for six libraries",
    ]


def test_one_contest_is_answered_by_the_host_and_one_waits():
    answered = Contest.objects.exclude(outcome=ContestOutcome.WAITING).get()
    waiting = Contest.objects.get(outcome=ContestOutcome.WAITING)

    assert answered.answered_by.is_host
    assert answered.raised_by != waiting.raised_by


def test_people_are_reached_by_letter_text_message_and_phone():
    routes = set(Invitation.objects.values_list("route", flat=True))

    assert routes == {"email", "letter", "sms", "phone"}
    assert Invitation.objects.filter(letters__isnull=False).exists()
    assert Invitation.objects.filter(reminded_at__isnull=False).exists()
    assert PhoneAttempt.objects.exists()


def test_one_draw_waits_for_a_named_human():
    waiting = Draw.objects.get(decision=Decision.PENDING, phase=Phase.DRAWN)

    assert waiting.call.title == "A better ride to school for disabled children"
    assert waiting.run is not None


def test_balancing_answers_are_kept_only_of_those_who_agreed():
    agreed = Consent.objects.filter(purpose="panel_balancing").values_list("person", flat=True)

    assert set(Demographics.objects.values_list("person", flat=True)) == set(agreed)


def test_access_needs_are_encrypted_and_use_the_codes_of_the_list(django_db_blocker):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT details FROM people_accessneeds")
        stored = [bytes(row[0]) for row in cursor.fetchall()]
    codes = {code for row in AccessNeeds.objects.all() for code in row.details["codes"]}

    assert [text for text in stored if b"step_free" in text] == []
    assert "step_free" in codes
    assert codes <= set(NEEDS)


def test_letters_of_the_past_do_not_go_out_again(arden):
    fixed = {persona.person for persona in arden.personas}
    waiting = Message.objects.filter(work_state="waiting").values_list("person__email", flat=True)

    assert {email.split("@")[0] for email in waiting} <= fixed


def test_the_citizen_persona_fits_a_seat_of_the_bike_lane_call():
    matches = Match.objects.filter(
        person__email="ray.pinnock@ardenvale.example",
        seat__call__slug="crafting-the-bike-lane-plan",
    )

    assert matches.filter(seat__title="Blind or partially sighted pedestrian").exists()


def test_conveners_hold_their_roles():
    held = set(Role.objects.values_list("person__display_name", "organisation__slug", "role"))

    assert ("Helen Ormerod", "arden-vale-council", "convener") in held
    assert ("Winston Dacres", "arden-vale-disabled-peoples-union", "convener") in held


def test_texts_fit_the_columns_of_the_forms():
    too_long = [
        (model.__name__, field.name)
        for model in (Engagement, Call, Evidence, Organisation)
        for field in model._meta.concrete_fields
        if field.get_internal_type() in ("TextField", "CharField") and field.max_length
        for value in model.objects.values_list(field.name, flat=True)
        if len(value or "") > field.max_length
    ]

    assert too_long == []


def test_a_place_with_somebody_in_it_is_not_filled():
    before = Person.objects.count()

    with pytest.raises(NotEmptyError), transaction.atomic():
        load(dt.date(2026, 9, 1), 1)

    assert Person.objects.count() == before


def test_the_clock_is_right_again_after_the_story(arden):
    assert abs(timezone.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(seconds=5)


PARTS = ("convener", "convener_user_led", "citizen", "newcomer", "facilitator", "moderator", "host")


@pytest.mark.parametrize("part", PARTS)
def test_every_persona_can_be_entered_and_lands_on_a_page(demo_site, client, part):
    answer = client.post(reverse("demo"), {"persona": part}, follow=True)

    assert answer.status_code == 200
    assert "Be somebody else" in answer.content.decode()


def test_money_has_come_as_far_as_the_days_allow():
    """Promised, claimed, approved, paid - and somebody does not want any."""
    states = Counter(Claim.objects.values_list("state", flat=True))

    assert {"offered", "claimed", "approved", "paid", "refused", "waived"} <= states.keys()
    assert Claim.objects.filter(claimed_at__gt=timezone.now()).count() == 0
    assert Place.objects.filter(came=True).exists()
