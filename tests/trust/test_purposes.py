"""What people say is used for what they agreed to, and not a moment longer."""

import pytest
from django.db import connection
from django.utils import timezone

from publius.web.calls.needs import evidence_now
from publius.web.calls.tasks import run_due_matches
from publius.web.ledger.models import Event, Run
from publius.web.ledger.queries import run_record
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.queries.inputs import draw_input
from publius.web.panels.tasks import run_due_draws
from publius.web.people.actions import (
    give_consent,
    save_access_needs,
    save_demographics,
    state_expertise,
    withdraw_consent,
)
from publius.web.people.models import Consent, Demographics, Purpose
from tests.factories import PersonFactory

from .village import CYCLING, join

pytestmark = pytest.mark.django_db


def test_a_draw_after_withdrawal_sees_what_it_would_see_of_somebody_who_never_agreed(village):
    call, person = village.drawn_call, village.citizens[4]
    agreed = draw_input(call, salt="same")

    withdraw_consent(person=person, purpose=Purpose.PANEL_BALANCING)
    withdrawn = draw_input(call, salt="same")
    Consent.objects.filter(person=person, purpose=Purpose.PANEL_BALANCING).delete()
    never = draw_input(call, salt="same")

    assert withdrawn.pool == never.pool
    assert withdrawn.pool != agreed.pool


def test_withdrawing_deletes_the_answers_themselves(village):
    person = village.citizens[4]

    withdraw_consent(person=person, purpose=Purpose.PANEL_BALANCING)

    assert not Demographics.objects.filter(person=person).exists()


def test_answers_without_a_living_agreement_reach_no_draw(village):
    """Even where a row were left behind, the agreement decides."""
    person = village.citizens[4]
    Consent.objects.filter(person=person, purpose=Purpose.PANEL_BALANCING).update(
        withdrawn_at=timezone.now()
    )

    plain = draw_input(village.drawn_call, salt="same")

    theirs = next(p for p in plain.pool if plain.people[p.id] == person)
    assert dict(theirs.features) == {}


def test_a_matching_after_withdrawal_sees_what_it_would_of_somebody_who_never_agreed(village):
    person = village.citizens[4]
    agreed = evidence_now()

    withdraw_consent(person=person, purpose=Purpose.LIVED_EXPERIENCE)
    withdrawn = evidence_now()
    Consent.objects.filter(person=person, purpose=Purpose.LIVED_EXPERIENCE).delete()
    never = evidence_now()

    assert list(withdrawn) == list(never)
    lost = [item for item in agreed if item not in list(withdrawn)]
    assert {(item.person, item.kind) for item in lost} == {(person.public_id.hex, "lived")}


def test_the_next_run_after_withdrawal_holds_none_of_the_words(village):
    person = village.citizens[4]
    call = village.open_call
    withdraw_consent(person=person, purpose=Purpose.LIVED_EXPERIENCE)
    call.match_jobs.create(requested_by=village.convener, requested_at=timezone.now())
    run_due_matches()

    first, last = (run_record(job.run) for job in call.match_jobs.order_by("pk"))

    assert "matchingword4" in first
    assert "matchingword4" not in last
    assert "matchingword5" in last


def test_demographic_answers_decide_nothing_but_the_balance_of_a_draw(village):
    """No answer is among what the matcher reads."""
    read = str(list(evidence_now()))

    assert [v for v in ("18-24", "25-44", "age_band", "woman") if v in read] == []


# --- where the most sensitive words must not be found -----------------------------------------

CANARY = "Xylophonecanary"


@pytest.fixture
def told(village):
    """Somebody who has told everything, and has been through a matching and a draw since."""
    person = PersonFactory(display_name=f"{CANARY}name", email=f"{CANARY}@people.example")
    give_consent(person=person, purpose=Purpose.LIVED_EXPERIENCE)
    save_access_needs(person=person, codes=["large_print"], own_words=f"{CANARY}need", pass_on=True)
    save_demographics(person=person, answers={"age_band": "65+", "gender": f"{CANARY}answer"})
    state_expertise(person=person, kind="lived", words=f"{CYCLING} {CANARY}lived")
    call = village.open_call
    join(call, [person])
    call.match_jobs.create(requested_by=village.convener, requested_at=timezone.now())
    run_due_matches()
    request_draw(call=call, by=village.convener)
    run_due_draws()
    return person


def test_needs_and_answers_cannot_be_read_in_the_raw_database(told, tmp_path):
    with connection.cursor() as cursor:
        everything = [
            str(row)
            for table in connection.introspection.table_names()
            for row in cursor.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608
        ] if connection.vendor == "sqlite" else []  # fmt: skip
    raw = "\n".join(everything)

    assert f"{CANARY}lived" in raw  # the control: other words of theirs are there
    assert (f"{CANARY}need" in raw, f"{CANARY}answer" in raw) == (False, False)


def test_events_name_nobody_and_hold_no_words(told):
    events = str(list(Event.objects.values_list("tag", "subject_id", "actor", "data")))

    assert str(told.public_id) in events  # the control: they are about this person
    assert CANARY.lower() not in events.lower()


def test_runs_of_draws_hold_codes_in_place_of_people(told):
    records = "".join(run_record(run) for run in Run.objects.filter(kind__contains="panel"))

    assert len(records) > 100
    assert [x for x in (CANARY, told.public_id.hex, str(told.public_id)) if x in records] == []


def test_runs_of_matching_hold_no_names_needs_or_answers(told):
    records = "".join(run_record(run) for run in Run.objects.filter(kind__contains="match"))

    assert f"{CANARY}lived" in records  # the control
    canaries = [f"{CANARY}{what}" for what in ("need", "answer", "name", "@people.example")]
    assert [text for text in canaries if text in records] == []


def test_nothing_of_it_is_written_to_the_log(told, client, capfd, caplog, settings):
    caplog.set_level("DEBUG")
    client.force_login(told)
    for address in ("/me/", "/me/access-needs/", "/me/balancing/", "/calls/", "/me/about/"):
        client.get(address, {"words": f"{CANARY}search"})
    client.post("/me/access-needs/", {"own_words": f"{CANARY}need"})
    client.post("/me/about/", {"display_name": f"{CANARY}again"})
    out, err = capfd.readouterr()
    written = out + err + "".join(r.getMessage() for r in ours(caplog.records))

    assert CANARY not in written


def ours(records: list) -> list:
    """Without the database's own debugging, which is off wherever Publius runs."""
    return [r for r in records if not r.name.startswith("django.db")]
