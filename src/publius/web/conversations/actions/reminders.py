"""Reminding those who run a conversation of the dates they planned."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..letters import reminder_letter
from ..models import Stage, StageReminder
from .telling import tell, those_who_run_it


@transaction.atomic
def remind_of_plan(*, stage: Stage, due: str) -> bool:
    """Write once about one planned date. False where somebody has written already."""
    today = timezone.localdate()
    try:
        with transaction.atomic():
            StageReminder.objects.create(stage=stage, due=due, day=today, sent_at=timezone.now())
    except IntegrityError:
        return False
    tell(
        those_who_run_it(stage.conversation),
        reminder_letter(stage, due),
        key=f"plan:{stage.pk}:{due}:{today}",
    )
    return True
