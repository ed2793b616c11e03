"""Saying what one knows, and what backs it, on the pages."""

import datetime as dt

import pytest
from django.utils import timezone

from publius.web.ledger.models import Event
from publius.web.people.models import Evidence, Expertise, Purpose
from publius.web.people.queries import has_consent, matchable_evidence
from tests.factories import EvidenceFactory, ExpertiseFactory, PersonFactory

pytestmark = pytest.mark.django_db

WORDS = "I cycle to the hospital five days a week."


@pytest.fixture
def me(client, person):
    client.force_login(person)
    return client


def add(me, kind="practical", **more):
    data = {"words": WORDS, "skills": "cargo bikes, night shifts", "visibility": "conveners"}
    return me.post(f"/me/expertise/add/{kind}/", {**data, **more})


def test_saying_what_one_knows(me, person):
    answer = add(me)

    item = Expertise.objects.get()
    assert answer.url == f"/me/expertise/{item.pk}/"
    assert (item.person, item.kind, item.words) == (person, "practical", WORDS)
    assert item.skills == ["cargo bikes", "night shifts"]
    assert [(e.tag, e.data["person"]) for e in Event.objects.all()] == [
        ("expertise:stated", person.public_id.hex)
    ]


def test_the_same_form_posted_twice_says_it_once(me):
    first, second = add(me), add(me)

    assert first.url == second.url
    assert Expertise.objects.count() == 1


def test_single_words_are_sent_back_with_what_was_typed(me):
    page = add(me, words="bikes").content.decode()

    assert "Write a little more" in page
    assert ">\nbikes</textarea>" in page or ">bikes</textarea>" in page
    assert not Expertise.objects.exists()


@pytest.mark.parametrize(
    ("skills", "sentence"),
    [
        (", ".join(f"skill {n}" for n in range(13)), "Enter at most 12."),
        ("x" * 61, "is too long. Use at most 60 characters for each."),
    ],
)
def test_key_words_are_few_and_short(me, skills, sentence):
    assert sentence in add(me, skills=skills).content.decode()


def test_lived_experience_asks_for_its_own_agreement_which_is_never_ticked_before(me, person):
    page = me.get("/me/expertise/add/lived/").content.decode()
    add(me, kind="lived", visibility="matching")
    without = has_consent(person, Purpose.LIVED_EXPERIENCE), matchable_evidence()
    add(me, kind="lived", visibility="matching", words=WORDS + " And back.", agrees_to_lived="on")

    assert "I agree that Publius uses what I say I have lived through" in page
    assert 'name="agrees_to_lived"' in page
    assert 'id="id_agrees_to_lived" checked' not in page
    assert without == (False, [])
    assert has_consent(person, Purpose.LIVED_EXPERIENCE)
    assert len(matchable_evidence()) == 2


def test_lived_experience_is_private_unless_one_chooses_otherwise(me):
    page = me.get("/me/expertise/add/lived/").content.decode()

    matching = page[page.index('value="matching"') :][:200]
    assert "checked" in matching


def test_changing_words_and_who_may_read_them(me, person):
    item = ExpertiseFactory(person=person)

    me.post(
        f"/me/expertise/{item.pk}/edit/",
        {"words": WORDS, "skills": "", "visibility": "public"},
    )

    item.refresh_from_db()
    assert (item.words, item.skills, item.visibility) == (WORDS, [], "public")


def test_removing_asks_once_and_takes_it_out_of_matching(me, person):
    item = ExpertiseFactory(person=person)

    me.get(f"/me/expertise/{item.pk}/remove/")
    asked_only = len(matchable_evidence())
    me.post(f"/me/expertise/{item.pk}/remove/")
    again = me.post(f"/me/expertise/{item.pk}/remove/")

    assert asked_only == 1
    assert matchable_evidence() == []
    assert again.status_code == 404


