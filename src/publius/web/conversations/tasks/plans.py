"""What the plan of a conversation asks for on a day: reminders, and the health check half-way."""

from django.utils import timezone

from ..actions.health import ask_how_it_goes
from ..actions.reminders import remind_of_plan
from ..queries.health import half_way
from ..queries.stages import due_today


def remind_of_plans() -> int:
    """Remind those who run a conversation on the day a stage should open or close."""
    return sum(remind_of_plan(stage=stage, due=due) for stage, due in due_today())


def ask_half_way() -> int:
    """Ask everybody how it goes where half of the planned time is over."""
    asked = [ask_how_it_goes(conversation=row) for row in half_way(timezone.localdate())]
    return sum(each is not None for each in asked)
