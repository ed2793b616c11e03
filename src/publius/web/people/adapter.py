"""How the sign-in library talks to the rest: its mails go through the outbox, in our words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from publius.web.notify.actions import queue_message
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on

from .actions import note_joining


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": _("This is not the code we sent. Check it and type it again."),
        "too_many_login_attempts": _(
            "Too many tries in a short time. Wait a few minutes, then ask for a new code."
        ),
        "rate_limited": _("We have just sent you a code. Wait a minute before you ask again."),
        "email_taken": _("This address cannot be used here. Choose another one."),
        "duplicate_email": _("This is your address already."),
        "same_as_current": _("This is your address already."),
    }

    def is_open_for_signup(self, request) -> bool:
        """No new accounts while a host has stopped them, or every change."""
        return not (is_on(Brake.SIGN_UP) or is_on(Brake.READ_ONLY))

    def save_user(self, request, user, form, commit: bool = True):
        person = super().save_user(request, user, form, commit=commit)
        if commit:
            note_joining(person=person, channel="passkey")
        return person

    def post_login(self, request, user, **kwargs: Any) -> HttpResponse:
        """On the first visit ask the little we need, then go on to where people wanted to go."""
        response = super().post_login(request, user, **kwargs)
        if user.has_finished_sign_up:
            return response
        start = reverse("people:start")
        if response.url != reverse("people:my_page"):
            start = f"{start}?{urlencode({'next': response.url})}"
        return HttpResponseRedirect(start)

    def get_reauthentication_methods(self, user) -> list[dict]:
        """People without an app can prove it with a code sent to their address."""
        methods = super().get_reauthentication_methods(user)
        if not user.is_authenticated or is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            return methods
        by_mail = {
            "id": "reauthenticate",
            "description": _("Use a code sent by e-mail"),
            "url": reverse("account_reauthenticate"),
        }
        by_passkey = [way for way in methods if way["id"] == "mfa_reauthenticate:webauthn"]
        return [*by_passkey, by_mail]

    def send_account_already_exists_mail(self, email: str) -> None:
        self.send_mail("account/email/account_already_exists", email, {})

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Queue instead of sending: a slow mail server never holds up a request."""
        facts = {
            "email": email,
            "service_name": settings.SERVICE_NAME,
            "help_email": settings.HELP_EMAIL,
            "sign_in_address": settings.BASE_URL + reverse("account_login"),
        }
        message = self.render_mail(template_prefix, email, {**facts, **context})
        queue_message(
            purpose=template_prefix.rsplit("/", 1)[-1],
            address=email,
            subject=message.subject,
            body=message.body,
            secret=True,
        )
