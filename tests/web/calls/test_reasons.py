"""Reasons as both sides read them: meanings, caveats, who confirmed, and what a person can do."""

import json

import pytest
from django.urls import reverse

from publius.matching import Vocabulary
from publius.matching.standpoints import Standpoint
from publius.web.calls.actions import request_matching
from publius.web.calls.caveats import IN_WORDS, caveat_in_words
from publius.web.calls.method import method_now
from publius.web.calls.models import Match, MatchJob
from publius.web.calls.tasks import refresh_changed_people, run_due_matches
from publius.web.people.actions import change_item, give_consent
from publius.web.people.models import Purpose, Visibility
from tests.factories import ExpertiseFactory, PersonFactory, SeatFactory

pytestmark = pytest.mark.django_db

CANE = "I walk through the town with my white stick."


@pytest.fixture
def seat(call):
    return SeatFactory(
        call=call,
        kind="lived",
        title="Visually impaired pedestrian",
        need="Visually impaired people who walk through the town.",
    )


def somebody(words=CANE, visibility=Visibility.CONVENERS):
    expertise = ExpertiseFactory(kind="lived", words=words, visibility=visibility)
    give_consent(person=expertise.person, purpose=Purpose.LIVED_EXPERIENCE)
    return expertise.person


def matched(call):
    request_matching(call=call, by=None)
    run_due_matches()


def seat_page(client, seat, convener):
    client.force_login(convener)
    return client.get(reverse("calls:seat_matches", args=[seat.call.slug, seat.pk]))


def test_everyday_words_meet_official_ones_and_the_page_says_so(client, call, seat, convener):
    somebody()
    matched(call)

    page = seat_page(client, seat, convener)

    (person,) = page.context["people"]
    assert person.readings[0].meanings[0] == (("white stick",), "visual impairment")
    assert "Matched <q>white stick</q> as <strong>visual impairment</strong>" in (
        page.content.decode()
    )


def test_what_was_understood_in_private_words_is_as_private_as_the_words(
    client, call, seat, convener
):
    somebody(visibility=Visibility.MATCHING)
    matched(call)
    kept = Match.objects.get(seat=seat).reasons[0]["meanings"]

    page = seat_page(client, seat, convener)
    run = MatchJob.objects.get().run_id
    record = client.get(reverse("calls:run_file", args=[call.slug, run])).content.decode()

    assert kept[0]["words"] == ["white stick"]
    assert [person.readings[0].meanings for person in page.context["people"]] == [()]
    assert "white stick" not in page.content.decode()
    assert "white stick" not in record
    assert json.loads(record)["input"]["profiles"] is None


def test_whoever_only_writes_about_it_counts_less_and_is_told_why(client, call, seat):
    lives_it = somebody("I am visually impaired and walk through the town.")
    writes = somebody("My novel follows a visually impaired man who walks through the town.")
    matched(call)

    found = {match.person: match for match in Match.objects.filter(seat=seat)}
    client.force_login(writes)
    why = client.get(reverse("calls:call", args=[call.slug])).context["why"]

    assert found[writes].score < found[lives_it].score / 2
    assert [note for reading in why["readings"] for note in reading.notes] == [
        "Counts less: it speaks of writing, acting or reporting about it."
    ]


def test_every_standpoint_of_the_library_has_a_sentence():
    assert set(IN_WORDS) == set(Standpoint)
    assert caveat_in_words("of-another-version").startswith("Counts less:")


