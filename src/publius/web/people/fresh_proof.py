"""Pages that could hand an account to somebody else ask first whether it is still you.

The sign-in library asks people who have a passkey or an app; this asks everybody else.
"""

import time
from functools import wraps

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    get_reauthentication_flows,
)
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest


def is_freshly_proven(request: HttpRequest) -> bool:
    """Signed in, or confirmed it was them, in the last few minutes."""
    if get_reauthentication_flows(request.user):
        return did_recently_reauthenticate(request)
    records = get_authentication_records(request, request.user)
    age = time.time() - records[-1]["at"] if records else float("inf")
    return age < app_settings.REAUTHENTICATION_TIMEOUT


def fresh_proof_required(view):
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs):
        if request.user.is_authenticated and not is_freshly_proven(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded
