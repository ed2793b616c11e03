"""Publius suggests whom to ask: people who fit, newcomers by lot, and how many it takes."""

import datetime as dt
import uuid

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from publius.web.calls.actions import request_matching
from publius.web.calls.models import CallState, Match
from publius.web.calls.tasks import run_due_matches
from publius.web.ledger.models import Event
from publius.web.notify.models import Message
from publius.web.panels.actions.interest import join_pool, leave_pool
from publius.web.panels.actions.invitations import invite_to_pool
from publius.web.panels.actions.shortlists import ask_shortlist, suggest_people
from publius.web.panels.models import Ask, Invitation, Reply, Shortlist
from publius.web.panels.queries.history import estimate
from publius.web.panels.queries.shortlists import reachable
from publius.web.panels.refusals import RefusalError
from publius.web.people.actions import close_account
from publius.web.people.models import Purpose
from tests.factories import AreaFactory, ExpertiseFactory, PersonFactory

from .conftest import agree

pytestmark = pytest.mark.django_db


def reachable_person(**facts):
    person = PersonFactory(**facts)
    agree(person, Purpose.CALL_ALERTS)
    return person


def cyclist(**facts):
    person = reachable_person(**facts)
    ExpertiseFactory(person=person, words="I cycle to work through the town centre most days.")
    return person


@pytest.fixture
def seat(call):
    return call.seats.get(title="Person who cycles to work")


@pytest.fixture
def cyclists(call, seat):
    people = [cyclist() for _ in range(12)]
    request_matching(call=call, by=None)
    run_due_matches()
    return people


@pytest.fixture
def newcomers(db):
    return [reachable_person() for _ in range(9)]


def names(people):
    return {person.pk for person in people}


def suggested(seat, convener, size=10):
    return suggest_people(seat=seat, size=size, by=convener, key=uuid.uuid4())


def chosen(shortlist, **facts):
    return {row.person_id for row in shortlist.people.filter(**facts)}


def public_ids(shortlist):
    return [str(row.person.public_id) for row in shortlist.people.all()]


class TestWhoIsSuggested:
    def test_four_in_five_fit_and_one_in_five_is_new(self, seat, convener, cyclists, newcomers):
        shortlist = suggested(seat, convener)

        fitting, new = chosen(shortlist, is_newcomer=False), chosen(shortlist, is_newcomer=True)
        assert (len(fitting), len(new)) == (8, 2)
        assert fitting <= names(cyclists)
        assert new <= names(newcomers)

    def test_whoever_said_nothing_at_all_can_be_asked(self, seat, convener, newcomers):
        assert chosen(suggested(seat, convener, size=9)) == names(newcomers)

    def test_nobody_is_written_to(self, seat, convener, cyclists):
        suggested(seat, convener)

        assert not Invitation.objects.exists()
        assert not Message.objects.exists()

    def test_those_who_may_not_be_asked_are_left_out(self, call, seat, convener, cyclists):
        agree(convener, Purpose.CALL_ALERTS)
        silent = PersonFactory()
        interested, left, asked, gone = cyclists[:4]
        join_pool(call=call, person=interested, seats=[seat])
        join_pool(call=call, person=left, seats=[seat])
        leave_pool(call=call, person=left)
        invite_to_pool(call=call, seat=seat, public_ids=[str(asked.public_id)], by=convener)
        close_account(person=gone)
        unfinished = reachable_person(adult_confirmed_at=None)

        people = chosen(suggested(seat, convener, size=100))

        assert people == names(cyclists[4:])
        assert {convener.pk, silent.pk, unfinished.pk}.isdisjoint(people)

    def test_newcomers_of_a_call_about_one_place_live_there_or_do_not_say(
        self, call, seat, convener
    ):
        town = AreaFactory()
        call.area = town
        call.save()
        here = reachable_person(area=AreaFactory(within=town))
        nowhere, elsewhere = reachable_person(), reachable_person(area=AreaFactory())

        assert set(reachable(seat).newcomers) == {here.pk, nowhere.pk}
        assert elsewhere.pk not in reachable(seat).newcomers

    def test_whoever_fits_another_seat_of_the_call_is_no_newcomer(self, call, seat, convener):
        engineer = reachable_person()
        ExpertiseFactory(
            person=engineer, kind="professional", words="I am a traffic engineer for junctions."
        )
        request_matching(call=call, by=None)
        run_due_matches()

        assert Match.objects.filter(person=engineer).exclude(band="not_enough").exists()
        assert engineer.pk not in reachable(seat).newcomers

    def test_a_form_sent_twice_suggests_once(self, seat, convener, cyclists):
        key = uuid.uuid4()

        first = suggest_people(seat=seat, size=5, by=convener, key=key)

        assert suggest_people(seat=seat, size=5, by=convener, key=key) == first
        assert Event.objects.filter(tag="people:suggested").count() == 1

    def test_where_nobody_is_left_it_says_so(self, seat, convener):
        with pytest.raises(RefusalError, match="nobody left to suggest"):
            suggested(seat, convener)

    def test_a_closed_call_suggests_nobody(self, call, seat, convener, cyclists):
        call.state = CallState.CLOSED
        call.save()
        seat.refresh_from_db()

        with pytest.raises(RefusalError, match="does not take new people"):
            suggested(seat, convener)


