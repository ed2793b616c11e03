"""How passkeys and authenticator apps are kept and named."""

import re

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publius.web.fields import cipher

SECOND_STEPS = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Check it and type it again."),
        "rate_limited": _("Too many tries in a short time. Wait a few minutes, then try again."),
    }

    def is_mfa_enabled(self, user, types=None) -> bool:
        """Only an app makes signing in a matter of two steps.

        A passkey is a door of its own. Were it asked for after the code from the mail, a lost
        phone would be a lost account for everybody who joined with a passkey.
        """
        if types is not None and set(types) == SECOND_STEPS:
            types = [Authenticator.Type.TOTP]
        return super().is_mfa_enabled(user, types)

    def encrypt(self, text: str) -> str:
        """Secrets of apps and recovery codes are unreadable in the database."""
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return settings.SERVICE_NAME

    def _get_site_name(self) -> str:
        return settings.SERVICE_NAME

    def generate_authenticator_name(self, user, type) -> str:  # noqa: A002 - allauth's signature
        return gettext("My passkey")

    def build_totp_svg(self, url: str) -> str:
        """The picture without its XML header, to stand in the page: data: URLs are not allowed."""
        svg = re.sub(r"^\s*<\?xml[^>]*\?>", "", super().build_totp_svg(url)).strip()
        label = gettext("Square code to scan with your app. The same secret stands below as text.")
        return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
