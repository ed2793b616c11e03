"""What the settings promise holds in the running thing."""

import json

import pytest
from django.db import connection, connections, transaction

from publius.web.ledger.actions import record_event
from publius.web.ledger.queries import check_ledger
from publius.web.ledger.tags import Tag
from tests.cli.installations import Installation
from tests.factories import PersonFactory
from tests.postgres.burst import all_at_once, raised

SHOW = """
import json
from django.conf import settings
names = ["ALLOWED_HOSTS", "CSRF_COOKIE_HTTPONLY", "CSRF_COOKIE_SECURE", "CSRF_TRUSTED_ORIGINS",
         "EMAIL_TIMEOUT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SECURE",
         "SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT"]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def settings_with(folder, **environment):
    installation = Installation(folder / "data")
    shown = installation.run("manage", "shell", "-v", "0", "-c", SHOW, **environment)
    return json.loads(shown.stdout.splitlines()[-1])


def test_an_encrypted_place_keeps_cookies_off_open_lines(tmp_path):
    here = settings_with(
        tmp_path, PUBLIUS_BASE_URL="https://publius.example/", PUBLIUS_TRUSTED_PROXIES="1"
    )

    assert here == {
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]", "publius.example"],
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SECURE": True,
        "CSRF_TRUSTED_ORIGINS": ["https://publius.example"],
        "EMAIL_TIMEOUT": 5,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": True,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1,
    }


def test_without_a_proxy_nobodys_claim_to_be_encrypted_is_believed(tmp_path):
    assert settings_with(tmp_path)["SECURE_PROXY_SSL_HEADER"] is None


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
@pytest.mark.django_db(transaction=True)
def test_what_was_saved_survives_a_power_cut_on_sqlite():
    with connection.cursor() as cursor:
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
        foreign_keys = cursor.execute("PRAGMA foreign_keys").fetchone()[0]

    assert (journal, synchronous, foreign_keys) == ("wal", 2, 1)  # 2: FULL


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
@pytest.mark.django_db(transaction=True)
def test_writers_on_sqlite_wait_for_their_turn_instead_of_failing():
    person = PersonFactory()

    def look_then_write():
        for _ in range(5):
            with transaction.atomic():
                list(type(person).objects.all())
                record_event(Tag.PERSON_PROFILE_CHANGED, person, actor=person)

    results = all_at_once([look_then_write] * 8)

    assert raised(results) == []
    assert (check_ledger().lines, check_ledger().is_intact) == (40, True)


def test_every_request_is_one_transaction():
    assert connections["default"].settings_dict["ATOMIC_REQUESTS"] is True
