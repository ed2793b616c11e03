import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_rate_limits():
    """Limits count in the cache, which outlives a test."""
    cache.clear()