def test_adding_evidence_that_somebody_can_confirm_leads_to_asking_them(me, person):
    item = ExpertiseFactory(person=person)
    url = f"/me/expertise/{item.pk}/evidence/add/"

    role = me.post(url, {"source": "role", "text": "Led the cycle-to-work group."})
    paper = me.post(url, {"source": "publication", "text": "Wrote about it.",
                          "link": "https://paper.example/bikes"})  # fmt: skip

    evidence = Evidence.objects.get(source="role")
    assert role.url == f"/organisations/confirm/{evidence.pk}/"
    assert paper.url == f"/me/expertise/{item.pk}/"
    assert not evidence.is_confirmed


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "ftp://files.example"])
def test_only_web_links_are_kept(me, person, link):
    item = ExpertiseFactory(person=person)

    answer = me.post(
        f"/me/expertise/{item.pk}/evidence/add/", {"source": "role", "text": "Mine.", "link": link}
    )

    assert answer.status_code == 200
    assert not Evidence.objects.exists()


def test_evidence_from_the_future_is_questioned(me, person):
    item = ExpertiseFactory(person=person)
    tomorrow = timezone.localdate() + dt.timedelta(days=1)

    page = me.post(
        f"/me/expertise/{item.pk}/evidence/add/",
        {
            "source": "role",
            "text": "Mine.",
            "issued_on_day": tomorrow.day,
            "issued_on_month": tomorrow.month,
            "issued_on_year": tomorrow.year,
        },
    ).content.decode()

    assert "This day is still to come" in page


def test_nobody_can_confirm_their_own_evidence_by_adding_fields(me, person):
    item = ExpertiseFactory(person=person)

    me.post(
        f"/me/expertise/{item.pk}/evidence/add/",
        {
            "source": "role",
            "text": "Mine.",
            "confirmed_by": "The King",
            "confirmed_at": "2026-01-01",
        },
    )

    evidence = Evidence.objects.get()
    assert (evidence.confirmed_by, evidence.confirmed_at) == ("", None)


def test_hiding_and_showing_evidence(me, person):
    evidence = EvidenceFactory(expertise__person=person)

    me.post(f"/me/evidence/{evidence.pk}/hide/")
    hidden = len(matchable_evidence())
    me.post(f"/me/evidence/{evidence.pk}/show/")

    assert hidden == 1
    assert len(matchable_evidence()) == 2


def test_hiding_ones_own_words_keeps_the_evidence_for_them(me, person):
    evidence = EvidenceFactory(expertise__person=person)
    mine = evidence.expertise_id

    me.post(f"/me/expertise/{mine}/hide/")
    hidden = [item.id for item in matchable_evidence()]
    me.post(f"/me/expertise/{mine}/show/")

    assert hidden == [f"evidence:{evidence.pk}"]
    assert len(matchable_evidence()) == 2


def test_what_is_pinned_does_not_grow_old(me, person):
    evidence = EvidenceFactory(expertise__person=person)

    me.post(f"/me/evidence/{evidence.pk}/pin/")
    me.post(f"/me/expertise/{evidence.expertise_id}/pin/")
    pinned = [item.pinned for item in matchable_evidence()]
    me.post(f"/me/evidence/{evidence.pk}/unpin/")

    assert pinned == [True, True]
    assert [item.pinned for item in matchable_evidence()] == [True, False]


def test_a_change_goes_back_to_where_its_owner_came_from(me, person):
    evidence = EvidenceFactory(expertise__person=person)

    there = me.post(f"/me/evidence/{evidence.pk}/pin/", {"next": "/calls/for-you/"})
    elsewhere = me.post(f"/me/evidence/{evidence.pk}/pin/", {"next": "https://evil.example/"})

    assert there.url == "/calls/for-you/"
    assert elsewhere.url == f"/me/expertise/{evidence.expertise_id}/"


def test_pinning_twice_is_one_line_in_the_ledger(me, person):
    evidence = EvidenceFactory(expertise__person=person)

    for _ in range(2):
        me.post(f"/me/evidence/{evidence.pk}/pin/")

    facts = Event.objects.filter(tag="evidence:changed").values_list("data", flat=True)
    assert list(facts) == [{"person": person.public_id.hex, "change": "pinned"}]


