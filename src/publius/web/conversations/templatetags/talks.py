"""Conversations, for pages of earlier steps of the journey."""

from django import template

from publius.web.calls.models import Call, Engagement
from publius.web.people.models import Person

from ..queries import leading
from ..queries.leading import Talk

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