class TestAsking:
    def test_only_those_who_stay_ticked_are_asked(self, seat, convener, cyclists):
        shortlist = suggested(seat, convener, size=5)
        ticked = public_ids(shortlist)[:3]

        asked = ask_shortlist(shortlist=shortlist, public_ids=ticked, by=convener)

        people = {str(each.person.public_id) for each in Invitation.objects.all()}
        assert (asked.sent, people) == (3, set(ticked))

    def test_nobody_who_was_not_suggested_can_be_slipped_in(self, seat, convener, cyclists):
        shortlist = suggested(seat, convener, size=5)
        stranger = reachable_person()

        with pytest.raises(RefusalError):
            ask_shortlist(shortlist=shortlist, public_ids=[str(stranger.public_id)], by=convener)

        assert not Invitation.objects.exists()

    def test_a_suggestion_is_sent_once(self, seat, convener, cyclists):
        shortlist = suggested(seat, convener, size=5)

        for _ in range(2):
            again = ask_shortlist(
                shortlist=shortlist, public_ids=public_ids(shortlist), by=convener
            )

        assert (again.sent, Invitation.objects.count()) == (0, 5)

    def test_whoever_took_the_agreement_back_meanwhile_is_not_asked(
        self, seat, convener, newcomers
    ):
        shortlist = suggested(seat, convener, size=9)
        newcomers[0].consents.all().delete()

        asked = ask_shortlist(shortlist=shortlist, public_ids=public_ids(shortlist), by=convener)

        assert (asked.sent, asked.may_not_be_asked) == (8, 1)

    def test_a_newcomer_reads_that_the_lot_chose_them(self, seat, convener, cyclists, newcomers):
        shortlist = suggested(seat, convener)
        ask_shortlist(shortlist=shortlist, public_ids=public_ids(shortlist), by=convener)

        told = {m.person_id: m.body for m in Message.objects.all()}
        by_lot = {key for key, body in told.items() if "a lot was drawn among people" in body}
        assert by_lot == chosen(shortlist, is_newcomer=True)
        assert all("Why you: these words of yours" in told[key] for key in told.keys() - by_lot)


