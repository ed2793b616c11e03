"""What would raise a fit, in plain words and by the library's own figures; and why not somebody."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.matching.why_not import Cause
from publius.web.calls.absences import IN_WORDS, cause_in_words
from publius.web.calls.actions import ask_why_not, request_matching
from publius.web.calls.models import Inquiry, Match
from publius.web.calls.queries.reasons import gain_in_words
from publius.web.calls.tasks import (
    answer_inquiries,
    explain_new_matches,
    refresh_changed_people,
    run_due_matches,
)
from publius.web.people.actions import mark_evidence_confirmed
from publius.web.switches.models import Brake, Switch
from publius.web.work import LEASE, WorkState
from tests.factories import EvidenceFactory, ExpertiseFactory, PersonFactory, SeatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_index")]

RIDES = "I cycle to work over the ring road and the town centre, past every bad junction."


@pytest.fixture
def seat(call):
    return call.seats.get(title="Person who cycles to work")


@pytest.fixture
def rider(seat):
    return ExpertiseFactory(words=RIDES).person


@pytest.fixture
def proof(rider):
    return EvidenceFactory(
        expertise=rider.expertise.get(), text="Led the cycle to work group of the hospital."
    )


def matched(call):
    request_matching(call=call, by=None)
    run_due_matches()
    while explain_new_matches():
        pass


def why_of(client, person, call):
    client.force_login(person)
    return client.get(reverse("calls:call", args=[call.slug])).context["why"]


class TestWhatWouldRaiseIt:
    def test_the_gain_that_was_told_is_the_gain_that_comes(self, call, seat, rider, proof):
        matched(call)
        before = Match.objects.get(person=rider)
        told = {each["evidence"]: each["gain"] for each in before.raises}

        mark_evidence_confirmed(evidence=proof, body="Hospital Trust", by=PersonFactory())
        refresh_changed_people()

        after = Match.objects.get(person=rider)
        assert after.score - before.score == pytest.approx(told[f"evidence:{proof.pk}"], abs=2e-6)

    def test_the_page_says_it_in_words_with_the_way_there(self, client, call, rider, proof):
        matched(call)
        client.force_login(rider)
        text = client.get(reverse("calls:call", args=[call.slug])).content.decode()

        assert "If an organisation confirmed “Led the cycle to work group of the hospital.”" in text
        assert reverse("directory:ask_confirmation", args=[proof.pk]) in text
        assert reverse("people:evidence_add", args=[proof.expertise_id]) in text

    def test_what_the_seat_asks_for_besides_is_named(self, client, call, seat):
        person = ExpertiseFactory(words="I cycle to the office all year round.").person
        seat.need = "Cycles to work and knows about dropped kerbs from pushing a pram."
        seat.save()
        matched(call)

        why = why_of(client, person, call)

        assert why is not None
        assert why["unmet"] != []
        assert "cycling" not in why["unmet"]

    def test_lived_experience_needs_nobody_to_confirm_it(self, call, client):
        lived = SeatFactory(call=call, kind="lived", need="People who cycle to work.")
        person = ExpertiseFactory(kind="lived", words=RIDES).person
        person.consents.create(
            purpose="lived_experience", wording_version="1", given_at=timezone.now()
        )
        matched(call)

        assert Match.objects.get(seat=lived, person=person).raises == []

    def test_every_match_is_explained_once(self, call, rider):
        matched(call)

        assert explain_new_matches() == 0
        assert not Match.objects.exclude(band="not_enough").filter(explained_at=None).exists()

    def test_a_match_that_is_no_longer_true_is_explained_by_nothing(self, call, rider, proof):
        request_matching(call=call, by=None)
        run_due_matches()
        proof.delete()
        rider.expertise.all().delete()
        Match.objects.update(score=0.3)

        assert explain_new_matches() == 1
        assert Match.objects.get().raises == []

    def test_nothing_is_worked_out_while_matching_is_stopped(self, call, rider):
        request_matching(call=call, by=None)
        run_due_matches()
        Switch.objects.create(brake=Brake.MATCHING, turned_on_at=timezone.now())

        assert explain_new_matches() == 0

    @pytest.mark.parametrize(
        ("score", "gain", "words"),
        [
            (0.05, 0.15, "about 4 times as strong: a good fit"),
            (0.05, 0.05, "about twice as strong"),
            (0.10, 0.05, "about half as strong again"),
            (0.20, 0.05, "about a quarter stronger"),
            (0.20, 0.01, "a little stronger"),
            (0.25, 0.10, "about half as strong again: a strong fit"),
        ],
    )
    def test_a_gain_is_told_in_plain_words(self, score, gain, words):
        assert gain_in_words(score, gain) == words


class TestWhyNotSomebody:
    def asked(self, seat, person):
        inquiry = ask_why_not(seat=seat, person=person, by=PersonFactory())
        answer_inquiries()
        inquiry.refresh_from_db()
        return inquiry.causes

    def test_somebody_who_said_nothing(self, seat):
        assert self.asked(seat, PersonFactory()) == ["no_evidence"]

    def test_somebody_who_knows_it_another_way(self, seat):
        trained = ExpertiseFactory(kind="professional", words=RIDES).person

        assert self.asked(seat, trained) == ["other_kind"]

    def test_somebody_who_knows_something_else(self, seat, rider):
        keeper = ExpertiseFactory(words="I keep bees on the allotments.").person

        assert self.asked(seat, keeper) == ["nothing_met"]

    def test_somebody_who_only_repeats_the_seat(self, seat, rider):
        parrot = ExpertiseFactory(words=f"{seat.title}. {seat.need}").person

        assert self.asked(seat, parrot) == ["echo"]

    def test_somebody_who_fits(self, seat, rider):
        assert self.asked(seat, rider) == ["shown"]

    def test_whoever_runs_the_call(self, seat, convener):
        ExpertiseFactory(person=convener, words=RIDES)

        assert self.asked(seat, convener) == ["excluded"]

    def test_asking_twice_asks_once(self, seat, rider, convener):
        first = ask_why_not(seat=seat, person=rider, by=convener)

        assert ask_why_not(seat=seat, person=rider, by=convener) == first
        assert Inquiry.objects.count() == 1

    def test_an_answer_that_kills_the_worker_is_given_up(self, seat, rider, convener):
        inquiry = ask_why_not(seat=seat, person=rider, by=convener)
        stale = timezone.now() - 2 * LEASE
        Inquiry.objects.update(work_state=WorkState.RUNNING, claimed_at=stale, attempts=3)

        answer_inquiries()

        inquiry.refresh_from_db()
        assert inquiry.work_state == WorkState.FAILED
        assert "Ask again later." in inquiry.problem

    def test_every_cause_of_the_library_has_a_sentence(self):
        assert set(IN_WORDS) == set(Cause)
        assert "500" in cause_in_words("shown")
        assert cause_in_words("of-another-version") == cause_in_words("nothing_met")


def test_the_list_is_led_to_the_question_but_only_where_somebody_can_be_asked_about(
    client, call, seat, rider, convener
):
    matched(call)
    client.force_login(convener)
    page = client.get(reverse("calls:seat_matches", args=[call.slug, seat.pk])).content.decode()
    url = reverse("panels:why_not", args=[call.slug, seat.pk])

    assert url in page
    assert "There is nobody to ask about yet." in client.get(url).content.decode()
    assert str(uuid.UUID(int=rider.public_id.int)) not in client.get(url).content.decode()
