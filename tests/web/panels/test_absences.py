"""A convener asks why somebody is not on a list: about people in the pool or asked, nobody else."""

import pytest
from django.urls import reverse

from publius.web.calls.models import Inquiry
from publius.web.calls.tasks import answer_inquiries
from publius.web.ledger.models import Event
from publius.web.panels.actions.interest import join_pool, leave_pool
from publius.web.people.models import Visibility
from tests.factories import ExpertiseFactory, PersonFactory

pytestmark = pytest.mark.django_db

SECRET = "I keep bees on a roof in secret."


@pytest.fixture
def seat(call):
    return call.seats.get(title="Person who cycles to work")


@pytest.fixture
def interested(call, seat):
    person = ExpertiseFactory(words=SECRET, visibility=Visibility.MATCHING).person
    join_pool(call=call, person=person, seats=[seat])
    return person


@pytest.fixture
def page(client, call, seat, convener):
    client.force_login(convener)
    return reverse("panels:why_not", args=[call.slug, seat.pk])


def test_the_answer_waits_for_the_worker_and_then_says_why(client, page, interested):
    waiting = client.post(page, {"person": str(interested.public_id)}).url
    before = client.get(waiting).content.decode()
    answer_inquiries()
    after = client.get(waiting).content.decode()

    assert '<meta http-equiv="refresh" content="3">' in before
    assert f"Why {interested.display_name} is not on the list" in after
    assert "Nothing they have said speaks of what the seat asks for." in after


def test_the_answer_tells_nothing_of_what_somebody_keeps_private(client, page, interested):
    waiting = client.post(page, {"person": str(interested.public_id)}).url
    answer_inquiries()

    text = client.get(waiting).content.decode()
    assert "bees" not in text
    assert "roof" not in text


def test_only_people_who_are_interested_or_were_asked_are_named(client, page, call, interested):
    stranger = ExpertiseFactory().person
    left = PersonFactory()
    join_pool(call=call, person=left, seats=call.seats.all())
    leave_pool(call=call, person=left)

    choices = [key for key, _words in client.get(page).context["form"].fields["person"].choices]

    assert choices == ["", str(interested.public_id)]
    assert str(stranger.public_id) not in choices


@pytest.mark.parametrize("who", ["stranger", "nobody", ""])
def test_nobody_else_can_be_probed(client, page, interested, who):
    named = {"stranger": str(PersonFactory().public_id), "nobody": "no-id-at-all", "": ""}

    answer = client.post(page, {"person": named[who]})

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"person"}
    assert not Inquiry.objects.exists()


def test_it_goes_on_record_who_asked(client, page, interested, convener, seat):
    client.post(page, {"person": str(interested.public_id)})

    event = Event.objects.get(tag="absence:asked")
    assert (event.actor, event.data) == (
        str(convener.public_id),
        {"seat": seat.pk, "person": str(interested.public_id)},
    )
