"""How soon a body pays, for pages of earlier steps of the journey."""

from django import template

from publius.web.directory.models import Organisation

from ..queries.payments import PayingTime, paying_time

register = template.Library()


@register.simple_tag(name="paying_time")
def paying_time_of(body: Organisation) -> PayingTime | None:
    return paying_time(body)
