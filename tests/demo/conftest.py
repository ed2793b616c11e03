import datetime as dt

import pytest

from publius.demo.load import load

SMALL = 200


@pytest.fixture(scope="module")
def arden(django_db_setup, django_db_blocker):
    """The small place in the tables, once for all tests of a file, gone afterwards."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        place = load(dt.datetime.now().astimezone().date(), 1788, people=SMALL)
        yield place
        transaction.set_rollback(True)


@pytest.fixture
def demo_site(settings):
    """The site as it is where PUBLIUS_DEMO is on."""
    settings.DEMO = True
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "publius.demo"]
    settings.ROOT_URLCONF = "tests.demo.site_urls"
    return settings
