"""How the sign-in library talks to the rest: its mails go through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter

from publius.web.notify.actions import queue_message
from publius.web.switches.models import Brake
from publius.web.switches.queries import is_on


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return not is_on(Brake.SIGN_UP)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Queue instead of sending: a slow mail server never holds up a request."""
        message = self.render_mail(template_prefix, email, context)
        queue_message(
            purpose=template_prefix.rsplit("/", 1)[-1],
            address=email,
            subject=message.subject,
            body=message.body,
            secret=True,
        )
