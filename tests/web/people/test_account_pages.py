"""Every page of the sign-in that can be reached is one of ours."""

from collections.abc import Iterator

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.urls import URLPattern, URLResolver

from publius.web.people.account_urls import urlpatterns
from tests.factories import PersonFactory

from .mailbox import sign_in

pytestmark = pytest.mark.django_db


def routes(patterns=urlpatterns, prefix: str = "/accounts/") -> Iterator[str]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path


ROUTES = sorted(set(routes()))


def lands_on_a_page_of_ours(client, path: str) -> bool:
    answer = client.get(path, follow=True)
    if "attachment" in answer.get("Content-Disposition", ""):
        return True
    return answer.status_code in (200, 404) and b'class="govuk-template"' in answer.content


def test_all_routes_are_looked_at():
    assert "/accounts/login/" in ROUTES
    assert "/accounts/2fa/webauthn/keys/<int:pk>/remove/" in ROUTES
    assert len(ROUTES) > 20


@pytest.mark.parametrize("route", ROUTES)
def test_a_stranger_lands_on_a_page_of_ours(client, route):
    assert lands_on_a_page_of_ours(client, route.replace("<int:pk>", "1"))


@pytest.mark.parametrize("route", [route for route in ROUTES if "logout" not in route])
def test_a_member_with_an_app_turned_on_lands_on_a_page_of_ours(client, route):
    person = PersonFactory()
    sign_in(client, person)
    secret = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=person, type="totp", data={"secret": secret})
    number = "1"
    if "<int:pk>" in route:  # a key without a device behind it: enough to rename and remove
        key = Authenticator.objects.create(
            user=person, type="webauthn", data={"name": "My phone", "credential": {}}
        )
        number = str(key.pk)

    assert lands_on_a_page_of_ours(client, route.replace("<int:pk>", number))
