"""The number of a draw is read from the public beacon at the hour that was fixed before."""

import datetime as dt
import hashlib
import json

import pytest
from django.utils import timezone

from publius.fetching import FetchError, Response
from publius.panels.public import verify
from publius.web.panels.actions.decisions import discard_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.publishing import ask_to_publish
from publius.web.panels.forms.draws import PublishForm
from publius.web.panels.models import Draw, Phase
from publius.web.panels.publication import beacon_at
from publius.web.panels.queries.lotteries import whole_document
from publius.web.panels.tasks import read_due_beacons, run_due_draws
from publius.web.switches.models import Brake, Switch

pytestmark = pytest.mark.django_db
SIGNATURE = "ab" * 48


class Beacon:
    """Mirrors that answer every round as drand does."""

    def fetch(self, url, *, accept, most_bytes):
        randomness = hashlib.sha256(bytes.fromhex(SIGNATURE)).hexdigest()
        number = int(url.rsplit("/", 1)[1])
        answer = {"round": number, "randomness": randomness, "signature": SIGNATURE}
        return Response(200, {}, json.dumps(answer).encode(), url)


class SilentBeacon:
    """Mirrors that cannot be reached."""

    def fetch(self, url, *, accept, most_bytes):
        raise FetchError("unreachable", host="api.drand.sh")


class OtherRound(Beacon):
    """Mirrors that answer with the round after the one that was asked for."""

    def fetch(self, url, *, accept, most_bytes):
        head, number = url.rsplit("/", 1)
        return super().fetch(f"{head}/{int(number) + 1}", accept=accept, most_bytes=most_bytes)


@pytest.fixture
def waiting(call, pool, convener):
    """A published draw whose round is out by now."""
    draw = request_draw(call=call, by=convener, at_once=False)
    run_due_draws()
    moment = timezone.now() + dt.timedelta(minutes=15)
    ask_to_publish(
        draw=draw, rule="beacon", facts=beacon_at(moment), beacon_due_at=moment, by=convener
    )
    run_due_draws()
    Draw.objects.update(due_at=timezone.now())
    return Draw.objects.get(pk=draw.pk)


@pytest.fixture
def answering(settings):
    settings.FETCHER = f"{__name__}.Beacon"


def test_nothing_is_read_before_the_hour(waiting, answering):
    Draw.objects.update(due_at=waiting.beacon_due_at)

    assert read_due_beacons() == 0


def test_the_answer_is_kept_as_it_was_received_and_the_file_verifies(waiting, answering):
    assert read_due_beacons() == 1

    waiting.refresh_from_db()
    answers = waiting.outcome["responses"]
    assert (waiting.phase, len(answers)) == (Phase.DRAWN, 2)
    assert [json.loads(a["body"])["signature"] for a in answers] == [SIGNATURE] * 2
    assert verify(whole_document(waiting), commitment=waiting.commitment).ok


def test_the_round_is_read_once(waiting, answering):
    assert (read_due_beacons(), read_due_beacons()) == (1, 0)


def test_mirrors_that_do_not_answer_are_asked_again_later(waiting, settings):
    settings.FETCHER = f"{__name__}.SilentBeacon"
    assert read_due_beacons() == 0

    waiting.refresh_from_db()
    assert waiting.phase == Phase.PUBLISHED
    assert "nothing is drawn yet" in waiting.beacon_problem

    settings.FETCHER = f"{__name__}.Beacon"
    Draw.objects.update(due_at=timezone.now())
    assert read_due_beacons() == 1
    waiting.refresh_from_db()
    assert (waiting.phase, waiting.beacon_problem) == (Phase.DRAWN, "")


def test_another_round_than_the_one_that_was_fixed_draws_nothing(waiting, settings):
    settings.FETCHER = f"{__name__}.OtherRound"

    assert read_due_beacons() == 0
    waiting.refresh_from_db()
    assert (waiting.phase, waiting.outcome) == (Phase.PUBLISHED, {})


def test_a_lottery_that_was_set_aside_is_not_drawn_any_more(waiting, answering, convener):
    discard_draw(draw=waiting, reason="The decision was postponed.", by=convener)

    assert read_due_beacons() == 0


def test_while_the_brake_is_on_no_beacon_is_read(waiting, answering):
    Switch.objects.create(brake=Brake.DRAWS, turned_on_at=timezone.now())

    assert read_due_beacons() == 0


def test_a_place_that_fetches_nothing_does_not_offer_the_beacon(settings):
    settings.FETCHER = "publius.fetching.NullFetcher"

    assert [value for value, _ in PublishForm().fields["rule"].choices] == ["server", "dice"]


@pytest.mark.parametrize(("minutes", "field"), [(-60, "hour"), (5, "hour"), (61 * 24 * 60, "day")])
def test_the_hour_has_to_lie_ahead_and_not_too_far(minutes, field):
    moment = timezone.localtime() + dt.timedelta(minutes=minutes)
    form = PublishForm(
        {
            "rule": "beacon",
            "day_day": str(moment.day),
            "day_month": str(moment.month),
            "day_year": str(moment.year),
            "hour": moment.strftime("%H:%M"),
        }
    )

    assert list(form.errors) == [field]


def test_without_a_day_and_an_hour_the_beacon_is_not_taken():
    assert sorted(PublishForm({"rule": "beacon"}).errors) == ["day", "hour"]
