"""Alerts are a person's own: saved once, at most twenty, refused in words, gone when removed."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from publius.web.alerts.actions import TooManyAlerts, save_alert
from publius.web.alerts.models import MOST_ALERTS, Alert, Rhythm
from publius.web.ledger.models import Event
from publius.web.people.holdings import everything_about
from publius.web.people.models import Purpose
from publius.web.people.queries import has_consent
from tests.factories import AreaFactory, PersonFactory

from .conftest import an_alert

pytestmark = pytest.mark.django_db

ADD = "/me/alerts/add/"


@pytest.fixture
def signed_in(client, reader):
    client.force_login(reader)
    return client


def typed(**changes) -> dict:
    facts = {"topic": "night buses", "kind": "", "area": "", "km": "", "posted_key": uuid.uuid4()}
    return {**facts, **changes}


def told(answer) -> list[str]:
    return [sentence for errors in answer.context["form"].errors.values() for sentence in errors]


def test_an_alert_is_saved_with_topic_kind_and_place(signed_in, reader):
    area = AreaFactory(latitude=52.2, longitude=-1.6)

    answer = signed_in.post(
        ADD, typed(topic=" Night   buses ", kind="lived", area=area.pk, km=25), follow=True
    )

    alert = Alert.objects.get(person=reader)
    assert (alert.topic, alert.kind, alert.area, alert.km) == ("Night buses", "lived", area, 25)
    assert answer.redirect_chain == [(reverse("alerts:alert", args=[alert.pk]), 302)]


def test_a_form_sent_twice_makes_one_alert(signed_in):
    facts = typed()
    for _ in range(2):
        signed_in.post(ADD, facts)

    assert Alert.objects.count() == 1


def test_a_changed_alert_is_the_same_one(signed_in, reader):
    alert = an_alert(reader)

    signed_in.post(
        reverse("alerts:alert_edit", args=[alert.pk]),
        typed(topic="day buses", posted_key=alert.posted_key),
    )

    assert list(Alert.objects.values_list("pk", "topic")) == [(alert.pk, "day buses")]


def test_the_key_of_somebody_elses_form_leaves_theirs_as_it_is(signed_in, reader):
    theirs = an_alert(PersonFactory(), topic="direct payments")

    signed_in.post(ADD, typed(posted_key=theirs.posted_key))

    theirs.refresh_from_db()
    assert theirs.topic == "direct payments"
    assert Alert.objects.get(person=reader).topic == "night buses"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"topic": "  "}, "Write in a few words what you want to hear of."),
        (
            {"topic": "about the"},
            "These words could stand in any call. Add one that says what it is about.",
        ),
        ({"topic": "x" * 301}, "Use at most 300 characters; a few words do best."),
        ({"km": "10"}, "Choose the area from which the distance is measured."),
    ],
)
def test_what_cannot_be_saved_is_refused_in_words_and_kept_in_the_form(signed_in, wrong, sentence):
    AreaFactory(latitude=52.2, longitude=-1.6)

    answer = signed_in.post(ADD, typed(**wrong))

    name, value = next(iter(wrong.items()))
    assert told(answer) == [sentence]
    assert answer.context["form"][name].value() == value
    assert Alert.objects.count() == 0


def test_no_distance_is_measured_from_an_area_nobody_put_on_the_map(signed_in):
    AreaFactory(latitude=52.2, longitude=-1.6)
    area = AreaFactory(name="Kiln Lane")

    answer = signed_in.post(ADD, typed(area=area.pk, km="10"))

    sentence = (
        "Nobody has told this site where the middle of Kiln Lane is, so no distance can be "
        "measured from it. Choose the first answer, or another area."
    )
    assert told(answer) == [sentence]


def test_where_no_area_is_on_the_map_distances_are_not_offered(signed_in):
    AreaFactory()

    form = signed_in.get(ADD).context["form"]

    assert [value for value, _words in form.fields["km"].choices] == [""]
    assert form.fields["km"].help_text == (
        "Nobody has told this site where its areas lie, so no distance can be measured yet."
    )


def test_the_twenty_first_alert_is_refused_and_what_was_typed_is_kept(signed_in, reader):
    for number in range(MOST_ALERTS):
        an_alert(reader, topic=f"topic {number}")

    answer = signed_in.post(ADD, typed(topic="more buses"))

    sentence = (
        "You have 20 alerts, which is as many as there can be. Nothing was saved. Change or remove "
        "one of them first; what you typed is still here."
    )
    assert told(answer) == [sentence]
    assert answer.context["form"]["topic"].value() == "more buses"
    assert Alert.objects.filter(person=reader).count() == MOST_ALERTS


def test_the_database_itself_takes_no_more_than_twenty(reader):
    alert = an_alert(reader)

    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(place=21)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.create(person=reader, place=1, topic="x", saved_at=alert.saved_at)


def test_a_removed_alert_makes_room(reader):
    alerts = [an_alert(reader, topic=f"topic {number}") for number in range(MOST_ALERTS)]
    with pytest.raises(TooManyAlerts):
        an_alert(reader)
    alerts[4].delete()

    assert an_alert(reader).place == 5


def test_a_paused_alert_is_paused_until_it_is_resumed(signed_in, reader):
    alert = an_alert(reader)
    signed_in.post(reverse("alerts:alert_pause", args=[alert.pk]))
    alert.refresh_from_db()
    paused = alert.is_paused
    signed_in.post(reverse("alerts:alert_resume", args=[alert.pk]))
    alert.refresh_from_db()

    assert (paused, alert.is_paused) == (True, False)


def test_a_removed_alert_is_gone_and_removing_it_twice_says_the_same(signed_in, reader):
    address = reverse("alerts:alert_remove", args=[an_alert(reader).pk])

    answers = [signed_in.post(address, follow=True) for _ in range(2)]

    assert [answer.redirect_chain for answer in answers] == [[("/me/alerts/", 302)]] * 2
    assert Alert.objects.count() == 0


@pytest.mark.parametrize("name", ["alert", "alert_edit", "alert_pause", "alert_remove"])
def test_other_peoples_alerts_are_not_there(signed_in, name):
    theirs = an_alert(PersonFactory())
    address = reverse(f"alerts:{name}", args=[theirs.pk])

    answers = [signed_in.get(address).status_code, signed_in.post(address, typed()).status_code]

    theirs.refresh_from_db()
    assert set(answers) <= {404, 405}
    assert (theirs.topic, theirs.is_paused) == ("night buses", False)


def test_the_ledger_says_that_and_not_what(reader):
    alert = an_alert(reader, topic="canarytopic")

    event = Event.objects.get(tag="alert:saved")
    assert (event.subject_id, event.actor) == (str(alert.pk), str(reader.public_id))
    assert "canarytopic" not in str(event.data)


def test_alerts_and_what_was_told_are_in_what_publius_holds_about_somebody(reader):
    an_alert(reader)
    Rhythm.objects.create(person=reader, often="daily")

    held = everything_about(reader)

    assert [row["topic"] for row in held["alerts.alert"]] == ["night buses"]
    assert [row["often"] for row in held["alerts.rhythm"]] == ["daily"]


# --- how often --------------------------------------------------------------------------------


def test_who_agreed_already_only_chooses(signed_in, reader):
    answer = signed_in.post("/me/alerts/how-often/", {"often": "daily"})

    assert answer.status_code == 302
    assert Rhythm.objects.get(person=reader).often == "daily"


def test_letters_need_the_agreement(client):
    person = PersonFactory()
    client.force_login(person)

    refused = client.post("/me/alerts/how-often/", {"often": "weekly"})
    before = has_consent(person, Purpose.CALL_ALERTS)
    client.post("/me/alerts/how-often/", {"often": "weekly", "agrees": "on"})

    assert told(refused) == ["Tick the box if we may write to you, or choose “Never”."]
    assert (before, has_consent(person, Purpose.CALL_ALERTS)) == (False, True)


def test_who_wants_no_letters_need_not_agree_to_them(client):
    person = PersonFactory()
    client.force_login(person)

    client.post("/me/alerts/how-often/", {"often": "never"})

    assert Rhythm.objects.get(person=person).often == "never"
    assert not has_consent(person, Purpose.CALL_ALERTS)


def test_saving_through_the_action_again_changes_nothing_and_tells_nothing(reader):
    key = uuid.uuid4()
    facts = {"topic": "buses", "kind": "", "area": None, "km": None}
    first = save_alert(person=reader, key=key, **facts)

    assert save_alert(person=reader, key=key, **facts) == first
    assert Event.objects.filter(tag__startswith="alert:").count() == 1
