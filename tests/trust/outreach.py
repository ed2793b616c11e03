"""Letters, phone calls and money in the village, and the forms about them."""

import datetime as dt
from uuid import UUID

from django.utils import timezone

from publius.panels import PanelsError
from publius.web.panels.actions.delivery import new_short_link
from publius.web.panels.actions.payments import approve_claim, make_claim, offer_payment
from publius.web.panels.actions.posting import print_letters
from publius.web.panels.forms import desk, interest, outreach, payments, replies
from publius.web.panels.models import (
    Claim,
    ClaimState,
    Invitation,
    Place,
    PlaceState,
    PrintedLetter,
)
from publius.web.panels.queries.draws import confirmed_draw
from publius.web.panels.queries.posting import printed_letters
from publius.web.panels.queries.stepping_in import who_would_step_in
from publius.web.people.actions import save_contact
from publius.web.people.contact import Contact
from publius.web.people.forms.contact import ContactForm
from publius.web.people.models import ContactRoute

from .pages import FormPage, ReadPage, key_of, part_of, slug_of
from .village import Village

ADDRESS = {
    "route": "letter", "number": "", "name": "Ada Letter", "address": "1 Mill Lane\nArden Vale",
    "large_print": "on", "agrees": "on",
}  # fmt: skip


def _question(village: Village, number: int, contact: Contact) -> Invitation:
    """Somebody of the open call who chose this way and was asked whether they are interested."""
    person = village.citizens[number]
    save_contact(person=person, contact=contact)
    now = timezone.now()
    call = village.open_call
    found, _is_new = Invitation.objects.get_or_create(
        call=call,
        person=person,
        ask="interest",
        defaults={
            "seat": village.seat(call),
            "route": contact.route,
            "token_digest": f"{number:064d}",
            "sent_at": now,
            "expires_at": now + dt.timedelta(days=7),
        },
    )
    return found


def by_letter(village: Village) -> Invitation:
    contact = Contact(ContactRoute.LETTER, name="Zelda Letter", address="1 Mill Lane")
    return _question(village, 6, contact)


def by_phone(village: Village) -> Invitation:
    contact = Contact(ContactRoute.PHONE, name="Zelda Phone", number="07700900123")
    return _question(village, 7, contact)


def to_print(village: Village) -> list:
    by_letter(village)
    return [village.open_call.slug]


def printed(village: Village) -> list:
    invitation = by_letter(village)
    if not PrintedLetter.objects.filter(invitation=invitation).exists():
        facts = {"by": village.convener, "key": UUID(key_of("letters")), "large_print": False}
        print_letters(call=village.open_call, **facts)
    return [village.open_call.slug, printed_letters(village.open_call)[0].invitation.pk]


def to_ring(village: Village) -> list:
    return [village.open_call.slug, by_phone(village).pk]


def a_place_to_ring_about(village: Village) -> list:
    """The place that waits for an answer, of somebody who chose the phone."""
    found = village.open_place
    contact = Contact(ContactRoute.PHONE, name="Zelda Phone", number="07700900123")
    save_contact(person=found.person, contact=contact)
    Invitation.objects.filter(pk=found.pk).update(route=ContactRoute.PHONE)
    return [village.formed_call.slug, found.pk]


def code(village: Village) -> list:
    return [new_short_link(village.open_place)]


def offered(village: Village) -> Claim:
    facts = {"what": "First evening", "pence": 7500, "by": village.convener}
    offer_payment(call=village.formed_call, key=UUID(key_of("offered")), **facts)
    return Claim.objects.get(person=village.member, what="First evening")


def claimed(village: Village, name: str = "claimed") -> Claim:
    key = UUID(key_of(name))
    facts = {"kind": "travel", "what": f"Bus, {name}", "pence": 450, "reference": "T-1"}
    make_claim(call=village.formed_call, person=village.member, key=key, **facts)
    return Claim.objects.get(posted_key=key)


def approved(village: Village) -> Claim:
    claim = claimed(village, "approved")
    if claim.state == ClaimState.CLAIMED:
        approve_claim(claim=claim, by=village.convener)
    return claim


def _of_formed(which) -> object:
    return part_of("formed_call", lambda v: which(v).pk)


def _tick(village: Village) -> dict:
    numbers = Place.objects.filter(call=village.formed_call, state=PlaceState.ACCEPTED)
    return {"came": [str(number) for number in numbers.values_list("number", flat=True)]}


