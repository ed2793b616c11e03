"""Fields of the sign-in pages: ours, and those of the sign-in library in our words."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.fields import EmailField
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from .passkeys import CredentialField, PasskeyAnswer

EMAIL_ADDRESS = _("E-mail address")
CODE = _("Code")
CODE_ATTRS = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}


def email_field(label: object = EMAIL_ADDRESS) -> EmailField:
    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    return EmailField(
        label=label,
        widget=widget,
        max_length=254,
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address in the form name@example.org."),
        },
    )


def code_field(label: object = CODE, hint: object = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=40,
        widget=forms.TextInput(attrs=dict(CODE_ATTRS)),
        error_messages={"required": _("Enter the code.")},
    )


class SignInForm(forms.Form):
    """One address; each gets only a few codes in a minute, known or not."""

    email = email_field()
    looks = {"email": {"width": "two-thirds"}}

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if not ratelimit.consume(context.request, action="request_login_code", key=email):
            raise get_adapter().validation_error("too_many_login_attempts")
        return email


class EnterCodeForm(account.ConfirmLoginCodeForm):
    code = code_field(hint=_("8 digits. The dash does not matter."))
    looks = {"code": {"width": 10}}


class VerifyAddressForm(account.ConfirmEmailVerificationCodeForm):
    code = code_field(hint=_("8 digits. The dash does not matter."))
    looks = {"code": {"width": 10}}


class JoinWithPasskeyForm(account.SignupForm):
    looks = {"email": {"width": "two-thirds"}}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = email_field()


class NewAddressForm(account.AddEmailForm):
    email = email_field(label=_("New e-mail address"))
    looks = {"email": {"width": "two-thirds"}}


class SecondStepForm(mfa.AuthenticateForm):
    code = code_field(label=_("Code from your app, or a recovery code"))
    looks = {"code": {"width": 10}}


class SecondStepAgainForm(mfa.ReauthenticateForm):
    code = code_field(label=_("Code from your app, or a recovery code"))
    looks = {"code": {"width": 10}}


class StartAppForm(totp.ActivateTOTPForm):
    code = code_field(label=_("The 6 digits your app shows"))
    looks = {"code": {"width": 10}}


class PasskeyNameField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label=_("A name for this passkey"),
            help_text=_("So that you can tell it from others. For example: my phone."),
            max_length=100,
            required=False,
        )


class AddPasskeyForm(PasskeyAnswer, webauthn.AddWebAuthnForm):
    credential = CredentialField()
    name = PasskeyNameField()
    passwordless = forms.BooleanField()  # always: a tick that nobody sees tells the script
    looks = {"name": {"width": "half", "optional": False}}


class FirstPasskeyForm(PasskeyAnswer, webauthn.SignupWebAuthnForm):
    credential = CredentialField()
    name = PasskeyNameField()
    looks = {"name": {"width": "half", "optional": False}}


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    name = forms.CharField(
        label=_("A name for this passkey"),
        max_length=100,
        error_messages={"required": _("Enter a name.")},
    )
    looks = {"name": {"width": "half"}}
