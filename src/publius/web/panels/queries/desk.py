"""What waits for somebody on the desk of a group."""

from dataclasses import dataclass

from django.utils import timezone

from publius.web.calls.models import Call

from .invitations import open_questions
from .payments import aged, claims_of
from .phoning import to_ring
from .posting import letters_to_print, unprintable


@dataclass(frozen=True)
class Work:
    """How many of each wait now."""

    letters: int
    to_ring: int
    questions: int
    claims: int
    overdue: int


def work_of(user, call: Call) -> Work:
    now = timezone.now()
    claims = aged(claims_of(user, call), timezone.localdate())
    return Work(
        letters=len(letters_to_print(call)) + len(unprintable(call)),
        to_ring=sum(each.due_at <= now for each in to_ring(call, now)),
        questions=open_questions(user, call).filter(answered_at__isnull=True).count(),
        claims=len(claims),
        overdue=sum(each.is_overdue for each in claims),
    )
