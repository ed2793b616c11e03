"""Writing to the people of a conversation, in the transaction of what they are told."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from publius.web.notify.actions import queue_message
from publius.web.people.models import Person

from ..letters import Letter
from ..models import Conversation
from ..queries.people import holders_not_here, living_participants, team_of


def tell(people: Iterable[Person | None], letter: Letter, *, key: str) -> None:
    """Queue a letter for each of them once, however often this is called with the same key."""
    for person in people:
        if person is not None and person.is_active:
            queue_message(
                purpose=letter.purpose,
                person=person,
                subject=letter.subject,
                body=letter.to(person),
                dedupe_key=f"{key}:{person.pk}",
                why=_("you take part in this conversation or hold a place in its group"),
            )


def everybody_here(conversation: Conversation) -> list[Person | None]:
    return [participant.person for participant in living_participants(conversation)]


def everybody_wanted(conversation: Conversation) -> list[Person | None]:
    """Those who are here and those who hold a place and have not come yet."""
    return [*everybody_here(conversation), *holders_not_here(conversation)]


def those_who_run_it(conversation: Conversation) -> list[Person | None]:
    """Hosts and facilitators."""
    running = team_of(conversation).exclude(part="moderator")
    return [participant.person for participant in running]
