"""The link that stops letters about calls, for people who do not want to sign in."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from publius.web.people.models import Person

SALT = "publius.alerts.stop"


def stop_link(person: Person) -> str:
    """It holds the public id, signed; it never runs out, because the letter does not either."""
    token = signing.Signer(salt=SALT).sign(person.public_id.hex)
    return settings.BASE_URL + reverse("alerts:stop", args=[token])


def person_of(token: str) -> Person | None:
    """Whose letters this link stops; None where it is not one of ours."""
    try:
        public_id = UUID(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Person.objects.filter(public_id=public_id).first()