def test_lived_experience_and_a_valid_badge_need_no_pin(me, person):
    lived = ExpertiseFactory(person=person, kind="lived")
    next_year = timezone.localdate() + dt.timedelta(days=365)
    badge = EvidenceFactory(expertise__person=person, source="badge", expires_on=next_year)

    lived_page = me.get(f"/me/expertise/{lived.pk}/").content.decode()
    badge_page = me.get(f"/me/expertise/{badge.expertise_id}/").content.decode()

    assert f"/me/expertise/{lived.pk}/pin/" not in lived_page
    assert f"/me/evidence/{badge.pk}/pin/" not in badge_page
    assert f"/me/expertise/{badge.expertise_id}/pin/" in badge_page


@pytest.mark.parametrize(
    ("source", "given", "runs_out", "sentence"),
    [
        ("badge", 2024, 2030, ""),
        ("role", 2024, 2030, "Only a badge or a qualification runs out."),
        ("badge", 2024, 2023, "It runs out before it was given."),
    ],
)
def test_a_badge_says_until_when_it_is_valid(me, person, source, given, runs_out, sentence):
    item = ExpertiseFactory(person=person)

    answer = me.post(
        f"/me/expertise/{item.pk}/evidence/add/",
        {
            "source": source,
            "text": "Cycle trainer.",
            "issued_on_day": 1, "issued_on_month": 2, "issued_on_year": given,
            "expires_on_day": 1, "expires_on_month": 2, "expires_on_year": runs_out,
        },
    )  # fmt: skip

    assert (answer.status_code == 302) == (not sentence)
    assert sentence in answer.content.decode()
    assert [each.expires for each in matchable_evidence()][1:] == (
        [] if sentence else [dt.date(runs_out, 2, 1)]
    )


def test_evidence_can_be_removed_for_good(me, person):
    evidence = EvidenceFactory(expertise__person=person)

    me.post(f"/me/evidence/{evidence.pk}/remove/")

    assert not Evidence.objects.exists()


OTHERS_PAGES = [
    "/me/expertise/{expertise}/",
    "/me/expertise/{expertise}/edit/",
    "/me/expertise/{expertise}/remove/",
    "/me/expertise/{expertise}/evidence/add/",
    "/me/evidence/{evidence}/hide/",
    "/me/evidence/{evidence}/show/",
    "/me/evidence/{evidence}/pin/",
    "/me/evidence/{evidence}/unpin/",
    "/me/expertise/{expertise}/hide/",
    "/me/expertise/{expertise}/pin/",
    "/me/evidence/{evidence}/remove/",
    "/organisations/confirm/{evidence}/",
]


@pytest.mark.parametrize("pattern", OTHERS_PAGES)
def test_pages_about_somebody_elses_knowledge_do_not_exist(me, pattern):
    evidence = EvidenceFactory(expertise__visibility="public")
    page = pattern.format(expertise=evidence.expertise_id, evidence=evidence.pk)

    assert me.post(page).status_code == 404
    assert me.get(page).status_code in (404, 405)
    evidence.refresh_from_db()
    words = evidence.expertise
    assert (evidence.is_hidden, evidence.is_pinned) == (False, False)
    assert (words.removed_at, words.is_hidden, words.is_pinned) == (None, False, False)


def test_strangers_are_asked_to_sign_in_and_come_back(client):
    answer = client.get("/me/expertise/add/lived/")

    assert answer.url == "/accounts/login/?next=/me/expertise/add/lived/"


def test_text_people_write_is_text_on_the_page(me, person):
    ExpertiseFactory(person=person, words='<script>alert("x")</script> I know things well.')

    page = me.get("/me/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_another_person_sees_nothing_of_it_on_their_page(client):
    ExpertiseFactory(words="Very private words about my life.")
    client.force_login(PersonFactory())

    assert "Very private" not in client.get("/me/").content.decode()
