"""Who fits and why, as the convener reads it: reasons, never names, never what is kept private."""

import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from publius.matching import replay, run_record
from publius.web.calls.actions import request_matching
from publius.web.calls.models import Match, MatchJob
from publius.web.calls.tasks import run_due_matches
from publius.web.people.actions.consents import give_consent
from publius.web.people.models import Area, Purpose, Visibility
from publius.web.switches.models import Brake, Switch
from publius.web.work import WorkState
from tests.factories import (
    AreaFactory,
    EvidenceFactory,
    ExpertiseFactory,
    OrganisationFactory,
    PersonFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db

SECRET = "I cycle to work through the town centre with a stick since I fell on Leam Bridge."


@pytest.fixture
def cyclist():
    person = PersonFactory(display_name="Amina Khan", email="amina@people.example")
    expertise = ExpertiseFactory(person=person)
    EvidenceFactory(
        expertise=expertise,
        confirmed_by="Hospital Trust",
        confirmed_at=timezone.now(),
    )
    return person


@pytest.fixture
def keeper_of_secrets():
    return ExpertiseFactory(words=SECRET, visibility=Visibility.MATCHING).person


@pytest.fixture
def matched(call, cyclist, keeper_of_secrets, client, convener):
    request_matching(call=call, by=convener)
    run_due_matches()
    client.force_login(convener)
    return call


def seat_page(call, client, **query):
    seat = call.seats.get(title="Person who cycles to work")
    return client.get(reverse("calls:seat_matches", args=[call.slug, seat.pk]), query)


def test_everybody_who_fits_is_listed_with_reasons_that_add_up(
    matched, client, cyclist, keeper_of_secrets
):
    people = seat_page(matched, client).context["people"]

    shares = [round(sum(r.share for r in person.readings), 3) for person in people]
    assert shares == [1.0, 1.0]
    assert {person.match.person for person in people} == {cyclist, keeper_of_secrets}


def test_matched_words_are_marked_and_backing_is_named(matched, client):
    text = seat_page(matched, client).content.decode()

    assert "<mark>cycle to work</mark>" in text
    assert f"A job or role, confirmed by Hospital Trust in {timezone.now():%B %Y}" in text


def test_names_and_addresses_are_not_on_the_page(matched, client, cyclist):
    text = seat_page(matched, client).content.decode()

    assert cyclist.label in text
    assert "Amina" not in text
    assert "amina@" not in text


def test_what_somebody_keeps_to_themselves_counts_without_being_told(
    matched, client, keeper_of_secrets
):
    page = seat_page(matched, client)

    reading = next(
        person for person in page.context["people"] if person.match.person == keeper_of_secrets
    ).readings[0]
    assert (reading.text, reading.words, reading.backing) == (
        "Something this person keeps to themselves also counted.",
        (),
        "",
    )
    assert "Leam Bridge" not in page.content.decode()
    assert "stick" not in page.content.decode()


def test_several_private_things_are_one_line_with_their_whole_share(
    matched, client, keeper_of_secrets
):
    expertise = keeper_of_secrets.expertise.get()
    EvidenceFactory(expertise=expertise, text="Cycles to work through the town centre by Leam.")
    ExpertiseFactory(person=keeper_of_secrets, words="I cycle to work on Wharf Lane.")
    request_matching(call=matched, by=None)
    run_due_matches()

    page = seat_page(matched, client)

    readings = next(
        person for person in page.context["people"] if person.match.person == keeper_of_secrets
    ).readings
    texts = {reading.text for reading in readings}
    assert texts == {
        "2 things this person keeps to themselves also counted.",
        "I cycle to work on Wharf Lane.",
    }
    assert sum(reading.share for reading in readings) == pytest.approx(1.0)


def test_the_record_a_convener_downloads_keeps_the_secret_too(matched, client, cyclist):
    run = MatchJob.objects.get().run_id
    answer = client.get(reverse("calls:run_file", args=[matched.slug, run]))
    record = json.loads(answer.content)

    assert answer["Content-Disposition"] == f'attachment; filename="run-{run}.json"'
    assert record["input"]["evidence"] is None
    assert "Leam" not in answer.content.decode()
    named = {fit["person"]: fit["reasons"] for fit in record["result"]["rankings"][0]["fits"]}
    assert [bool(r["words"]) for r in named.pop(cyclist.public_id.hex)] == [True, True]
    assert [[r["words"] for r in reasons] for reasons in named.values()] == [[[]]]


def test_a_host_downloads_the_record_that_replays(matched, client):
    client.force_login(PersonFactory(is_host=True))
    run = MatchJob.objects.get().run_id
    record = json.loads(client.get(reverse("calls:run_file", args=[matched.slug, run])).content)

    assert run_record(replay(record)) == record


def test_the_run_of_another_call_is_not_handed_out(matched, client):
    other = SeatFactory().call
    request_matching(call=other, by=None)
    run_due_matches()
    run = MatchJob.objects.get(call=other).run_id

    assert client.get(reverse("calls:run_file", args=[matched.slug, run])).status_code == 404


def test_the_list_is_narrowed_by_area_and_by_confirmation(matched, client, cyclist):
    ward = AreaFactory(name="Northfield")
    cyclist.area = ward
    cyclist.save()

    def found(**query):
        people = seat_page(matched, client, **query).context["people"]
        return [person.match.person for person in people]

    assert found(area=ward.slug) == [cyclist]
    assert found(confirmed="on") == [cyclist]
    assert len(found(area="nowhere", page="99")) == 2


def test_the_list_is_narrowed_by_distance_and_language(matched, client, cyclist):
    town = AreaFactory(name="Town", latitude=52.2, longitude=-1.6)
    far = AreaFactory(name="Far", latitude=53.2, longitude=-1.6)
    cyclist.area, cyclist.languages = far, ["Welsh"]
    cyclist.save()
    matched.area = town
    matched.save()

    def found(**query):
        people = seat_page(matched, client, **query).context["people"]
        return [person.match.person for person in people]

    assert found(km="50") == []
    assert found(language="Welsh") == [cyclist]
    Area.objects.filter(pk=far.pk).update(latitude=52.3)
    assert found(km="20") == [cyclist]
    assert found(km="10") == []


def test_distance_is_offered_only_where_the_place_of_the_call_is_known(matched, client):
    without = seat_page(matched, client).context["form"].fields
    matched.area = AreaFactory(latitude=52.2, longitude=-1.6)
    matched.save()

    assert ["km" in without, "km" in seat_page(matched, client).context["form"].fields] == [
        False,
        True,
    ]


def bands_and_people(page):
    return [(str(p.band.label), p.match.person.pk) for p in page.context["people"]]


def test_inside_a_band_the_order_is_drawn_by_lot_afresh_with_every_run(matched, client):
    for _ in range(7):
        ExpertiseFactory(words="I cycle to work through the town centre most days.")
    orders = []
    for _ in range(4):
        request_matching(call=matched, by=None)
        run_due_matches()
        once, again = (bands_and_people(seat_page(matched, client)) for _ in range(2))
        assert once == again
        orders.append([person for band, person in once if band == "Possible fit"])

    assert len({frozenset(order) for order in orders}) == 1
    assert len({tuple(order) for order in orders}) > 1


def test_stronger_bands_stand_first_and_no_figure_tells_more(matched, client, cyclist):
    for _ in range(3):
        EvidenceFactory(
            text="Cycles to work over the ring road and the town centre, knows every bad junction.",
            confirmed_by="Trust",
            confirmed_at=timezone.now(),
        )
    request_matching(call=matched, by=None)
    run_due_matches()

    page = seat_page(matched, client)

    steps = [person.band.step for person in page.context["people"]]
    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) > 1
    assert "out of 100" not in page.content.decode()


