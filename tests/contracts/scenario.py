"""One call that has come all the way, so that there is something to see and to spoil."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from publius.web.alerts.actions import save_alert
from publius.web.calls.actions import ask_why_not, request_matching
from publius.web.calls.models import Framing, Stakeholder
from publius.web.calls.tasks import run_due_matches
from publius.web.directory.actions import ask_confirmation
from publius.web.panels.actions.assignments import request_assignment
from publius.web.panels.actions.contests import raise_contest
from publius.web.panels.actions.decisions import confirm_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.interest import join_pool
from publius.web.panels.actions.publishing import ask_to_publish
from publius.web.panels.actions.replies import ask_question, decline
from publius.web.panels.models import Invitation, SeatOffer, Shortlist
from publius.web.panels.tasks import fill_vacant_places, run_due_assignments, run_due_draws
from publius.web.people.models import Consent, Person, Purpose
from tests.factories import (
    CallFactory,
    ConversationFactory,
    EvidenceFactory,
    ExpertiseFactory,
    OfferFactory,
    PersonFactory,
    RoleFactory,
    SeatFactory,
    convener_of,
)

from .outcomes import outcome_parts
from .outreach import outreach_parts
from .sayings import said_parts
from .stages import staged_parts
from .voting import voting_parts

TOKEN = "a-token-that-nobody-was-ever-sent"


@dataclass(frozen=True)
class Scenario:
    people: dict[str, Person | None]  # role -> who
    parts: dict[str, dict[str, Any]]  # address family -> what goes into its addresses


def build_scenario() -> Scenario:
    """A confirmed panel of four; the person concerned sits on it and asked a question.

    Another member declined and nobody is left to step in; a second call has an undecided draw.
    """
    call, seats = _call_with_two_seats()
    convener, rival = convener_of(call), RoleFactory().person
    concerned, expertise, evidence = _somebody_who_knows()
    _fill_the_pool(call, seats, [concerned, *(PersonFactory() for _ in range(3))])
    request_matching(call=call, by=convener)
    run_due_matches()
    draw = _drawn(call, convener)
    confirm_draw(draw=draw, by=convener)
    undecided = _undecided_draw(call.engagement, convener)
    invitation = Invitation.objects.get(person=concerned, ask="place")
    ask_question(invitation=invitation, text="Is there a ramp?", key=uuid.UUID(int=7))
    unwilling = Invitation.objects.filter(call=call, ask="place").exclude(person=concerned)[0]
    decline(invitation=unwilling, reason="time")
    fill_vacant_places()
    assignment = _assigned(undecided.call, convener)
    confirmation = ask_confirmation(evidence=evidence, organisation=call.engagement.organisation)
    return Scenario(
        people={
            "visitor": None,
            "stranger": PersonFactory(),
            "concerned": concerned,
            "convener": convener,
            "rival": rival,
            "host": PersonFactory(is_host=True),
        },
        parts={
            "call": {"slug": call.slug},
            "inquiry": {"inquiry_id": ask_why_not(seat=seats[0], person=concerned, by=convener).pk},
            "word": {"concept": "visual-impairment"},
            "shortlist": {"shortlist_id": _shortlist(seats[0], convener).pk},
            "engagement": {"slug": call.engagement.slug},
            "framing": {"framing_id": _framing(call).pk},
            "stakeholder": {"stakeholder_id": _stakeholder(call).pk},
            "seat": {"seat_id": seats[0].pk},
            "match_run": {"run_id": call.match_jobs.get().run_id},
            "draw": {"draw_id": draw.pk},
            "undecided_draw": {"slug": undecided.call.slug, "draw_id": undecided.pk},
            "test_draw": _as_parts(_test_draw(undecided.call, convener)),
            "prepared_draw": _as_parts(_lottery(call.engagement, convener)),
            "published_draw": _as_parts(_lottery(call.engagement, convener, rule="server")),
            "dice_draw": _as_parts(_lottery(call.engagement, convener, rule="dice")),
            "contest": {"slug": call.slug, "contest_id": _contest(call, concerned).pk},
            "assignment": {"key": assignment.pk},
            "assigned_call": {"call": undecided.call.slug},
            "assigned_person": {"person": assignment.places.first().person.public_id},
            "vacant_place": {"number": call.places.get(person=None).number},
            "offer": {"offer_id": SeatOffer.objects.filter(entry__person=concerned)[0].pk},
            "question": {"question_id": invitation.questions.get().pk},
            "invitation": {"key": invitation.pk},
            "token": {"token": TOKEN},
            "organisation": {"slug": call.engagement.organisation.slug},
            "role": {"key": call.engagement.organisation.roles.get().pk},
            "expertise": {"key": expertise.pk},
            "evidence": {"key": evidence.pk},
            "confirmation": {"key": confirmation.pk},
            "alert": {"key": _alert(concerned).pk},
            **outreach_parts(call, concerned, convener),
            **outcome_parts(ConversationFactory(call=call), concerned, convener),
            **said_parts(ConversationFactory(call=call), concerned, convener),
            **staged_parts(ConversationFactory(call=call), concerned, convener),
            **voting_parts(ConversationFactory(call=call), concerned, convener),
        },
    )


def _call_with_two_seats(**fields):
    call = CallFactory(size=4, **fields)
    OfferFactory(call=call)
    return call, [SeatFactory(call=call, maximum=2), SeatFactory(call=call, maximum=2)]


def _drawn(call, convener):
    draw = request_draw(call=call, by=convener)
    run_due_draws()
    draw.refresh_from_db()
    return draw


def _undecided_draw(engagement, convener):
    call, seats = _call_with_two_seats(engagement=engagement)
    _fill_the_pool(call, seats, [PersonFactory() for _ in range(5)])
    return _drawn(call, convener)


def _as_parts(draw) -> dict[str, Any]:
    return {"slug": draw.call.slug, "draw_id": draw.pk}


def _test_draw(call, convener):
    draw = request_draw(call=call, by=convener, is_test=True)
    run_due_draws()
    return draw


def _lottery(engagement, convener, rule=""):
    """A lottery to look at; with a rule it is published."""
    call, seats = _call_with_two_seats(engagement=engagement)
    _fill_the_pool(call, seats, [PersonFactory() for _ in range(4)])
    draw = request_draw(call=call, by=convener, at_once=False)
    run_due_draws()
    if rule:
        draw.refresh_from_db()
        ask_to_publish(draw=draw, rule=rule, facts={"dice": 4, "sides": 10}, by=convener)
        run_due_draws()
    return draw


def _contest(call, person):
    """The only convener asked for the draw that is contested, so a host has to answer."""
    return raise_contest(
        call=call, by=person, subject="draw", words="Why these?", key=uuid.UUID(int=9)
    )


def _assigned(call, convener):
    """A proposal for the call whose draw nobody has decided on."""
    facts = {"calls": [call], "most_places": 1, "keeps_targets": True}
    assignment = request_assignment(engagement=call.engagement, by=convener, **facts)
    run_due_assignments()
    assignment.refresh_from_db()
    return assignment


def _somebody_who_knows():
    concerned = PersonFactory()
    Consent.objects.create(
        person=concerned,
        purpose=Purpose.CALL_ALERTS,
        wording_version="1",
        given_at=timezone.now(),
    )
    expertise = ExpertiseFactory(person=concerned)
    return concerned, expertise, EvidenceFactory(expertise=expertise)


def _fill_the_pool(call, seats, people) -> None:
    for person in people:
        join_pool(call=call, person=person, seats=seats)


def _alert(person):
    key = uuid.UUID(int=8)
    return save_alert(person=person, key=key, topic="bike lanes", kind="", area=None, km=None)


def _framing(call) -> Framing:
    return Framing.objects.create(engagement=call.engagement, title="Safety", text="Safety first.")


def _stakeholder(call) -> Stakeholder:
    return Stakeholder.objects.create(engagement=call.engagement, name="Shops", stake="Deliveries")


def _shortlist(seat, convener) -> Shortlist:
    return Shortlist.objects.create(
        call=seat.call, seat=seat, size=1, seed=7, made_by=convener, made_at=timezone.now()
    )