def _eased(village: Village) -> dict:
    """What would give way now, as the page shows it; nothing where nobody can step in."""
    try:
        found = who_would_step_in(confirmed_draw(village.formed_call), time_limit=10)
    except PanelsError:
        shown = ""
    else:
        shown = found.fingerprint
    reason = {"reason": "Better than an empty chair.", "agrees": "on"}
    return reason | {"shown": shown, "posted_key": key_of("ease")}


def _interested(village: Village) -> dict:
    seats = [str(seat.pk) for seat in village.open_call.seats.all()]
    return {"answer": "yes", "seats": seats, "agrees": "on", "posted_key": key_of("yes")}


OUTREACH_FORMS = [
    FormPage("people:contact", "citizen", data=lambda v: ADDRESS, forms=(ContactForm,), makes=True),
    FormPage("panels:short_start", "", data=lambda v: {"code": "K7QM-2XFA-9TRB"},
             forms=(replies.CodeForm,), is_valid=False),  # words are no code
    FormPage("panels:short", "", code, lambda v: {"answer": "accept"}),
    FormPage("panels:short_question", "", code,
             lambda v: {"text": "Is there parking?", "posted_key": key_of("short-question")},
             (replies.QuestionForm,), True),
    FormPage("panels:letters", "convener", to_print, lambda v: {"posted_key": key_of("print")},
             (outreach.PrintForm,), True),
    FormPage("panels:letter_again", "convener", printed,
             lambda v: {"reason": "It was lost.", "posted_key": key_of("again")},
             (outreach.PrintAgainForm,), True),
    FormPage("panels:phone_person", "convener", to_ring, _interested,
             (outreach.InterestedForm, interest.InterestForm), True),
    FormPage("panels:phone_person", "convener", a_place_to_ring_about,
             lambda v: {"answer": "yes", "heard": "on", "posted_key": key_of("heard")},
             (outreach.YesForm,), True),
    FormPage("panels:phone_person", "convener", a_place_to_ring_about,
             lambda v: {"answer": "no", "reason": "time", "posted_key": key_of("no")},
             (outreach.NoForm,), True),
    FormPage("panels:phone_person", "convener", to_ring,
             lambda v: {"answer": "other", "outcome": "no_answer", "posted_key": key_of("other")},
             (outreach.AttemptForm,), True),
    FormPage("panels:attendance", "convener", slug_of("formed_call"), _tick,
             (outreach.AttendanceForm,)),
    FormPage("panels:places_ease", "convener", slug_of("formed_call"), _eased,
             (desk.EaseForm,), True, is_valid=False),  # only while somebody can step in
    FormPage("panels:claim_new", "member", slug_of("formed_call"),
             lambda v: {"kind": "travel", "amount": "4.50", "what": "Bus", "reference": "T-1",
                        "posted_key": key_of("claim")}, (payments.ClaimForm,), True),
    FormPage("panels:claim_step", "member", lambda v: [offered(v).pk, "take"], makes=True),
    FormPage("panels:claim_step", "member", lambda v: [offered(v).pk, "waive"], makes=True),
    FormPage("panels:claim_step", "member", lambda v: [claimed(v).pk, "withdraw"], makes=True),
    FormPage("panels:payment_offer", "convener", slug_of("formed_call"),
             lambda v: {"what": "Second evening", "amount": "75", "posted_key": key_of("pay")},
             (payments.OfferPaymentForm,), True),
    FormPage("panels:claim_approve", "convener", _of_formed(claimed), makes=True),
    FormPage("panels:claim_refuse", "convener", _of_formed(claimed),
             lambda v: {"reason": "Please say which bus."}, (payments.RefuseClaimForm,), True),
    FormPage("panels:claim_pay", "convener", _of_formed(approved),
             lambda v: {"reference": "PUB 12"}, (payments.PaidForm,), True),
]  # fmt: skip

OUTREACH_PAGES = [
    ReadPage("panels:my_claims", "member", lambda v: [offered(v), claimed(v), approved(v)][:0]),
    ReadPage("panels:payments", "convener",
             lambda v: [v.formed_call.slug, claimed(v), approved(v)][:1]),
    ReadPage("panels:payments_file", "convener", lambda v: [v.formed_call.slug, claimed(v)][:1]),
    ReadPage("panels:ringing", "convener", lambda v: to_ring(v)[:0]),
    ReadPage("panels:phone", "convener", lambda v: to_ring(v)[:1]),
]  # fmt: skip

# Answered with a file the first time, and with a sentence the second.
ANSWERED_WITH_A_FILE = {"panels:letters", "panels:letter_again"}
