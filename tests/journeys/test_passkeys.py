"""Joining and signing in with a passkey, in a browser that has one, under the strict policy."""

import re

import pytest

from .browser import Visitor
from .letters import code_in_the_last_letter_to

pytestmark = pytest.mark.django_db(transaction=True)

ADDRESS = "robin@people.example"
A_PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def robin(arrives) -> Visitor:
    """Somebody whose device can keep passkeys."""
    visitor = arrives()
    devices = visitor.page.context.new_cdp_session(visitor.page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": A_PHONE})
    return visitor


def touches(robin: Visitor, button: str, *, and_comes_to: str) -> None:
    """The device answers in its own time, then the page sends the form by itself."""
    robin.page.get_by_role("button", name=button).click()
    robin.page.wait_for_url(re.compile(f"^{re.escape(robin.base)}{and_comes_to}"))
    robin.finds_the_page_in_order()


def joins_with_a_passkey(robin: Visitor) -> None:
    robin.goes_to("/accounts/login/?next=/organisations/")
    robin.follows("Join with a passkey")
    robin.types("E-mail address", ADDRESS)
    robin.clicks("Send me a code")
    robin.types("Code", code_in_the_last_letter_to(ADDRESS))
    robin.clicks("Continue")
    robin.reads_the_heading("Make your passkey")
    touches(robin, "Make the passkey", and_comes_to="/me/start/")
    robin.types("What should we call you?", "Robin")
    robin.ticks("I am 18 or over")
    robin.clicks("Continue")


def signs_out(robin: Visitor) -> None:
    robin.goes_to("/accounts/logout/")
    robin.activates(robin.page.get_by_role("main").get_by_role("button", name="Sign out"))


def test_joining_with_a_passkey_and_coming_back_with_it(robin):
    joins_with_a_passkey(robin)
    robin.reads_the_heading("Organisations")

    signs_out(robin)
    robin.goes_to("/accounts/login/?next=/organisations/")
    touches(robin, "Sign in with a passkey", and_comes_to="/organisations/")

    robin.goes_to("/me/")
    robin.reads_the_heading("My page")


def test_a_lost_phone_is_not_a_lost_account(robin, arrives):
    joins_with_a_passkey(robin)

    elsewhere = arrives()
    elsewhere.goes_to("/accounts/login/")
    elsewhere.signs_in_with_a_code(ADDRESS)
    elsewhere.goes_to("/accounts/2fa/webauthn/reauthenticate/?next=/accounts/email/")
    elsewhere.follows("Use a code sent by e-mail")
    elsewhere.clicks("Send me a code")
    elsewhere.types("Code", code_in_the_last_letter_to(ADDRESS))
    elsewhere.clicks("Continue")

    elsewhere.reads_the_heading("Change your e-mail address")


def test_adding_a_passkey_to_an_account_and_removing_it(robin):
    robin.goes_to("/accounts/login/?next=/accounts/2fa/webauthn/add/")
    robin.signs_in_with_a_code(ADDRESS)
    robin.types("What should we call you?", "Robin")
    robin.ticks("I am 18 or over")
    robin.clicks("Continue")

    robin.types("A name for this passkey", "My phone")
    touches(robin, "Make the passkey", and_comes_to="/accounts/2fa/$")
    robin.sees("1 passkey")
    robin.goes_to("/accounts/2fa/webauthn/")
    robin.follows("Remove My phone")
    robin.clicks("Remove it")

    robin.sees("You have no passkey yet.")
