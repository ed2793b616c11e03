"""Letters are printed once, hold a code that works, and never a gap in a name."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.web.ledger.models import Event
from publius.web.ledger.tags import Tag
from publius.web.panels.actions.posting import print_letter_again, print_letters
from publius.web.panels.actions.replies import accept_place
from publius.web.panels.models import Invitation, LetterBatch, PrintedLetter
from publius.web.panels.printing.pages import cannot_be_printed, letters_pdf
from publius.web.panels.queries.invitations import invitation_by_code
from publius.web.panels.queries.posting import letters_to_print, unprintable
from publius.web.panels.refusals import RefusalError
from publius.web.people.contact import Contact
from publius.web.people.models import ContactRoute
from tests.factories import PersonFactory

from .outreach import LETTER, offered_place, reach

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(call):
    return by_letter(call, LETTER)


def by_letter(call, contact, number=1) -> Invitation:
    person = PersonFactory()
    reach(person, contact)
    return offered_place(call, person, number)


def printed(call, by, **facts):
    return print_letters(call=call, by=by, key=uuid4(), large_print=False, **facts)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf))


def test_a_letter_holds_a_code_that_leads_to_its_invitation(call, convener, invitation):
    [letter] = printed(call, convener)

    assert invitation_by_code(letter.code) == invitation
    assert letter.link.endswith(f"/i/{letter.code}/")
    assert letter.typed.endswith("/i")
    assert letter.address == ("Zoë Łukaszewska", "4 Mill Lane", "Arden Vale", "AV1 2CD")


def test_it_is_printed_once(call, convener, invitation):
    printed(call, convener)

    assert letters_to_print(call) == []
    with pytest.raises(RefusalError, match="No letter waits"):
        printed(call, convener)
    assert (PrintedLetter.objects.count(), LetterBatch.objects.count()) == (1, 1)


def test_the_same_form_sent_twice_prints_once_and_says_where_to_look(call, convener, invitation):
    key = uuid4()
    print_letters(call=call, by=convener, key=key, large_print=False)

    with pytest.raises(RefusalError, match="look among your downloads"):
        print_letters(call=call, by=convener, key=key, large_print=False)
    assert PrintedLetter.objects.count() == 1


def test_it_is_printed_again_with_a_reason_and_both_codes_work(call, convener, invitation):
    [first] = printed(call, convener)
    [second] = print_letter_again(
        invitation=invitation, by=convener, key=uuid4(), reason="Lost.", large_print=False
    )

    found = [invitation_by_code(letter.code) for letter in (first, second)]
    assert found == [invitation, invitation]
    assert list(LetterBatch.objects.order_by("pk").values_list("reason", flat=True)) == [
        "",
        "Lost.",
    ]
    assert Event.objects.filter(tag=Tag.LETTERS_PRINTED).count() == 2


def test_an_answered_letter_is_not_printed_again(call, convener, invitation):
    printed(call, convener)
    accept_place(invitation=invitation)

    with pytest.raises(RefusalError, match="was answered"):
        print_letter_again(
            invitation=invitation, by=convener, key=uuid4(), reason="Lost.", large_print=False
        )


def test_the_time_to_answer_starts_when_the_letter_is_printed(call, convener, invitation):
    late = timezone.now() - dt.timedelta(days=5)
    before = timezone.localdate(late) + dt.timedelta(days=7)
    Invitation.objects.update(sent_at=late, expires_at=late + dt.timedelta(days=7))

    printed(call, convener)

    invitation.refresh_from_db()
    given = timezone.localdate(invitation.expires_at) - timezone.localdate()
    assert (given.days, before < timezone.localdate(invitation.expires_at)) == (10, True)


def test_the_file_has_each_letter_on_pages_of_its_own_with_its_fonts_inside(call, convener):
    for number in (1, 2, 3):
        by_letter(call, LETTER, number)

    pdf = letters_pdf(printed(call, convener))

    assert pdf.startswith(b"%PDF-")
    assert pages(pdf) >= 3
    assert set(re.findall(rb"/BaseFont /[A-Z]{6}\+(\S+)", pdf)) >= {
        b"DejaVuSansCondensed", b"DejaVuSansCondensed-Bold",
    }  # fmt: skip
    assert pdf.count(b"/FontFile2") >= 2


def test_large_print_takes_more_room(call, convener, invitation):
    [letter] = printed(call, convener)
    [large] = print_letter_again(
        invitation=invitation, by=convener, key=uuid4(), reason="Too small.", large_print=True
    )

    assert (letter.large_print, large.large_print) == (False, True)
    assert pages(letters_pdf([large])) > pages(letters_pdf([letter]))


def test_whoever_asked_for_large_print_gets_it(call, convener):
    by_letter(call, Contact(ContactRoute.LETTER, "Ada", "", "1 Road", large_print=True))

    assert [letter.large_print for letter in printed(call, convener)] == [True]


@pytest.mark.parametrize("name", ["Zoë Łukaszewska", "Nguyễn Thị Hòa", "Ștefan Öztürk", "Ολγα"])
def test_names_from_all_over_europe_and_beyond_can_be_printed(name):
    assert cannot_be_printed(name) == ""


def test_what_cannot_be_printed_is_said_and_not_printed_with_gaps(call, convener, client):
    stuck = by_letter(call, Contact(ContactRoute.LETTER, "王秀英", "", "1 Road"))
    client.force_login(convener)

    page = client.get(reverse("panels:letters", args=[call.slug])).content.decode()

    assert (letters_to_print(call), unprintable(call)) == ([], [stuck])
    assert stuck.person.label in page
    assert "cannot be printed" in page


def test_texts_with_signs_of_markup_or_formatting_do_no_harm(call, convener):
    call.title = "100% <b>bikes</b> & %(name)s"
    call.save()
    by_letter(call, Contact(ContactRoute.LETTER, "A <i>name</i>", "", "1 & 2 Road"))

    [letter] = printed(call, convener)

    assert letter.heading == "You are offered a place: 100% <b>bikes</b> & %(name)s"
    assert letters_pdf([letter]).startswith(b"%PDF-")


def test_the_page_makes_the_file_and_nobody_elses_does(call, convener, invitation, client):
    there = reverse("panels:letters", args=[call.slug])
    client.force_login(PersonFactory())
    assert client.post(there, {"posted_key": str(uuid4())}).status_code == 404
    client.force_login(convener)

    answer = client.post(there, {"posted_key": str(uuid4())})

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    page = client.get(there).content.decode()
    assert invitation.person.label in page
    assert "Zoë" not in page


def test_only_the_signs_in_use_are_in_the_file_so_that_hundreds_stay_small(
    call, convener, invitation
):
    assert len(letters_pdf(printed(call, convener))) < 120_000
