"""Matching runs: asked for once, stored whole, fresh when people change what they know."""

import datetime as dt

import pytest
from django.utils import timezone

from publius.matching import replay
from publius.matching import run_record as record_of
from publius.web.calls.actions import (
    change_call,
    fail_matching,
    note_progress,
    request_matching,
    save_seat,
)
from publius.web.calls.models import CallState, Match, MatchJob
from publius.web.calls.tasks import (
    close_calls_past_their_date,
    refresh_changed_people,
    run_due_matches,
)
from publius.web.ledger.models import Event, Run
from publius.web.ledger.queries import run_record
from publius.web.people.actions.accounts import close_account
from publius.web.people.actions.consents import give_consent, withdraw_consent
from publius.web.people.actions.evidence import add_evidence
from publius.web.people.actions.expertise import (
    change_expertise,
    remove_expertise,
    state_expertise,
)
from publius.web.people.actions.items import change_item
from publius.web.people.models import Kind, Purpose
from publius.web.switches.models import Brake, Switch
from publius.web.work import LEASE, WorkState
from tests.factories import AreaFactory, ExpertiseFactory, PersonFactory, SeatFactory, convener_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_index")]

CYCLES = "I cycle to work over the ring road and the town centre, and know every bad junction."


@pytest.fixture
def cyclist():
    return ExpertiseFactory(words=CYCLES).person


def people_for(call, title="Person who cycles to work"):
    matches = Match.objects.filter(seat__call=call, seat__title=title).order_by("position")
    return [match.person for match in matches]


def test_a_run_finds_the_people_whose_words_fit(call, cyclist):
    ExpertiseFactory(words="I keep bees on the allotments.")
    request_matching(call=call, by=None)

    done = run_due_matches()

    job = MatchJob.objects.get()
    assert (done, job.work_state, people_for(call)) == (1, WorkState.DONE, [cyclist])
    seat = call.seats.get(title="Person who cycles to work")
    assert job.counts[str(seat.pk)] == {"considered": 2, "fits": 1, "too_little": 1}
    assert Event.objects.last().data == {"run": str(job.run.pk), "considered": 2}


def test_the_reasons_add_up_to_the_score(call, cyclist):
    add_evidence(
        expertise=cyclist.expertise.get(), source="role", text="Leads the cycle to work group."
    )
    request_matching(call=call, by=None)
    run_due_matches()

    match = Match.objects.get(person=cyclist)

    assert len(match.reasons) == 2
    assert sum(reason["part"] for reason in match.reasons) == pytest.approx(match.score)


def test_asking_twice_asks_once(call):
    first = request_matching(call=call, by=None)

    assert request_matching(call=call, by=None) == first
    assert Event.objects.filter(tag="match:requested").count() == 1


def test_the_next_run_replaces_the_matches_of_the_last(call, cyclist):
    for _ in range(2):
        request_matching(call=call, by=None)
        run_due_matches()

    assert (people_for(call), Run.objects.count()) == ([cyclist], 2)


def test_the_stored_record_replays_to_itself(call, cyclist):
    import json

    request_matching(call=call, by=None)
    run_due_matches()
    record = json.loads(run_record(Run.objects.get()))

    assert record["result"]["rankings"]
    assert record_of(replay(record)) == record


def test_the_conveners_of_a_call_are_not_chosen_from(call, cyclist):
    convener = convener_of(call)
    ExpertiseFactory(person=convener, words=CYCLES)
    request_matching(call=call, by=convener)

    run_due_matches()

    assert people_for(call) == [cyclist]


def test_a_run_waits_while_the_brake_is_on(call, cyclist):
    request_matching(call=call, by=None)
    Switch.objects.create(brake=Brake.MATCHING, turned_on_at=timezone.now())

    assert run_due_matches() == 0
    Switch.objects.all().delete()
    assert run_due_matches() == 1
    assert people_for(call) == [cyclist]


def test_a_worker_that_lost_its_job_stores_nothing(call, cyclist):
    from publius.web.calls import tasks
    from publius.web.calls.actions import store_matching

    request_matching(call=call, by=None)
    now = timezone.now()
    dead = MatchJob.objects.claim_next(now)
    MatchJob.objects.claim_next(now + LEASE + dt.timedelta(seconds=1))

    stored = store_matching(job=dead, matching=tasks._match(dead), read_at=now)

    assert (stored, Match.objects.count(), Run.objects.count()) == (False, 0, 0)


def test_a_run_that_never_finishes_is_given_up_with_a_plain_sentence(call):
    job = request_matching(call=call, by=None)
    MatchJob.objects.filter(pk=job.pk).update(attempts=3)

    run_due_matches()

    job.refresh_from_db()
    assert job.work_state == WorkState.FAILED
    assert job.problem.startswith("The run was begun 3 times and never finished.")


def test_seats_changed_during_a_run_are_matched_again(call, cyclist):
    from publius.web.calls import tasks
    from publius.web.calls.actions import store_matching

    request_matching(call=call, by=None)
    job = MatchJob.objects.claim_next(timezone.now())
    matching = tasks._match(job)
    SeatFactory(call=call, title="Late seat")

    assert store_matching(job=job, matching=matching, read_at=timezone.now()) is False
    assert run_due_matches() == 1
    assert MatchJob.objects.get().counts.keys() == {str(seat.pk) for seat in call.seats.all()}


