"""How far things have come when a journey begins: made by the site's own actions."""

from django.utils import timezone

from publius.web.calls.models import Call, Framing, Stakeholder
from publius.web.panels.actions.decisions import confirm_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.interest import join_pool
from publius.web.panels.actions.invitations import offer_place
from publius.web.panels.actions.replies import accept_place
from publius.web.panels.models import Draw, Invitation, Place, PlaceState
from publius.web.panels.tasks import run_due_draws
from publius.web.people.models import Person
from tests.factories import PersonFactory


def two_views_of(call: Call) -> None:
    """What an engagement has to have before it may be published."""
    for number, title in enumerate(("A safe way to work", "A pavement that stays one")):
        Framing.objects.create(
            engagement=call.engagement, title=title, text="Start there.", order=number
        )
    Stakeholder.objects.create(
        engagement=call.engagement, name="Shops", stake="Loading at the door."
    )


def a_pool_for(call: Call, *, people: int = 9) -> list[Person]:
    seats = list(call.seats.all())
    pool = [PersonFactory() for _ in range(people)]
    for number, person in enumerate(pool):
        join_pool(call=call, person=person, seats=[seats[number % len(seats)]])
    return pool


def a_draw_is_made(call: Call, *, by: Person) -> Draw:
    draw = request_draw(call=call, by=by)
    run_due_draws()
    draw.refresh_from_db()
    return draw


def a_group_is_formed(call: Call, *, by: Person) -> Draw:
    draw = a_draw_is_made(call, by=by)
    confirm_draw(draw=draw, by=by)
    for invitation in Invitation.objects.filter(call=call):
        accept_place(invitation=invitation)
    return draw


def a_place_is_offered(call: Call, person: Person, *, by: Person) -> Invitation:
    """Somebody was drawn and is offered the first place."""
    seat = call.seats.first()
    join_pool(call=call, person=person, seats=[seat])
    place = Place.objects.create(
        call=call,
        number=1,
        seat=seat,
        person=person,
        state=PlaceState.OFFERED,
        changed_at=timezone.now(),
    )
    return offer_place(place=place, days=7, run=None, by=by)
