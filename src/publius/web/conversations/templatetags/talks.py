"""Conversations for pages of earlier steps of the journey, and whether one can vote."""

from django import template

from publius.web.calls.models import Call, Engagement
from publius.web.people.models import Person

from ..models import Conversation
from ..queries import leading
from ..queries.leading import Talk
from ..queries.voting import is_voting_open

register = template.Library()


@register.simple_tag(takes_context=True)
def talks_of_call(context: template.Context, call: Call) -> list[Talk]:
    return leading.talks_of_call(context["user"], call)


@register.simple_tag(takes_context=True)
def talks_of_engagement(context: template.Context, engagement: Engagement) -> list[Talk]:
    return leading.talks_of_engagement(context["user"], engagement)


@register.simple_tag
def talks_of_person(person: Person) -> list[Talk]:
    return leading.own_talks(person)


@register.simple_tag
def voting_is_open(conversation: Conversation) -> bool:
    return is_voting_open(conversation)
