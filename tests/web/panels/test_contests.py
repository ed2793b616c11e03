"""Whoever contests a decision is answered by somebody who did not take it."""

from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from publius.web.directory.actions import give_role
from publius.web.ledger.queries import events_about
from publius.web.notify.tasks import send_due_messages
from publius.web.panels.actions.contests import answer_contest, raise_contest
from publius.web.panels.actions.interest import rule_seat_out
from publius.web.panels.models import Contest, SeatOffer
from publius.web.panels.queries.contests import contestable, contests_for_hosts, count_contests
from publius.web.panels.refusals import RefusalError
from tests.factories import PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(call, confirmed, pool):
    return raise_contest(
        call=call, by=pool[0], subject="draw", words="Why this ticket?", key=uuid4()
    )


@pytest.fixture
def colleague(call):
    """Runs the call as well, and had no hand in the draw."""
    return RoleFactory(organisation=call.engagement.organisation).person


def answer(contest, by, outcome="not_upheld"):
    return answer_contest(contest=contest, outcome=outcome, answer="Because of the dice.", by=by)


def url(name, *args):
    return reverse(f"panels:{name}", args=args)


def test_somebody_who_did_not_decide_it_answers_and_the_person_is_told(contest, colleague, pool):
    assert answer(contest, colleague)
    send_due_messages()

    contest.refresh_from_db()
    letters = [m for m in mail.outbox if "contested" in m.subject]
    assert (contest.outcome, contest.answered_by) == ("not_upheld", colleague)
    assert [letter.to for letter in letters] == [[pool[0].email]]
    assert "Because of the dice." in letters[0].body


def test_whoever_decided_it_cannot_answer(contest, convener):
    with pytest.raises(RefusalError, match="did not decide it"):
        answer(contest, convener)

    assert Contest.objects.get().outcome == ""


def test_whoever_ruled_a_person_out_cannot_answer_that_person(call, pool, convener, colleague):
    offer = SeatOffer.objects.filter(entry__call=call, entry__person=pool[0]).first()
    rule_seat_out(offer=offer, by=colleague, reason="Works for a bidder.")
    contest = raise_contest(
        call=call, by=pool[0], subject="ruled_out", words="I do not.", key=uuid4()
    )

    with pytest.raises(RefusalError):
        answer(contest, colleague)
    assert answer(contest, convener, "upheld")


def test_a_host_answers_only_where_nobody_of_the_body_can(contest, call, convener):
    host = PersonFactory(is_host=True)
    assert contests_for_hosts() == [contest]
    body = call.engagement.organisation
    colleague = PersonFactory()
    give_role(organisation=body, person=colleague, role="convener", by=convener)

    with pytest.raises(RefusalError):
        answer(contest, host)
    assert contests_for_hosts() == []
    assert answer(contest, colleague)


def test_a_host_who_raised_it_cannot_answer_it(call, confirmed, pool):
    pool[0].is_host = True
    pool[0].save()
    contest = raise_contest(call=call, by=pool[0], subject="draw", words="Why?", key=uuid4())

    with pytest.raises(RefusalError):
        answer(contest, pool[0])


def test_the_database_itself_refuses_an_answer_by_whoever_raised_it(contest):
    with pytest.raises(IntegrityError), transaction.atomic():
        Contest.objects.update(
            answered_by=contest.raised_by,
            outcome="upheld",
            answer="Yes.",
            answered_at=timezone.now(),
        )


def test_the_first_answer_stands(contest, colleague):
    assert answer(contest, colleague, "upheld")
    assert not answer(contest, colleague, "not_upheld")

    assert Contest.objects.get().outcome == "upheld"


def test_sent_twice_it_is_raised_once(call, confirmed, pool):
    key = uuid4()
    for _ in range(2):
        raise_contest(call=call, by=pool[0], subject="draw", words="Why?", key=key)

    assert Contest.objects.count() == 1
    assert [e.tag for e in events_about(call)].count("contest:raised") == 1


def test_the_same_thing_is_not_contested_twice_while_it_waits(contest, call, pool):
    with pytest.raises(RefusalError, match="waits for an answer"):
        raise_contest(call=call, by=pool[0], subject="draw", words="And again.", key=uuid4())


@pytest.mark.parametrize("who", ["stranger", "convener"])
def test_only_people_who_are_concerned_can_contest(who, call, confirmed, convener):
    by = convener if who == "convener" else PersonFactory()

    with pytest.raises(RefusalError):
        raise_contest(call=call, by=by, subject="draw", words="Why?", key=uuid4())


def test_nothing_is_offered_that_did_not_happen(call, pool):
    assert [subject for subject, _label in contestable(pool[0], call)] == ["not_invited"]


def test_the_public_reads_how_many_but_not_who_or_what(client, contest, colleague, call):
    answer(contest, colleague, "upheld")

    page = client.get(url("panel", call.slug)).content.decode()

    assert count_contests(call).outcomes == [("Upheld", "fewer than 8")]
    assert "Upheld: fewer than 8" in page
    assert [w for w in ("Why this ticket?", "Because of the dice.") if w in page] == []


def test_the_pages_lead_from_raising_to_the_answer(client, call, confirmed, pool, colleague):
    client.force_login(pool[0])
    sent = {"subject": "draw", "words": "Why this ticket?", "posted_key": str(uuid4())}
    raised = client.post(url("contest_new", call.slug), sent)
    contest = Contest.objects.get()
    assert raised["Location"] == url("contest", call.slug, contest.pk)

    client.force_login(colleague)
    assert b"Somebody contests a decision" in client.get(url("panel_desk", call.slug)).content
    client.post(
        url("contest_answer", call.slug, contest.pk),
        {"outcome": "partly", "answer": "In part you are right."},
    )

    client.force_login(pool[0])
    page = client.get(url("contest", call.slug, contest.pk)).content.decode()
    assert "In part you are right." in page
    assert f"{colleague}, who did not decide it" in page


def test_whoever_decided_finds_no_form_to_answer(client, contest, call, convener):
    client.force_login(convener)

    assert client.get(url("contest_answer", call.slug, contest.pk)).status_code == 404
    assert client.get(url("contest", call.slug, contest.pk)).status_code == 200


def test_others_find_no_contest(client, contest, call, pool):
    client.force_login(pool[1])

    assert client.get(url("contest", call.slug, contest.pk)).status_code == 404
