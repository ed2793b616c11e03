"""From a promise to the money: every step once, by the right person, and nobody's choice told."""

import csv
import datetime as dt
import io
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from publius.web.notify.models import Message
from publius.web.panels.actions.payments import (
    approve_claim,
    make_claim,
    note_payment,
    offer_payment,
    refuse_claim,
    take_payment,
    waive_payment,
    withdraw_claim,
)
from publius.web.panels.models import Claim, ClaimState, ClaimStep, Place, PlaceState
from publius.web.panels.queries.payments import age_of, paying_time, totals_of
from publius.web.panels.refusals import RefusalError
from tests.factories import CallFactory, PersonFactory, RoleFactory, convener_of

pytestmark = pytest.mark.django_db


def url(name, *args) -> str:
    return reverse(f"panels:{name}", args=args)


@pytest.fixture
def member(call):
    return seated(call, 1)


def seated(call, number):
    person = PersonFactory()
    Place.objects.create(
        call=call,
        number=number,
        person=person,
        state=PlaceState.ACCEPTED,
        changed_at=timezone.now(),
    )
    return person


def claimed(call, person, pence=450, **fields) -> Claim:
    facts = {"kind": "travel", "what": "Bus there and back", "reference": "T-1", "key": uuid4()}
    make_claim(call=call, person=person, pence=pence, **facts | fields)
    return Claim.objects.latest("pk")


def steps(claim) -> list[str]:
    return list(claim.steps.values_list("state", flat=True))


def paid(call, person, convener, days=3) -> Claim:
    claim = claimed(call, person)
    ago = timezone.now() - dt.timedelta(days=days)
    Claim.objects.filter(pk=claim.pk).update(claimed_at=ago)
    approve_claim(claim=claim, by=convener)
    note_payment(claim=claim, by=convener, reference="PUB 12")
    return claim


def test_a_claim_goes_from_claimed_to_paid_in_steps_that_stay(call, member, convener):
    claim = paid(call, member, convener)

    assert steps(claim) == ["claimed", "approved", "paid"]
    assert [s.by for s in claim.steps.all()] == [member, convener, convener]
    assert [e.tag for e in Event.objects.filter(subject_type="panels.claim")] == [
        Tag.CLAIM_MADE,
        Tag.CLAIM_APPROVED,
        Tag.CLAIM_PAID,
    ]


def test_the_person_is_told_of_every_step_others_make(call, member, convener):
    paid(call, member, convener)

    told = list(Message.objects.order_by("pk").values_list("purpose", flat=True))
    assert told == ["claim_approved", "claim_paid"]
    assert "£4.50 for “Bus there and back” was paid. Reference: PUB 12" in (
        Message.objects.get(purpose="claim_paid").body
    )


def test_only_who_has_a_place_can_claim(call):
    with pytest.raises(RefusalError, match="have a place"):
        claimed(call, PersonFactory())
    assert Claim.objects.count() == 0


def test_the_same_form_sent_twice_claims_once(call, member):
    key = uuid4()
    claimed(call, member, key=key)
    claimed(call, member, key=key)

    assert Claim.objects.count() == ClaimStep.objects.count() == 1


def test_nobody_approves_their_own_claim(call, member):
    claim = claimed(call, member)
    RoleFactory(organisation=call.engagement.organisation, person=member)

    with pytest.raises(RefusalError, match="your own claim"):
        approve_claim(claim=claim, by=member)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(approved_by=member)
    claim.refresh_from_db()
    assert claim.state == ClaimState.CLAIMED


def test_a_refusal_has_a_reason_that_the_person_reads_and_can_answer(
    call, member, convener, client
):
    claim = claimed(call, member)
    refuse_claim(claim=claim, by=convener, reason="Please say which bus.")
    client.force_login(member)

    page = client.get(url("my_claims")).content.decode()
    again = claimed(call, member)

    assert "Please say which bus." in page
    assert (steps(claim), steps(again)) == (["claimed", "refused"], ["claimed"])


def test_a_settled_claim_is_not_changed_by_a_late_click(call, member, convener):
    claim = claimed(call, member)
    withdraw_claim(claim=claim, person=member)

    with pytest.raises(RefusalError, match="“withdrawn” by now"):
        approve_claim(claim=claim, by=convener)
    assert steps(claim) == ["claimed", "withdrawn"]


def test_each_step_posted_twice_is_made_once(call, member, convener):
    claim = claimed(call, member)
    for _ in range(2):
        approve_claim(claim=claim, by=convener)
    for _ in range(2):
        note_payment(claim=claim, by=convener, reference="")

    assert steps(claim) == ["claimed", "approved", "paid"]


def test_everybody_with_a_place_is_offered_a_payment_once(call, member, convener):
    key = uuid4()
    facts = {"call": call, "what": "First evening", "pence": 7500, "by": convener}
    assert offer_payment(key=key, **facts) == 1
    assert offer_payment(key=key, **facts) == 0
    newcomer = seated(call, 2)
    assert offer_payment(key=uuid4(), **facts) == 1

    owed = Claim.objects.values_list("person", "pence", "state")
    assert set(owed) == {(member.pk, 7500, "offered"), (newcomer.pk, 7500, "offered")}