class TestHowMany:
    def answered(self, call, reply, ask=Ask.INTEREST, days=1):
        then = timezone.now() - dt.timedelta(days=days)
        return Invitation.objects.create(
            call=call,
            person=PersonFactory(),
            ask=ask,
            token_digest=uuid.uuid4().hex,
            sent_at=then,
            expires_at=then + dt.timedelta(days=5),
            reply=reply,
        )

    def test_without_answers_one_yes_in_four_is_assumed(self, seat):
        guess = estimate(Ask.INTEREST, 2, range(100))

        assert (guess.answers, guess.share, guess.needed) == (0, 0.25, 15)

    def test_answers_of_this_place_take_over(self, call):
        for _ in range(30):
            self.answered(call, Reply.ACCEPTED)

        guess = estimate(Ask.INTEREST, 2, range(-100, 0))

        assert (guess.answers, guess.needed) == (30, 3)

    def test_silence_counts_as_a_no_once_its_time_is_over(self, call):
        self.answered(call, Reply.NONE, days=1)
        over = estimate(Ask.INTEREST, 1, [-1]).answers
        self.answered(call, Reply.NONE, days=9)

        assert (over, estimate(Ask.INTEREST, 1, [-1]).answers) == (0, 1)

    def test_offers_of_places_are_another_question(self, call):
        self.answered(call, Reply.DECLINED)

        assert estimate(Ask.PLACE, 4, range(-9, 0)).answers == 0
        assert estimate(Ask.PLACE, 4, range(-9, 0)).share == 0.75

    def test_all_who_can_be_asked_may_be_too_few(self):
        assert estimate(Ask.INTEREST, 3, [-1, -2]).needed is None

    def test_answers_never_change_who_comes_first(self, call, seat, convener, cyclists):
        before = reachable(seat).in_order("lot")
        for person in cyclists[:6]:
            other = self.answered(call, Reply.DECLINED)
            Invitation.objects.filter(pk=other.pk).update(person=person, ask=Ask.PLACE)

        assert reachable(seat).in_order("lot") == before


class TestPages:
    def test_from_the_list_to_letters_in_three_steps(
        self, client, call, seat, convener, cyclists, newcomers
    ):
        client.force_login(convener)
        listed = client.get(reverse("calls:seat_matches", args=[call.slug, seat.pk]))
        url = reverse("panels:suggest", args=[call.slug, seat.pk])
        page = client.get(url)
        key = page.context["form"].initial["posted_key"]
        made = client.post(url, {"size": "10", "posted_key": str(key)})
        shown = client.get(made.url)
        ticked = [each["key"] for each in shown.context["fitting"] + shown.context["newcomers"]]
        sent = client.post(made.url, {"person": ticked}, follow=True)

        assert url in listed.content.decode()
        assert (page.context["fitting"], page.context["newcomers"]) == (12, 9)
        assert "you will probably need to ask about" in page.content.decode()
        assert (len(shown.context["fitting"]), len(shown.context["newcomers"])) == (8, 2)
        assert "10 people were asked whether they are interested." in sent.content.decode()
        assert Invitation.objects.count() == 10
        assert mail.outbox == []  # letters wait in the outbox

    def test_no_name_and_no_answer_of_anybody_is_on_the_pages(
        self, client, call, seat, convener, cyclists
    ):
        client.force_login(convener)
        shortlist = suggested(seat, convener)
        pages = [
            reverse("panels:suggest", args=[call.slug, seat.pk]),
            reverse("panels:shortlist", args=[call.slug, shortlist.pk]),
        ]

        for url in pages:
            text = client.get(url).content.decode()
            assert [p for p in cyclists if p.display_name in text or p.email in text] == []

    @pytest.mark.parametrize("size", ["", "0", "201", "many"])
    def test_a_number_that_makes_no_sense_is_refused_and_kept(
        self, client, call, seat, convener, cyclists, size
    ):
        client.force_login(convener)
        url = reverse("panels:suggest", args=[call.slug, seat.pk])

        page = client.post(url, {"size": size, "posted_key": str(uuid.uuid4())})

        assert page.context["form"]["size"].value() == size
        assert page.context["form"].errors.keys() == {"size"}
        assert not Shortlist.objects.exists()

    def test_nobody_ticked_is_told_and_nothing_is_sent(
        self, client, call, seat, convener, cyclists
    ):
        client.force_login(convener)
        shortlist = suggested(seat, convener)

        page = client.post(reverse("panels:shortlist", args=[call.slug, shortlist.pk]))

        assert "Nobody was ticked, so nobody was asked." in page.content.decode()
        shortlist.refresh_from_db()
        assert shortlist.sent_at is None

    def test_the_proposal_of_a_draw_says_whether_the_reserves_will_do(
        self, client, call, convener, draw
    ):
        client.force_login(convener)
        text = client.get(reverse("panels:draw", args=[call.slug, draw.pk])).content.decode()

        assert "No offer was answered here yet, so it is assumed that about 3 in 4 say yes." in text
