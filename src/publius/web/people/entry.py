"""The one way in: whoever reads the mail sent to an address is let in, with or without an account.

The page answers alike for known, unknown and closed addresses; only the mail differs. An account
is opened when its address is proven, so nobody can leave accounts in other people's names.
"""

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.http import HttpRequest, HttpResponse

from .actions import confirm_address, open_account
from .models import Person
from .queries import person_by_email


class Entry(LoginCodeVerificationProcess):
    """Signing in or joining, from "here is my address" to the right code."""

    @classmethod
    def begin(cls, request: HttpRequest, *, email: str) -> "Entry":
        person = person_by_email(email)
        user = person if person is not None and person.is_active else None
        login = Login(user=user, email=email)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=user, email=email))
        stage.state["initiated_by_user"] = True
        entry = cls(stage)
        entry.send()
        entry.persist()
        return entry

    @classmethod
    def resume(cls, stage: LoginByCodeStage) -> "Entry | None":
        return cls(stage).abort_if_invalid()

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        """One mail to whoever reads this address; it holds a code only where one can be used."""
        letter, address = self._letter_for(email)
        code = self.generate_code()
        if letter not in ("login_code", "sign_up_code"):
            self.state["code"] = ""
        get_adapter().send_mail(f"account/email/{letter}", address, {"code": code})

    def _letter_for(self, email: str) -> tuple[str, str]:
        if self.user:
            return "login_code", self.user.email  # the stored address, never a look-alike of it
        if person_by_email(email) is not None:
            return "account_closed", email
        if not get_adapter().is_open_for_signup(self.request):
            return "sign_up_paused", email
        return "sign_up_code", email

    def resend(self) -> None:
        self.send()
        self.record_resend()
        self.persist()

    def finish(self, redirect_url: str | None) -> HttpResponse:
        if self.user is None:
            self._user = open_account(email=self.state["email"])
        person = self.user
        confirm_address(person=person)
        # Somebody who has just signed in need not be asked again whether it is them.
        record_authentication(
            self.request, person, method="code", email=person.email, reauthenticated=True
        )
        return perform_login(
            self.request, Login(user=person, redirect_url=redirect_url, email=person.email)
        )


class Proof(AbstractCodeVerificationProcess):
    """A signed-in person shows with a fresh code that it is still them."""

    SESSION_KEY = "proof_by_code"

    def __init__(self, request: HttpRequest, state: dict) -> None:
        self.request = request
        super().__init__(
            max_attempts=app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.LOGIN_BY_CODE_TIMEOUT,
            state=state,
            user=request.user,
        )

    @classmethod
    def begin(cls, request: HttpRequest) -> "Proof":
        proof = cls(request, cls.initial_state(request.user, email=request.user.email))
        proof.send()
        proof.persist()
        return proof

    @classmethod
    def resume(cls, request: HttpRequest) -> "Proof | None":
        state = request.session.get(cls.SESSION_KEY)
        if not state or state.get("user_id") != str(request.user.pk):
            return None
        return cls(request, state).abort_if_invalid()

    def send(self) -> None:
        self.state["code"] = get_adapter().generate_login_code()
        person: Person = self.request.user
        get_adapter().send_mail("account/email/proof_code", person.email, {"code": self.code})

    def persist(self) -> None:
        self.request.session[self.SESSION_KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(self.SESSION_KEY, None)

    def finish(self) -> None:
        self.abort()
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
