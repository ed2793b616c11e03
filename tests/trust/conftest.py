"""The village all these tests look at, and what each browser in it is allowed to know."""

import pytest
from django.core.cache import cache

from .village import Village, build_village


@pytest.fixture
def village(db) -> Village:
    return build_village()


@pytest.fixture(autouse=True)
def fresh_rate_limits():
    """Limits count in the cache, which outlives a test."""
    cache.clear()
