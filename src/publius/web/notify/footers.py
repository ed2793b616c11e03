"""The end of every message: why somebody got it, and how to get no more of them."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from .models import Message


def footer_for(message: Message) -> str:
    names = {"service": settings.SERVICE_NAME, "help": settings.HELP_EMAIL}
    if message.person_id is None:
        return _(
            "You get this message because somebody typed this address at %(service)s.\n"
            "If that was not you, do nothing and no more will come.\n"
            "Help: %(help)s"
        ) % {**names}
    why = message.why or _("you have an account at %(service)s") % names
    return _(
        "You get this message because %(why)s.\n"
        "Choose what we write to you about: %(choices)s\n"
        "Help: %(help)s"
    ) % {**names, "why": why.rstrip("."), "choices": _choices_address()}


def _choices_address() -> str:
    try:
        return settings.BASE_URL + reverse("people:consents")
    except NoReverseMatch:
        return settings.BASE_URL + "/"
