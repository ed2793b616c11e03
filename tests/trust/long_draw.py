"""A call whose draw takes some seconds, in an installation of its own: `python -m ... POOL`."""

import sys

import django
from django.core.management import call_command

AGES = ("18-24", "25-44", "45-64", "65+")
GENDERS = ("woman", "man", "non_binary")
GROUPS = ("asian", "black", "mixed", "white", "other")


def ask_for_a_long_draw(people: int) -> None:
    from publius.web.panels.actions.draws import request_draw
    from publius.web.panels.actions.targets import Range, set_targets
    from tests.factories import CallFactory, OfferFactory, SeatFactory, convener_of

    call = CallFactory(size=40)
    OfferFactory(call=call)
    for number in range(4):
        SeatFactory(call=call, minimum=2, maximum=20, order=number)
    _fill_the_pool(call, people)
    targets = {("age_band", age): Range(6, 16) for age in AGES}
    targets |= {("gender", gender): Range(3, 24) for gender in GENDERS}
    targets |= {("ethnicity", group): Range(3, 14) for group in GROUPS}
    by = convener_of(call)
    set_targets(call=call, by=by, ranges=targets)
    request_draw(call=call, by=by)


def _fill_the_pool(call, people: int) -> None:
    from django.utils import timezone

    from publius.web.panels.models import PoolEntry, SeatOffer
    from publius.web.people.models import Consent, Demographics, Person, Purpose

    now, seats = timezone.now(), list(call.seats.all())
    for number in range(people):
        person = Person.objects.create(
            email=f"p{number}@people.example", display_name=f"P{number}", adult_confirmed_at=now
        )
        Consent.objects.create(
            person=person, purpose=Purpose.PANEL_BALANCING, wording_version="1", given_at=now
        )
        answers = {
            "age_band": AGES[number % 4],
            "gender": GENDERS[number * 7 % 11 % 3],
            "ethnicity": GROUPS[number * 5 % 17 % 5],
        }
        Demographics.objects.create(person=person, answers=answers, changed_at=now)
        entry = PoolEntry.objects.create(call=call, person=person, joined_at=now)
        offered = [seats[number % 4], seats[number * 3 % 5 % 4]]
        SeatOffer.objects.bulk_create(
            [SeatOffer(entry=entry, seat=seat) for seat in dict.fromkeys(offered)]
        )


if __name__ == "__main__":
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    ask_for_a_long_draw(int(sys.argv[1]))