def test_narrowing_does_not_tell_that_something_private_is_confirmed(
    matched, client, keeper_of_secrets
):
    EvidenceFactory(
        expertise=keeper_of_secrets.expertise.get(),
        text="Leads the cycle to work group.",
        confirmed_by="Hospital Trust",
        confirmed_at=timezone.now(),
    )
    request_matching(call=matched, by=None)
    run_due_matches()

    people = seat_page(matched, client, confirmed="on").context["people"]

    assert [person.match.person == keeper_of_secrets for person in people] == [False]


def test_a_longer_list_costs_no_more_queries(matched, client, django_assert_max_num_queries):
    for _ in range(9):
        EvidenceFactory(confirmed_by="Trust", confirmed_at=timezone.now())
    request_matching(call=matched, by=None)
    run_due_matches()

    with django_assert_max_num_queries(25):
        page = seat_page(matched, client)

    assert len(page.context["people"]) == 10


def test_where_nobody_fits_the_page_says_who_could_reach_them(client, call, convener):
    organisation = OrganisationFactory(kind="user_led", name="Blind Walkers")
    request_matching(call=call, by=convener)
    run_due_matches()
    client.force_login(convener)

    text = seat_page(call, client).content.decode()

    assert "Nobody fits so far." in text
    assert organisation.name in text


def test_people_who_left_are_not_listed(matched, client, cyclist):
    cyclist.is_active = False
    cyclist.save()

    people = seat_page(matched, client).context["people"]

    assert [person.match.person == cyclist for person in people] == [False]


def test_a_stored_run_has_done_every_seat(matched):
    assert MatchJob.objects.get().seats_done == 2


