"""Who may open what: strangers find nothing, whatever they do."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from publius.web.calls.actions import request_matching
from publius.web.calls.models import Call, CallState, EngagementState, Match, MatchJob
from publius.web.calls.tasks import run_due_matches
from tests.factories import (
    ExpertiseFactory,
    OfferFactory,
    PersonFactory,
    RoleFactory,
    SeatFactory,
    convener_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(call):
    Call.objects.update(state=CallState.DRAFT)
    call.engagement.framings.create(title="View", text="…")
    call.engagement.stakeholders.create(name="Cab drivers", stake="…")
    call.refresh_from_db()
    return call


def pages_of(call):
    seat, engagement = call.seats.first(), call.engagement
    framing, stakeholder = engagement.framings.get(), engagement.stakeholders.get()
    of_call = [reverse(f"calls:{name}", args=[call.slug]) for name in (
        "call_desk", "call_edit", "seats", "seat_add", "offer_edit", "call_check", "call_close",
        "matching_progress", "match_again", "matches",
    )]  # fmt: skip
    of_seat = [reverse(f"calls:{name}", args=[call.slug, seat.pk]) for name in (
        "seat_edit", "seat_remove", "seat_place", "seat_matches",
    )]  # fmt: skip
    of_engagement = [reverse(f"calls:{name}", args=[engagement.slug]) for name in (
        "engagement_desk", "engagement_about", "engagement_decision", "framings", "framing_add",
        "stakeholders", "stakeholder_add", "engagement_check", "call_new",
    )]  # fmt: skip
    return [
        *of_call,
        *of_seat,
        *of_engagement,
        reverse("calls:run_file", args=[call.slug, uuid.uuid4()]),
        reverse("calls:framing_edit", args=[engagement.slug, framing.pk]),
        reverse("calls:framing_remove", args=[engagement.slug, framing.pk]),
        reverse("calls:stakeholder_edit", args=[engagement.slug, stakeholder.pk]),
        reverse("calls:stakeholder_remove", args=[engagement.slug, stakeholder.pk]),
    ]


def who(name):
    client = Client()
    if name == "citizen":
        client.force_login(PersonFactory())
    if name == "convener of another body":
        client.force_login(RoleFactory().person)
    if name == "member of no rank":
        role = RoleFactory(role="member", organisation=Call.objects.get().engagement.organisation)
        client.force_login(role.person)
    if name == "former convener":
        from django.utils import timezone

        role = RoleFactory(
            organisation=Call.objects.get().engagement.organisation, ended_at=timezone.now()
        )
        client.force_login(role.person)
    return client


STRANGERS = ["citizen", "convener of another body", "member of no rank", "former convener"]


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_desk_does_not_exist_for_strangers(draft, stranger, method):
    client = who(stranger)
    before = list(Call.objects.values()), list(draft.seats.values()), MatchJob.objects.count()

    statuses = {page: getattr(client, method)(page).status_code for page in pages_of(draft)}

    assert set(statuses.values()) == {404}, statuses
    after = list(Call.objects.values()), list(draft.seats.values()), MatchJob.objects.count()
    assert after == before


def test_who_is_not_signed_in_is_asked_to_sign_in(draft):
    answers = [Client().get(page) for page in pages_of(draft)]

    assert {answer.status_code for answer in answers} == {302}
    assert all(answer.url.startswith(reverse("account_login")) for answer in answers)


def test_the_convener_opens_every_page(draft):
    client = Client()
    client.force_login(convener_of(draft))
    only_posted = ("place", "again", "remove", "runs", "matching")

    statuses = {
        page: client.get(page).status_code
        for page in pages_of(draft)
        if not any(word in page for word in only_posted)
    }

    assert set(statuses.values()) == {200}, statuses


@pytest.mark.parametrize("reader", ["nobody", *STRANGERS])
def test_drafts_are_seen_by_their_conveners_alone(draft, reader):
    draft.engagement.state = EngagementState.DRAFT
    draft.engagement.save()
    client = who(reader)

    assert client.get(reverse("calls:call", args=[draft.slug])).status_code == 404
    assert client.get(reverse("calls:engagement", args=[draft.engagement.slug])).status_code == 404
    assert draft.title not in client.get(reverse("calls:open_calls")).content.decode()


def test_seats_of_another_call_cannot_be_reached_through_ones_own(call):
    theirs = SeatFactory()
    client = Client()
    client.force_login(convener_of(call))

    for name in ("seat_edit", "seat_matches"):
        assert client.get(reverse(f"calls:{name}", args=[call.slug, theirs.pk])).status_code == 404
    client.post(reverse("calls:seat_remove", args=[call.slug, theirs.pk]))
    theirs.refresh_from_db()
    assert theirs.pk is not None


def test_matches_are_seen_by_the_convener_and_the_matched_person_alone(call):
    cyclist = ExpertiseFactory().person
    request_matching(call=call, by=None)
    run_due_matches()
    match = Match.objects.get(person=cyclist)

    seen = {
        name: list(Match.objects.visible_to(person))
        for name, person in {
            "convener": convener_of(call),
            "person": cyclist,
            "citizen": PersonFactory(),
            "other convener": RoleFactory().person,
        }.items()
    }

    assert seen == {"convener": [match], "person": [match], "citizen": [], "other convener": []}


def test_an_offer_is_public_with_its_call(call):
    OfferFactory._meta.model.objects.filter(call=call).update(pay="£75 for half a day")

    page = Client().get(reverse("calls:call", args=[call.slug])).content.decode()

    assert "£75 for half a day" in page