class TestOnOnesOwnPage:
    @pytest.fixture
    def person(self, call, seat):
        person = somebody()
        ExpertiseFactory(person=person, words="I cycle to work through the town centre.")
        matched(call)
        return person

    def test_a_reason_can_be_hidden_right_where_it_counts(self, client, person):
        client.force_login(person)
        page = client.get("/calls/for-you/")
        hide = f"/me/expertise/{person.expertise.get(kind='lived').pk}/hide/"
        shown = hide in page.content.decode()

        back = client.post(hide, {"next": "/calls/for-you/"})
        refresh_changed_people()
        why = client.get("/calls/for-you/").context["calls"]

        assert (shown, back.url) == (True, "/calls/for-you/")
        assert [reading.kind for found in why for reading in found["readings"]] == ["practical"]

    def test_what_was_lived_needs_no_pin(self, client, person):
        client.force_login(person)
        lived, practical = (person.expertise.get(kind=kind) for kind in ("lived", "practical"))
        before = client.get("/calls/for-you/").content.decode()
        change_item(item=lived, change="hide")
        refresh_changed_people()
        after = client.get("/calls/for-you/").content.decode()

        assert f"/me/expertise/{lived.pk}/hide/" in before
        assert f"/me/expertise/{lived.pk}/pin/" not in before
        assert f"/me/expertise/{practical.pk}/pin/" in after

    def test_a_pin_changes_the_next_match_of_something_old(self, client, call, person):
        old = person.expertise.get(kind="practical")
        type(old).objects.filter(pk=old.pk).update(stated_at="2010-01-01T00:00Z")
        matched(call)
        before = Match.objects.get(person=person, seat__kind="practical").score
        change_item(item=old, change="pin")
        refresh_changed_people()

        assert Match.objects.get(person=person, seat__kind="practical").score > before

    def test_the_convener_is_offered_no_such_buttons(self, client, person, seat, convener):
        assert "/hide/" not in seat_page(client, seat, convener).content.decode()


class TestWithoutAMatch:
    def test_somebody_who_said_nothing_is_taught_and_not_left_out(self, client):
        client.force_login(PersonFactory())
        text = client.get("/calls/for-you/").content.decode()

        assert "You have not said yet what you know" in text
        assert "one in five is drawn by lot" in text
        assert "For that you agree that we may write to you" in text

    def test_somebody_who_agreed_is_told_that_they_are_in_the_lot(self, client):
        person = ExpertiseFactory(words="I keep bees on the allotments.").person
        give_consent(person=person, purpose=Purpose.CALL_ALERTS)
        client.force_login(person)
        text = client.get("/calls/for-you/").content.decode()

        assert "No open call asks for what you told us so far." in text
        assert "so you are in that lot" in text


class TestTheMethod:
    def test_the_page_and_the_record_say_what_compared_texts(self, client, call, seat, convener):
        somebody()
        matched(call)

        text = seat_page(client, seat, convener).content.decode()
        record = client.get(
            reverse("calls:run_file", args=[call.slug, MatchJob.objects.get().run_id])
        ).json()

        edition = Vocabulary.built_in().digest
        assert "Texts were compared by their words alone (encoder lexical)." in text
        assert f"edition {edition[:12]}" in text
        assert (record["means"]["encoder"], record["means"]["vocabulary"]) == ("lexical", edition)

    def test_what_could_not_be_loaded_is_said_on_the_page(
        self, client, call, seat, convener, settings
    ):
        settings.ENCODER = "no-such-model"
        somebody()
        matched(call)

        text = seat_page(client, seat, convener).content.decode()

        assert "This run was made without something that this site asks for" in text
        assert "There is no encoder" in text
        assert Match.objects.filter(seat=seat).count() == 1

    def test_a_model_finds_what_shares_no_word_and_the_page_names_it(
        self, client, call, seat, convener, settings
    ):
        pytest.importorskip("tokenizers", reason="The small model is not installed.")
        settings.ENCODER = "minilm"
        if method_now().problems:
            pytest.skip("The small model is not installed.")
        person = somebody("I lost most of my eyesight and get about on foot with a dog.")
        matched(call)

        text = seat_page(client, seat, convener).content.decode()
        means = MatchJob.objects.get().method

        assert Match.objects.filter(seat=seat, person=person).exists()
        assert means["encoder"] == "minilm"
        assert f"by the language model minilm ({means['encoder_version']})" in text
