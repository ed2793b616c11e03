"""Signing in, joining, and showing that it is still you. Everything else is the library's."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginByCodeStage
from allauth.account.utils import passthrough_next_redirect_url
from allauth.account.views import (
    BaseReauthenticateView,
    ConfirmLoginCodeView,
    RequestLoginCodeView,
)
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.generic.edit import FormView

from publius.web.switches.models import Brake
from publius.web.switches.queries import message_for

from ..entry import Entry, Proof
from ..forms.sign_in import EnterCodeForm, SignInForm

CODE_RUN_OUT = _lazy("That code has run out. Ask for a new one.")
CODE_USED_UP = _lazy(
    "Three codes were wrong, so the one we sent no longer works. Ask for a new one."
)


def sign_in_again(request: HttpRequest, message: str) -> HttpResponse:
    """Back to the first page with a sentence; where the person wanted to go is kept."""
    messages.error(request, message)
    url = passthrough_next_redirect_url(request, reverse("account_login"), REDIRECT_FIELD_NAME)
    return HttpResponseRedirect(url)


class SignInView(RequestLoginCodeView):
    """Your e-mail address, please: the same page whether we know it or not."""

    template_name = "account/login.html"

    def get_form_class(self):
        return SignInForm

    def _redirect_to_pending_stage(self, request: HttpRequest, stage) -> HttpResponse | None:
        # Coming back here means "another address": the waiting code is forgotten.
        if stage.key == LoginByCodeStage.key:
            clear_login(request)
            return None
        return super()._redirect_to_pending_stage(request, stage)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        Entry.begin(self.request, email=form.cleaned_data["email"])
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        context["sign_up_paused"] = not get_adapter().is_open_for_signup(self.request)
        context["paused_message"] = message_for(Brake.SIGN_UP)
        return context


@method_decorator(
    login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login"),
    name="dispatch",
)
class EnterCodeView(ConfirmLoginCodeView):
    """The code from the mail. Three wrong ones end it."""

    @method_decorator(never_cache)
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.stage = request._login_stage
        self._process = Entry.resume(self.stage)
        if self._process is None:
            return sign_in_again(request, str(CODE_RUN_OUT))
        return FormView.dispatch(self, request, *args, **kwargs)

    def form_invalid(self, form) -> HttpResponse:
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        return sign_in_again(self.request, str(CODE_USED_UP))

    def _verify_form_valid(self, form) -> HttpResponse:
        if self._process.user is None and not get_adapter().is_open_for_signup(self.request):
            self._process.abort()
            return sign_in_again(
                self.request, _("New accounts cannot be opened just now. Please try again later.")
            )
        return super()._verify_form_valid(form)


@method_decorator(login_required, name="dispatch")
class ConfirmItIsYouView(BaseReauthenticateView):
    """For people without a passkey or an app: a fresh code, sent when they ask for it."""

    form_class = EnterCodeForm
    template_name = "account/reauthenticate.html"

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.POST.get("action") == "send":
            Proof.begin(request)
            return HttpResponseRedirect(self.passthrough_next_url(request.path))
        self.proof = Proof.resume(request)
        if self.proof is None:
            messages.error(request, str(CODE_RUN_OUT))
            return HttpResponseRedirect(self.passthrough_next_url(request.path))
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict:
        proof = Proof.resume(self.request)
        return {**super().get_form_kwargs(), "code": proof.code if proof else ""}

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        return {**context, "is_sent": Proof.resume(self.request) is not None}

    def form_valid(self, form) -> HttpResponse:
        self.proof.finish()
        return super().form_valid(form)

    def form_invalid(self, form) -> HttpResponse:
        if self.proof.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        messages.error(self.request, str(CODE_USED_UP))
        return HttpResponseRedirect(self.passthrough_next_url(self.request.path))


class AddPasskeyView(AddWebAuthnView):
    """Adds a passkey; recovery codes, which only an app makes needful, are not shown after it."""

    def get_success_url(self) -> str:
        return reverse("mfa_index")
