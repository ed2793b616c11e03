"""Whatever people type is shown as text, on every page that shows it."""

from contextlib import nullcontext

import pytest
from allauth.usersessions.models import UserSession
from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.template import Context, Template

from publius.web.calls.tasks import refresh_changed_people, run_due_matches
from publius.web.conversations.forms.rewordings import LinesField
from publius.web.conversations.forms.saying import WordsField
from publius.web.conversations.wording import hidden_in
from publius.web.directory.models import Organisation
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.tasks import run_due_draws
from publius.web.people.models import Area

from .form_pages import FORM_PAGES, passkey_of
from .markup import dangers_in
from .outreach import ANSWERED_WITH_A_FILE
from .pages import FormPage, client_of, listed, undone
from .payloads import XSS
from .read_pages import READ_PAGES, SEARCHES
from .village import CYCLING, Village

pytestmark = pytest.mark.django_db

SLICES = 4
STEP = 2  # payloads in the shortest field
NOT_TEXT = (forms.UUIDField, forms.DateField)
STRICT = (forms.URLField, forms.EmailField, forms.RegexField)  # take little else than addresses
SPOKEN = (WordsField, LinesField)
NUMBERS = {"throws"}  # what dice showed
ONCE = {"panels:my_invitation", "panels:place_give_up"}  # the same form as by the mailed link


def text_fields(page: FormPage) -> dict[str, forms.CharField]:
    found = {name: field for form in page.forms for name, field in form.base_fields.items()}
    return {
        name: field
        for name, field in found.items()
        if isinstance(field, forms.CharField) and not isinstance(field, NOT_TEXT)
    }


PAGES = [page for page in FORM_PAGES if text_fields(page) and page.name not in ONCE]

SHOWN = list(
    {
        (page.name, page.who, page.args): page
        for page in (*READ_PAGES, *FORM_PAGES)
        if not page.name.startswith(("account_", "mfa_")) or page.name == "mfa_list_webauthn"
    }.values()
)
WHO = {page.who for page in SHOWN}


def filling(field: forms.CharField, start: int, *, length: int = 0) -> str:
    """As many payloads as the field takes, beginning with the one whose turn it is."""
    most = length or field.max_length or 200
    most = min(most, 60) if hasattr(field, "longest") else most  # one phrase of a list
    text = f"{CYCLING} " if most > 400 else ""
    for payload in [*XSS[start:], *XSS[:start]]:
        if isinstance(field, SPOKEN) and hidden_in(payload):
            continue  # refused in words where people speak to each other
        if len(text) + len(payload) + 1 > most:
            break
        text += f"{payload} "
    return text.strip()


def type_into_everything(village: Village, start: int) -> list[str]:
    """Fill every form with payloads and send it; what was dangerous in the answers."""
    found = []
    for page in PAGES:
        signs_in = page.name.startswith(("account_", "mfa_"))  # nothing typed there is shown later
        with undone() if signs_in else nullcontext():
            found += type_into(page, village, start)
        if page.name == "panels:draw_discard":
            request_draw(call=village.drawn_call, by=village.convener)
            run_due_draws()
    return found


def type_into(page: FormPage, village: Village, start: int) -> list[str]:
    client = client_of(getattr(village, page.who) if page.who else None)
    page.prepare(client, village)
    fields = text_fields(page)
    attack = {name: filling(field, start) for name, field in fields.items()}
    gentle = {
        n: v for n, v in attack.items() if not isinstance(fields[n], STRICT) and n not in NUMBERS
    }
    found = []
    for typed in (attack, gentle):  # once with everything, once so that it is taken
        address = page.address(village)
        answer = client.post(address, {**page.data(village), **typed})
        found += dangers(answer, page)
        if is_taken := answer.status_code == 302 or page.name in ANSWERED_WITH_A_FILE:
            break
    if page.is_valid and not is_taken:
        found.append(f"{page} was not taken: {answer.status_code}")
    return found


def slip_in_what_no_form_takes(village: Village, start: int) -> None:
    text = filling(forms.CharField(max_length=80), start)
    Organisation.objects.filter(pk=village.organisation.pk).update(name=text)
    Area.objects.filter(pk=village.area.pk).update(name=text)
    UserSession.objects.update(user_agent=text, ip="127.0.0.1")
    passkey = passkey_of(village)
    passkey.data["name"] = text
    passkey.save()
    run_due_matches()
    refresh_changed_people()


def look_everywhere(village: Village, start: int) -> list[str]:
    """Every page once, for whom it is meant."""
    found = []
    browsers = {who: client_of(getattr(village, who) if who else None) for who in WHO}
    for page in SHOWN:
        try:
            address = page.address(village)
        except ObjectDoesNotExist:
            continue  # what this page was about has been answered or removed
        search = filling(forms.CharField(max_length=90), start)
        query = {"words": search} if page.name in SEARCHES else {"next": XSS[start]}
        found += dangers(browsers[page.who].get(address, query), page)
    return found


def dangers(answer, page) -> list[str]:
    if not answer.get("Content-Type", "").startswith("text/html"):
        return []
    return [f"{page.name}: {danger}" for danger in dangers_in(answer.content.decode())]


@pytest.mark.parametrize("part", range(SLICES))
def test_no_payload_in_any_field_does_anything_on_any_page(village, part):
    found = []
    for start in range(0, len(XSS), STEP)[part::SLICES]:
        with undone():
            found += type_into_everything(village, start)
            slip_in_what_no_form_takes(village, start)
            found += look_everywhere(village, start)

    assert found == [], listed(found)


@pytest.mark.parametrize("payload", [p for p in XSS if dangers_in(p)])
def test_the_reader_sees_what_an_unescaped_payload_would_do(payload):
    """The control: without escaping, these would be found."""
    unsafe = Template("<p>{{ text|safe }}</p>").render(Context({"text": payload}))
    escaped = Template("<p>{{ text }}</p>").render(Context({"text": payload}))

    assert (bool(dangers_in(unsafe)), dangers_in(escaped)) == (True, [])


def test_most_payloads_would_be_dangerous_as_they_stand():
    assert sum(bool(dangers_in(payload)) for payload in XSS) >= 20


def test_payloads_land_in_attributes_too():
    link = Template('<a href="{{ text }}">x</a>').render(Context({"text": "javascript:xss()"}))

    assert dangers_in(link) == ["a href=javascript:xss()"]
