"""Ways to bring a message to a person. Each is one class with one method."""

import smtplib
import sys
from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from .footers import footer_for
from .models import Message


class ChannelError(Exception):
    """A message could not be delivered.

    `sentence` says why, for the host, without naming the person. `temporary`: a later try may
    work. `is_down`: nothing at all gets through this channel now, so it is not this message's
    fault and its tries are not counted.
    """

    def __init__(self, sentence: str, *, temporary: bool, is_down: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.temporary, self.is_down = sentence, temporary, is_down


class Channel(Protocol):
    def send(self, message: Message) -> None:
        """Deliver, or raise `ChannelError`."""


class EmailChannel:
    """E-mail through the mail server of PUBLIUS_EMAIL_URL."""

    def send(self, message: Message) -> None:
        mail = EmailMessage(
            subject=message.subject,
            body=text_of(message),
            to=[message.address],
            headers=headers_of(message),
        )
        try:
            mail.send()
        except (OSError, ValueError) as error:  # smtplib's errors are OSErrors
            raise _explained(error) from error


def headers_of(message: Message) -> dict[str, str]:
    """The same id at every try, so that a mail client shows a repeated message once."""
    headers = {"Message-ID": id_of(message)}
    if message.stop_link:
        headers["List-Unsubscribe"] = f"<{message.stop_link}>"  # RFC 2369
    return headers


def id_of(message: Message) -> str:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    return f"<publius.{message.pk}.{message.created_at:%Y%m%d%H%M%S}@{host}>"


class ConsoleChannel:
    """Prints messages; for trying things out on one's own machine."""

    def send(self, message: Message) -> None:
        sys.stdout.write(f"To: {message.address}\n{message.subject}\n\n{text_of(message)}\n\n")
        sys.stdout.flush()


class TextFileChannel:
    """Writes text messages into the data folder, as e-mails are without a mail server.

    Only what the phone would show: without subject and footer, and once however often it is tried.
    """

    def send(self, message: Message) -> None:
        folder = settings.DATA / "post"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            text = f"To: {message.address}\n\n{message.body}\n"
            (folder / f"sms-{message.pk}.txt").write_text(text, encoding="utf-8")
        except OSError as error:
            sentence = _("The message could not be written into the data folder.")
            raise ChannelError(sentence, temporary=True, is_down=True) from error


BUILT_IN: dict[str, Callable[[], Channel]] = {
    "email": EmailChannel,
    "console": ConsoleChannel,
    "sms": TextFileChannel,
}


def channel_for(message: Message) -> Channel:
    """The channel a message asks for; PUBLIUS_CHANNELS may put another in its place."""
    name = settings.CHANNELS.get(message.channel, message.channel)
    if name in BUILT_IN:
        return BUILT_IN[name]()
    try:
        return import_string(name)()
    except ImportError as error:
        sentence = _("There is no channel called %(name)s.") % {"name": name}
        raise ChannelError(sentence, temporary=False) from error


def text_of(message: Message) -> str:
    """The whole text a person reads: the message, then why they got it and how to stop it."""
    return f"{message.body.rstrip()}\n\n--\n{footer_for(message)}\n"


def _explained(error: Exception) -> ChannelError:
    """Turn what the mail library raised into a plain sentence.

    A server's own words often repeat the address, so only its number is kept.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _answered(next(iter(error.recipients.values()))[0])
    if isinstance(error, smtplib.SMTPAuthenticationError):
        sentence = _("The mail server does not accept our name and password.")
        return ChannelError(sentence, temporary=True, is_down=True)
    if isinstance(error, smtplib.SMTPSenderRefused):
        sentence = _("The mail server does not accept our own address as the sender.")
        return ChannelError(sentence, temporary=True, is_down=True)
    if isinstance(error, smtplib.SMTPDataError):
        return _answered(error.smtp_code)
    if isinstance(error, OSError):
        sentence = _("The mail server cannot be reached or does not answer.")
        return ChannelError(sentence, temporary=True, is_down=True)
    return ChannelError(_("This is not an address mail can be sent to."), temporary=False)


def _answered(code: int) -> ChannelError:
    if code == 421:
        sentence = _("The mail server is closed for now (421).")
        return ChannelError(sentence, temporary=True, is_down=True)
    if 400 <= code < 500:
        sentence = _("The mail server put this message off (%(code)s).") % {"code": code}
        return ChannelError(sentence, temporary=True)
    sentence = _("The mail server refused this message (%(code)s).") % {"code": code}
    return ChannelError(sentence, temporary=False)
