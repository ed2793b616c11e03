"""What a passkey answers, and what is sent in its place by those who try things out."""

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as webauthn
from django import forms

# What the libraries raise where an answer has the wrong shape, size or depth.
MALFORMED = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


class CredentialField(forms.JSONField):
    """JSON of a passkey; it is never shown again."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except MALFORMED as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class PasskeyAnswer(forms.Form):
    """An answer no passkey would give is a wrong answer, not a fault of ours."""

    credential = CredentialField()

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()
        except MALFORMED:
            self.add_error(None, get_adapter().validation_error("incorrect_code"))

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean() or {}
        except MALFORMED as error:
            raise get_adapter().validation_error("incorrect_code") from error


class SignInWithPasskeyForm(PasskeyAnswer, webauthn.LoginWebAuthnForm):
    credential = CredentialField()


class StillYouWithPasskeyForm(PasskeyAnswer, webauthn.ReauthenticateWebAuthnForm):
    credential = CredentialField()
