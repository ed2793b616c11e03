"""Everybody follows every link they can find; nobody meets what is not theirs to read."""

import re

import pytest
from django.urls import reverse

from publius.web.people.models import Demographics, Person

from .crawler import crawl, hits
from .pages import client_of, listed
from .talks import NEVER_SHOWN, SHOWN_TO_THE_TEAM, talk_addresses
from .village import AGES, Village

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("trust_reading")]


def secrets_of(people: list[Person], *kinds: str) -> dict[str, str]:
    """The texts that give somebody away, by kind and name."""
    found = {}
    for person in people:
        number = person.email.removeprefix("zelda").partition("@")[0]
        texts = {
            "address": person.email,
            "name": person.display_name,
            "private words": f"matchingword{number}",
            "private evidence": f"matchingproof{number}",
            "hidden evidence": f"hiddenproof{number}",
            "words for public bodies": "conveners" + f"word{number}",
            "need": f"needword{number}",
            "words to a call": f"poolword zelda{number}",
            "public id": str(person.public_id),
            "public id in one": person.public_id.hex,
        }
        found |= {f"{kind} of {person.display_name}": texts[kind] for kind in kinds}
    return found


ALL = (
    "address", "name", "private words", "private evidence", "hidden evidence",
    "words for public bodies", "need", "words to a call", "public id", "public id in one",
)  # fmt: skip
NEVER_FOR_A_CONVENER = ("address", "private words", "private evidence", "hidden evidence")


def other_secrets(village: Village) -> dict[str, str]:
    """What belongs to nobody in particular and is still not for everybody."""
    return {
        "link to a place": village.place_token,
        "link to an interest": village.interest_token,
        "link that stops letters": village.stop_token,
        "topic of an alert": "alertword",
        "draft": "secretplan",
        "another draft": "Draft call",
        "reason of a ruling": "ruledreason",
        "words of a refusal": "declinewords",
        "question": "questionwords",
        "address of the host": village.host.email,
        "address of the convener": village.convener.email,
        **NEVER_SHOWN,
    }


def starts(village: Village) -> list[str]:
    """Where links are not enough: every address somebody could guess."""
    calls = [village.open_call, village.drawn_call, village.formed_call, village.failed_call]
    return [
        "/", "/calls/", "/organisations/", "/desk/", "/host/", "/me/",
        *(reverse(f"calls:{name}", args=[call.slug]) for call in calls for name in (
            "call", "call_desk", "matches", "seats")),
        *(reverse(f"panels:{name}", args=[call.slug]) for call in calls for name in (
            "panel", "pool", "targets", "draw_new", "panel_desk", "my_chance", "interest")),
        *(reverse("people:expertise", args=[item.pk]) for item in village.expertise),
        *talk_addresses(village),
    ]  # fmt: skip


def test_a_visitor_finds_nothing_about_anybody(village):
    pages = crawl(client_of(None), *starts(village))
    secrets = secrets_of(village.citizens, *ALL) | other_secrets(village) | SHOWN_TO_THE_TEAM

    assert len(pages) > 40
    assert hits(pages, secrets) == [], listed(hits(pages, secrets))


def test_somebody_signed_in_finds_nothing_about_anybody_else(village):
    pages = crawl(client_of(village.stranger), *starts(village))
    secrets = secrets_of(village.citizens, *ALL) | other_secrets(village)

    assert len(pages) > 60
    assert hits(pages, secrets) == [], listed(hits(pages, secrets))


def test_a_member_of_one_group_finds_nothing_about_the_others(village):
    member = village.member
    pages = crawl(client_of(member), *starts(village))
    others = [person for person in village.citizens if person != member]
    secrets = secrets_of(others, *ALL) | other_secrets(village) | SHOWN_TO_THE_TEAM

    assert member.display_name in "".join(pages.values())
    assert hits(pages, secrets) == [], listed(hits(pages, secrets))


def test_the_convener_of_another_organisation_finds_nothing(village):
    pages = crawl(client_of(village.rival), *starts(village))
    secrets = secrets_of(village.citizens, *ALL) | other_secrets(village) | SHOWN_TO_THE_TEAM

    assert hits(pages, secrets) == [], listed(hits(pages, secrets))


@pytest.fixture(scope="module")
def desk(built_once) -> dict[str, str]:
    """Every page the convener can reach, files included."""
    return crawl(client_of(built_once.convener), *starts(built_once))


def test_a_convener_never_reads_addresses_or_what_people_keep_to_themselves(village, desk):
    secrets = secrets_of(village.citizens, *NEVER_FOR_A_CONVENER)

    assert hits(desk, secrets) == [], listed(hits(desk, secrets))


def test_a_convener_never_reads_what_is_between_an_author_and_nobody(village, desk):
    assert hits(desk, NEVER_SHOWN) == [], listed(hits(desk, NEVER_SHOWN))


def test_a_convener_reads_what_waits_to_be_checked_and_why_people_voted(village, desk):
    """The control: the pages of the conversations were really read."""
    found = {hit.partition(" (")[0] for hit in hits(desk, SHOWN_TO_THE_TEAM)}

    assert found == set(SHOWN_TO_THE_TEAM)


def test_a_convener_reads_what_people_show_to_public_bodies(village, desk):
    """The control: the pages with matches were really read, and readable words are there."""
    shown = secrets_of(village.citizens[4:7], "words for public bodies")

    assert len({hit.partition(")")[0] for hit in hits(desk, shown)}) == 3


def test_a_convener_reads_names_only_where_somebody_has_come_forward(village, desk):
    """The pool is the place for names; in lists of matches everybody is a label."""
    forward = (
        "/pool/", "/panel/", "/places/", "/rule-out/", "/confirmations/", "/draws/",
        "/attendance/", "/payments/",
    )  # fmt: skip
    elsewhere = {a: text for a, text in desk.items() if not any(part in a for part in forward)}
    matched = [address for address in elsewhere if "/matches/" in address]

    assert len(matched) >= 3
    assert hits(elsewhere, secrets_of(village.citizens, "name")) == []


def test_somebody_who_was_only_asked_is_not_named_anywhere(village, desk):
    asked_only = [village.citizens[3]]

    assert hits(desk, secrets_of(asked_only, "name")) == []


def test_a_convener_reads_the_needs_only_of_members_who_agreed(village, desk):
    agreed = {village.citizens[4]} & {village.member}
    others = [person for person in village.citizens if person not in agreed]

    assert hits(desk, secrets_of(others, "need")) == []


READERS = ("", "convener")
THEIR_OWN = ("/accounts/", "/me/data/")  # codes and moments that differ each time


def what_others_read(village: Village) -> dict[str, str]:
    """Every page of everybody else, without what differs each time."""
    return {
        f"{who or 'a visitor'}: {address}": EACH_TIME.sub("", text)
        for who in READERS
        for address, text in crawl(
            client_of(getattr(village, who) if who else None), *starts(village)
        ).items()
        if not address.startswith(THEIR_OWN)
    }


EACH_TIME = re.compile(r'name="(csrfmiddlewaretoken|posted_key)" value="[^"]+"')


def test_nobody_can_tell_from_any_page_what_one_person_in_a_pool_answered(village):
    """One answer is changed for another that some people gave: no page changes with it."""
    outside = village.citizens[9]  # in the pool of a call, not in its group
    before = what_others_read(village)
    answers = Demographics.objects.get(person=outside)
    assert answers.answers["age_band"] == AGES[1]
    answers.answers = {"age_band": AGES[0], "gender": "woman"}
    answers.save()
    after = what_others_read(village)

    told = [address for address, text in before.items() if text != after.get(address)]
    assert told == [], listed(told)
