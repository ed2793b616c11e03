"""The pages on which a convener asks for a proposal, reads it and uses it."""

import json

import pytest
from django.urls import reverse

from publius.web.panels.actions.assignments import set_assignment_aside
from publius.web.panels.models import Draw, DrawnPerson

from .sharing import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, sharing):
    client.force_login(sharing.convener)
    return client


def use(sharing, proposal) -> str:
    facts = [sharing.engagement.slug, proposal.pk, sharing.lanes.slug]
    return reverse("panels:assignment_use", args=facts)


def test_asking_leads_to_the_page_that_waits_and_then_to_the_proposal(desk, sharing):
    address = reverse("panels:assignment_new", args=[sharing.engagement.slug])
    facts = {"calls": ["bike-lanes", "night-buses"], "most_places": "1", "keeps_targets": "on"}

    waiting = desk.post(address, facts, follow=True)

    assert "Working out who takes which seat" in main_of(waiting)


def test_no_call_and_no_number_are_errors_that_keep_what_was_typed(desk, sharing):
    address = reverse("panels:assignment_new", args=[sharing.engagement.slug])

    page = desk.post(address, {"most_places": "none"})

    assert page.context["form"].errors == {
        "calls": ["Choose at least one call."],
        "most_places": ["Enter a whole number."],
    }
    assert 'value="none"' in main_of(page)


def test_the_button_makes_the_group_once_however_often_it_is_pressed(desk, sharing, proposal):
    first, second = (desk.post(use(sharing, proposal)) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert Draw.objects.count() == 1


def test_a_refusal_is_told_on_the_proposal(desk, sharing, proposal):
    set_assignment_aside(assignment=proposal, reason="No.", by=sharing.convener)

    page = desk.post(use(sharing, proposal), follow=True)

    assert "This proposal has been set aside. Nothing was changed." in page.content.decode()


def test_a_call_the_proposal_is_not_about_is_not_there(desk, sharing):
    only = sharing.ask(calls=[sharing.lanes])
    address = reverse(
        "panels:assignment_use", args=[sharing.engagement.slug, only.pk, sharing.buses.slug]
    )

    assert desk.post(address).status_code == 404


def test_no_name_and_no_score_stands_on_the_proposal(desk, sharing, proposal):
    page = main_of(
        desk.get(reverse("panels:assignment", args=[sharing.engagement.slug, proposal.pk]))
    )

    assert sharing.people[0].label in page
    assert [p.display_name for p in sharing.people if p.display_name in page] == []
    assert [score for score in ("0.5", "0.45", "0.4", "0.35") if score in page] == []


def test_a_convener_gets_the_record_without_facts_about_people(desk, sharing, proposal):
    address = reverse("panels:assignment_record", args=[sharing.engagement.slug, proposal.pk])

    record = json.loads(desk.get(address).content)

    assert record["input"]["fits"] is None
    assert {str(quota["people"]) for quota in record["input"]["quotas"]} == {"None"}
    assert record["input_digest"] == proposal.run.input_digest


def test_the_record_of_the_group_is_that_of_the_proposal(desk, sharing, group):
    address = reverse("panels:draw_record", args=[sharing.lanes.slug, group.pk])

    record = json.loads(desk.get(address).content)

    assert (record["kind"], record["input"]["fits"]) == ("matching.assign", None)


def test_everybody_in_the_pool_has_a_line_in_the_group(sharing, group):
    lines = DrawnPerson.objects.filter(draw=group)

    assert sorted(lines.values_list("outcome", flat=True)) == [
        "neither", "neither", "panel", "panel", "reserve", "reserve",
    ]  # fmt: skip
