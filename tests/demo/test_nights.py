"""The invented borough has been told of its open calls: the first real night tells only news."""

from itertools import combinations

import pytest

from publius.matching.distance import distance_km
from publius.web.alerts.models import Night, Told
from publius.web.alerts.needs import point_of
from publius.web.alerts.queries import calls_found_by, news_of, people_after
from publius.web.notify.models import Message
from publius.web.people.models import Area, Person
from publius.web.work import WorkState

pytestmark = [pytest.mark.usefixtures("arden", "db"), pytest.mark.xdist_group("demo")]


def test_every_area_is_on_the_map_and_the_borough_is_of_its_size():
    points = [point_of(area) for area in Area.objects.all()]
    apart = [distance_km(one, other) for one, other in combinations(points, 2)]

    assert None not in points
    assert 7 < max(apart) < 12


def test_the_citizen_persona_has_an_alert_that_finds_one_that_waits_and_a_letter():
    ray = Person.objects.get(email="ray.pinnock@ardenvale.example")

    assert [bool(calls_found_by(alert)) for alert in ray.alerts.all()] == [True, False]
    assert Message.objects.get(person=ray, purpose="call_digest").work_state == WorkState.WAITING


def test_nobody_but_those_with_a_part_has_a_letter_of_the_past_and_all_were_told(arden):
    fixed = {persona.person for persona in arden.personas}
    written = Message.objects.filter(purpose="call_digest").values_list("person__email", flat=True)
    people = people_after(0, most=1000)
    night = Night.objects.get()

    assert {email.partition("@")[0] for email in written} <= fixed
    assert night.letters == Told.objects.values("person").distinct().count() > 20
    assert [tips for tips in news_of(people, night.day).values() if tips] == []