def test_an_offered_payment_is_taken_with_one_click(call, member, convener, client):
    offer_payment(call=call, what="First evening", pence=7500, by=convener, key=uuid4())
    claim = Claim.objects.get()
    client.force_login(member)

    client.post(url("claim_step", claim.pk, "take"))

    claim.refresh_from_db()
    assert (claim.state, steps(claim)) == (ClaimState.CLAIMED, ["offered", "claimed"])


def test_that_somebody_does_not_want_to_be_paid_is_shown_to_nobody_else(
    call, member, convener, client
):
    silent = seated(call, 2)
    offer_payment(call=call, what="First evening", pence=7500, by=convener, key=uuid4())
    client.force_login(convener)
    before = client.get(url("payments", call.slug)).content
    told = Message.objects.count()

    waive_payment(claim=Claim.objects.get(person=member), person=member)

    after = client.get(url("payments", call.slug))
    words = [text.split(b"csrfmiddlewaretoken")[0] for text in (before, after.content)]
    assert words[0] == words[1]
    assert [p for p in (member, silent) if str(p) in after.content.decode()] == []
    assert (totals_of(call)["promised"].claims, Message.objects.count()) == (2, told)
    assert Claim.objects.visible_to(convener).count() == 0
    assert client.get(url("payments_file", call.slug)).content.decode().count("\n") == 1


@pytest.mark.parametrize(
    ("days", "age"), [(0, "new"), (7, "new"), (8, "waiting"), (30, "waiting"), (31, "overdue")]
)
def test_claims_age(days, age):
    assert age_of(days) == age


def test_what_waits_too_long_is_said_in_words(call, member, convener, client):
    claim = claimed(call, member)
    day = timezone.localdate() - dt.timedelta(days=34)
    noon = dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)
    Claim.objects.filter(pk=claim.pk).update(claimed_at=noon)
    client.force_login(convener)

    page = client.get(url("payments", call.slug)).content.decode()

    assert "Overdue: 34 days" in page
    assert "1 claim has waited more than 30 days" in page


def test_the_file_for_those_who_pay_runs_no_formula(call, member, convener, client):
    claimed(call, member, what="=HYPERLINK(1)", reference="@x")
    client.force_login(convener)

    text = client.get(url("payments_file", call.slug)).content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))

    assert (row["what for"], row["reference"]) == ("'=HYPERLINK(1)", "'@x")
    assert (row["pounds"], row["person"], row["state"]) == ("4.50", str(member), "claimed")


def test_how_soon_a_body_pays_is_told_from_eight_payments_on(call, convener, client):
    members = [seated(call, number) for number in range(1, 9)]
    for days, person in enumerate(members[:7], start=1):
        paid(call, person, convener, days)
    assert paying_time(call.engagement.organisation) is None
    assert (
        "How soon it pays"
        not in client.get(reverse("calls:call", args=[call.slug])).content.decode()
    )

    paid(call, members[7], convener, 30)

    page = client.get(reverse("calls:call", args=[call.slug])).content.decode()
    assert paying_time(call.engagement.organisation).days == 4
    assert "within 4 days of claiming it (8 payments)" in page


@pytest.mark.parametrize("amount", ["", "0", "-3", "12.345", "twelve", "5000.01", "NaN"])
def test_an_amount_that_makes_no_sense_is_refused_and_nothing_typed_is_lost(
    call, member, client, amount
):
    client.force_login(member)
    data = {"kind": "travel", "amount": amount, "what": "Bus", "posted_key": str(uuid4())}

    page = client.post(url("claim_new", call.slug), data)

    assert page.context["form"].errors.keys() == {"amount"}
    assert page.context["form"]["what"].value() == "Bus"
    assert Claim.objects.count() == 0


@pytest.mark.parametrize(("typed", "pence"), [("4.5", 450), ("£1,250", 125000), ("0.01", 1)])
def test_a_claim_takes_one_form(call, member, client, typed, pence):
    client.force_login(member)
    data = {"kind": "care", "amount": typed, "what": "Sitter", "posted_key": str(uuid4())}

    client.post(url("claim_new", call.slug), data)

    assert Claim.objects.get().pence == pence


def test_other_peoples_money_is_not_there(call, member, client):
    claim = claimed(call, member)
    other_convener = convener_of(CallFactory())
    for stranger in (PersonFactory(), other_convener):
        client.force_login(stranger)
        assert client.get(url("claim_new", call.slug)).status_code == 404
        assert client.post(url("claim_step", claim.pk, "withdraw")).status_code == 404
        assert client.get(url("payments", call.slug)).status_code == 404
        assert client.post(url("claim_approve", call.slug, claim.pk)).status_code == 404
        assert Claim.objects.visible_to(stranger).count() == 0
    claim.refresh_from_db()
    assert claim.state == ClaimState.CLAIMED


def test_somebody_who_runs_the_call_does_not_find_their_own_claim_on_its_desk(call, member, client):
    claim = claimed(call, member)
    RoleFactory(organisation=call.engagement.organisation, person=member)
    client.force_login(member)

    assert client.post(url("claim_approve", call.slug, claim.pk)).status_code == 404


def test_taking_a_payment_needs_it_to_be_offered(call, member):
    claim = claimed(call, member)
    withdraw_claim(claim=claim, person=member)

    with pytest.raises(RefusalError):
        take_payment(claim=claim, person=member)
