"""The one way Publius fetches anything from elsewhere: guarded, bounded, and told what it may.

::

    GuardedFetcher().fetch(url, accept="application/json", most_bytes=4096) -> Response
    NullFetcher()                                                           -> always refuses
"""

from publius.fetching.errors import FetchError
from publius.fetching.guarded import GuardedFetcher
from publius.fetching.ports import Fetcher, NullFetcher, Response
from publius.fetching.urls import Allowance

__all__ = ["Allowance", "FetchError", "Fetcher", "GuardedFetcher", "NullFetcher", "Response"]
