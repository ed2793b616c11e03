"""Pages that could hand an account to somebody else ask first whether it is still you.

The sign-in library asks only people who have a passkey or an app; this asks everybody.
"""

import time
from functools import wraps

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest


def is_freshly_proven(request: HttpRequest) -> bool:
    """Signed in with a code, or confirmed it was them, in the last few minutes."""
    records = get_authentication_records(request, request.user)
    proofs = [record["at"] for record in records if record.get("reauthenticated")]
    return bool(proofs) and time.time() - proofs[-1] < app_settings.REAUTHENTICATION_TIMEOUT


def fresh_proof_required(view):
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs):
        if request.user.is_authenticated and not is_freshly_proven(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return guarded
