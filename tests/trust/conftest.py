"""The village all these tests look at."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.core.cache import cache
from django.db import transaction

from .talks import build_talking_village
from .village import Village


@pytest.fixture(scope="module")
def built_once(django_db_setup, django_db_blocker) -> Iterator[Village]:
    """Built once for all tests of a file; each of them undoes only its own changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_talking_village()
        transaction.set_rollback(True)


@pytest.fixture
def village(built_once, db) -> Village:
    return deepcopy(built_once)


@pytest.fixture(autouse=True)
def fresh_rate_limits():
    """Limits count in the cache, which outlives a test."""
    cache.clear()
