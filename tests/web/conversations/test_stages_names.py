"""Names in a conversation, and the way from page to page."""

import pytest
from django.test import Client
from django.urls import reverse

from publius.web.conversations.pseudonyms import CREATURES, MANNERS, friendly_pseudonym
from tests.factories import ParticipantFactory

ALL = {f"{manner} {creature}" for manner in MANNERS for creature in CREATURES}


def test_a_name_is_two_friendly_words():
    assert friendly_pseudonym(set()) in ALL


def test_nobody_gets_a_name_that_is_taken():
    only = "Quiet Heron"
    taken = ALL - {only}

    assert friendly_pseudonym(taken) not in taken


def test_when_all_names_are_taken_a_number_makes_another():
    name = friendly_pseudonym(ALL)

    words, _space, number = name.rpartition(" ")
    assert (words in ALL, number.isdigit()) == (True, True)


def test_every_name_fits_with_its_number():
    assert max(len(name) for name in ALL) + len(" 9999") <= 40


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["conversation", "motions", "health"])
def test_the_page_one_is_on_is_marked_in_the_navigation(page):
    member = ParticipantFactory()
    client = Client()
    client.force_login(member.person)
    address = reverse(f"conversations:{page}", args=[member.conversation.slug])

    html = client.get(address).content.decode()

    assert html.count(f'href="{address}" aria-current="page"') == 1