def test_the_overview_counts_people_by_band(matched, client):
    page = client.get(reverse("calls:matches", args=[matched.slug]))

    rows = {row.seat.title: row.fits for row in page.context["seats"]}
    assert rows == {"Person who cycles to work": 2, "Traffic engineer": 0}


class TestWaiting:
    def test_the_page_waits_and_reloads_itself(self, call, client, convener):
        request_matching(call=call, by=convener)
        client.force_login(convener)

        page = client.get(reverse("calls:matching_progress", args=[call.slug]))

        assert page.status_code == 200
        assert '<meta http-equiv="refresh" content="3">' in page.content.decode()

    def test_it_says_how_many_seats_are_done(self, call, client, convener):
        job = request_matching(call=call, by=convener)
        MatchJob.objects.filter(pk=job.pk).update(seats_done=1)
        client.force_login(convener)

        page = client.get(reverse("calls:matching_progress", args=[call.slug]))

        assert (page.context["done"], page.context["total"]) == (1, 2)

    def test_it_says_so_when_matching_is_stopped(self, call, client, convener):
        request_matching(call=call, by=convener)
        Switch.objects.create(
            brake=Brake.MATCHING, message="Back at noon.", turned_on_at=timezone.now()
        )
        client.force_login(convener)

        text = client.get(reverse("calls:matching_progress", args=[call.slug])).content.decode()

        assert "Your run waits and starts by itself afterwards." in text
        assert "Back at noon." in text

    def test_it_goes_on_when_the_run_is_stored(self, matched, client):
        page = client.get(reverse("calls:matching_progress", args=[matched.slug]))

        assert page.url == reverse("calls:matches", args=[matched.slug])

    def test_a_failure_is_told_with_a_way_on(self, call, client, convener):
        job = request_matching(call=call, by=convener)
        job.fail(timezone.now(), "The run could not be finished. Earlier results were kept.")
        client.force_login(convener)

        text = client.get(reverse("calls:matching_progress", args=[call.slug])).content.decode()

        assert "Earlier results were kept." in text
        assert reverse("calls:match_again", args=[call.slug]) in text

    def test_matching_again_is_asked_by_a_form_alone(self, matched, client):
        url = reverse("calls:match_again", args=[matched.slug])
        asked = client.get(url).status_code
        client.post(url)

        states = set(MatchJob.objects.values_list("work_state", flat=True))
        assert (asked, states) == (405, {WorkState.DONE, WorkState.WAITING})


class TestTheSameReasonsForThePerson:
    @pytest.fixture
    def open_call(self, matched, client, keeper_of_secrets):
        client.force_login(keeper_of_secrets)
        return matched

    def test_the_call_says_why_you_with_ones_own_words(self, open_call, client):
        why = client.get(reverse("calls:call", args=[open_call.slug])).context["why"]

        assert [reading.text for reading in why["readings"]] == [SECRET]
        assert why["seat"].title == "Person who cycles to work"

    def test_the_person_and_the_convener_get_the_same_score(
        self, open_call, client, keeper_of_secrets
    ):
        match = Match.objects.get(person=keeper_of_secrets)
        why = client.get(reverse("calls:call", args=[open_call.slug])).context["why"]

        assert [r.share for r in why["readings"]] == [
            reason["part"] / match.score for reason in match.reasons
        ]

    def test_calls_that_need_you_are_listed_best_first(self, open_call, client):
        calls = client.get(reverse("calls:for_you")).context["calls"]

        assert [why["call"] for why in calls] == [open_call]

    def test_somebody_else_is_not_told(self, open_call, client):
        client.force_login(PersonFactory())
        text = client.get(reverse("calls:call", args=[open_call.slug])).content.decode()

        assert "Leam Bridge" not in text
        assert "Tell us what you know" in text


def test_lived_experience_kept_private_is_found_but_not_shown(call, client, convener):
    SeatFactory(call=call, kind="lived", title="Blind pedestrian", need="Blind, walks to town.")
    person = ExpertiseFactory(
        kind="lived", words="I went blind at forty.", visibility=Visibility.MATCHING
    ).person
    give_consent(person=person, purpose=Purpose.LIVED_EXPERIENCE)
    request_matching(call=call, by=convener)
    run_due_matches()
    client.force_login(convener)
    seat = call.seats.get(title="Blind pedestrian")

    page = client.get(reverse("calls:seat_matches", args=[call.slug, seat.pk]))

    assert [p.match.person for p in page.context["people"]] == [person]
    assert "forty" not in page.content.decode()


def test_the_run_id_of_nothing_is_not_found(matched, client):
    url = reverse("calls:run_file", args=[matched.slug, uuid.uuid4()])

    assert client.get(url).status_code == 404