class TestSomebodyChangesWhatTheyKnow:
    @pytest.fixture(autouse=True)
    def matched(self, call, cyclist):
        request_matching(call=call, by=None)
        run_due_matches()
        refresh_changed_people()

    def test_a_newcomer_is_found_at_once(self, call, cyclist):
        newcomer = PersonFactory()
        state_expertise(person=newcomer, kind=Kind.PRACTICAL, words=CYCLES + " In winter too.")

        assert refresh_changed_people() == 1
        assert set(people_for(call)) == {cyclist, newcomer}

    def test_places_in_the_list_stay_without_gaps(self, call):
        for _ in range(3):
            state_expertise(person=PersonFactory(), kind=Kind.PRACTICAL, words=CYCLES)
        refresh_changed_people()

        seat = call.seats.get(title="Person who cycles to work")
        matches = Match.objects.filter(seat=seat).order_by("position")
        assert [match.position for match in matches] == [1, 2, 3, 4]
        scores = [match.score for match in matches]
        assert scores == sorted(scores, reverse=True)

    def test_nothing_new_changes_nothing(self, call):
        assert refresh_changed_people() == 0

    def test_other_words_no_longer_fit(self, call, cyclist):
        change_expertise(
            expertise=cyclist.expertise.get(),
            words="I keep bees.",
            skills=(),
            visibility="conveners",
        )
        refresh_changed_people()

        assert people_for(call) == []

    def test_what_is_removed_no_longer_counts(self, call, cyclist):
        remove_expertise(expertise=cyclist.expertise.get())
        refresh_changed_people()

        assert people_for(call) == []

    def test_hidden_evidence_no_longer_counts(self, call, cyclist):
        evidence = add_evidence(
            expertise=cyclist.expertise.get(), source="role", text="Leads the cycle to work group."
        )
        refresh_changed_people()
        before = len(Match.objects.get(person=cyclist).reasons)
        change_item(item=evidence, change="hide")
        refresh_changed_people()

        assert (before, len(Match.objects.get(person=cyclist).reasons)) == (2, 1)

    def test_lived_experience_counts_only_while_the_person_agrees(self, call):
        seat = SeatFactory(call=call, kind="lived", title="Blind pedestrian", need="Blind, walks.")
        person = ExpertiseFactory(kind="lived", words="I am blind and walk to town.").person
        give_consent(person=person, purpose=Purpose.LIVED_EXPERIENCE)
        refresh_changed_people()
        agreed = Match.objects.filter(seat=seat, person=person).exists()
        withdraw_consent(person=person, purpose=Purpose.LIVED_EXPERIENCE)
        refresh_changed_people()

        assert (agreed, Match.objects.filter(seat=seat).exists()) == (True, False)

    def test_who_leaves_is_no_longer_found(self, call, cyclist):
        close_account(person=cyclist)
        refresh_changed_people()

        assert people_for(call) == []

    def test_many_changes_at_once_ask_for_a_whole_run(self, call):
        for _ in range(31):
            state_expertise(person=PersonFactory(), kind=Kind.PRACTICAL, words=CYCLES)

        assert refresh_changed_people() == 1
        assert run_due_matches() == 1
        assert len(people_for(call)) == 32

    def test_a_single_refresh_gives_the_score_a_whole_run_gives(self, call):
        newcomer = PersonFactory()
        state_expertise(person=newcomer, kind=Kind.PRACTICAL, words="I cycle to work at dawn.")
        refresh_changed_people()
        alone = Match.objects.get(person=newcomer)
        request_matching(call=call, by=None)
        run_due_matches()
        whole = Match.objects.get(person=newcomer)

        assert (alone.score, alone.band, alone.reasons, alone.position) == (
            whole.score,
            whole.band,
            whole.reasons,
            whole.position,
        )


def test_changing_a_seat_of_an_open_call_matches_it_again(call):
    seat = call.seats.first()

    save_seat(call=call, by=convener_of(call), key=seat.posted_key, title=seat.title,
              kind="practical", need="Drives a cab.", minimum=1, maximum=5)  # fmt: skip

    assert MatchJob.objects.get().work_state == WorkState.WAITING


def test_moving_an_open_call_to_another_area_matches_it_again(call):
    change_call(call=call, by=convener_of(call), area=AreaFactory())

    assert MatchJob.objects.get().work_state == WorkState.WAITING


def test_new_words_for_a_call_ask_for_no_run(call):
    change_call(call=call, by=convener_of(call), title="Bike lanes, another look")

    assert not MatchJob.objects.exists()


def test_a_call_closes_after_its_last_day(call):
    call.closes_on = timezone.localdate()
    call.save()
    on_the_day = close_calls_past_their_date()
    call.closes_on -= dt.timedelta(days=1)
    call.save()

    assert (on_the_day, close_calls_past_their_date()) == (0, 1)
    call.refresh_from_db()
    assert call.state == CallState.CLOSED


def test_a_long_run_keeps_its_claim_while_it_makes_progress(call):
    request_matching(call=call, by=None)
    job = MatchJob.objects.claim_next(timezone.now())
    job.claimed_at -= LEASE
    job.save()

    note_progress(job=job, seats_done=1)

    assert MatchJob.objects.claim_next(timezone.now()) is None


def test_a_worker_that_was_given_up_on_cannot_fail_the_run_of_another(call):
    request_matching(call=call, by=None)
    now = timezone.now()
    lost = MatchJob.objects.claim_next(now)
    MatchJob.objects.claim_next(now + LEASE + dt.timedelta(seconds=1))

    fail_matching(job=lost, problem="It stopped.")

    job = MatchJob.objects.get()
    assert (job.work_state, job.problem) == (WorkState.RUNNING, "")
    assert not Event.objects.filter(tag="match:failed").exists()
