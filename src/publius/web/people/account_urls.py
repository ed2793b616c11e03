"""Sign-in pages under /accounts/: those of the library that people need, and ours.

There are no password pages. Pages that could hand an account to somebody else are guarded.
"""

from allauth.account import views as account
from allauth.mfa.totp.views import activate_totp
from django.contrib.auth.decorators import login_required
from django.urls import include, path
from django.views.generic import RedirectView

from .fresh_proof import fresh_proof_required
from .views.sign_in import AddPasskeyView, ConfirmItIsYouView, EnterCodeView, SignInView

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)


def guarded(view):
    return login_required(fresh_proof_required(view))


urlpatterns = [
    path("login/", SignInView.as_view(), name="account_login"),
    path("login/code/", to_sign_in, name="account_request_login_code"),
    path("login/code/confirm/", EnterCodeView.as_view(), name="account_confirm_login_code"),
    path("signup/", to_sign_in, name="account_signup"),
    path("signup/passkey/", account.signup_by_passkey, name="account_signup_by_passkey"),
    path("confirm-email/", account.email_verification_sent, name="account_email_verification_sent"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("email/", guarded(account.email), name="account_email"),
    path("reauthenticate/", ConfirmItIsYouView.as_view(), name="account_reauthenticate"),
    path("2fa/totp/activate/", guarded(activate_totp), name="mfa_activate_totp"),
    path("2fa/webauthn/add/", guarded(AddPasskeyView.as_view()), name="mfa_add_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
