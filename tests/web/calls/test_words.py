"""The vocabulary in the open: anybody can look up what is taken to mean the same."""

import json

import pytest
from django.urls import reverse

from publius.matching.vocabulary import Vocabulary
from publius.web.calls.method import method_now
from publius.web.calls.words import book_now

pytestmark = pytest.mark.django_db

OWN_WORDS = """
[scheme]
title = "Arden Vale"
note = "What people here say."

[[concept]]
id = "the-rec"
label = "Northfield recreation ground"
sort = "setting"
everyday = ["down the rec"]
related = ["visual-impairment"]
"""


@pytest.fixture
def own_words(tmp_path, settings):
    file = tmp_path / "arden-vale.toml"
    file.write_text(OWN_WORDS)
    settings.OWN_VOCABULARY = str(file)
    return file


def words_page(client, **query):
    return client.get(reverse("calls:words"), query)


def labels(concepts):
    return [concept.label for concept in concepts]


def test_every_thing_stands_in_one_subject(client):
    book = words_page(client).context["book"]

    listed = sorted(concept.id for domain in book.domains for concept in domain.concepts)
    assert listed == sorted(Vocabulary.built_in().concepts)
    assert all(domain.title and domain.note for domain in book.domains)


def test_a_sentence_is_read_as_the_matcher_reads_it(client):
    page = words_page(client, words="I get about with my white stick.")

    assert labels(page.context["read"]) == ["visual impairment"]


def test_a_search_finds_official_and_everyday_words_whatever_their_endings(client):
    official = words_page(client, words="visual impairments").context["found"]
    everyday = words_page(client, words="white sticks").context["found"]

    assert "visual impairment" in labels(official)
    assert "visual impairment" in labels(everyday)


def test_a_subject_shows_its_things_in_the_order_of_the_alphabet(client):
    page = words_page(client, domain="disability")

    found = labels(page.context["found"])
    assert found == sorted(found, key=str.casefold)
    assert page.context["domain"].title == "Disability"


@pytest.mark.parametrize("query", [{"words": "zzyzx"}, {"words": "the of my"}])
def test_a_search_without_success_says_what_to_do(client, query):
    text = words_page(client, **query).content.decode()

    assert "No entry has all of these words in it." in text
    assert "They still count." in text


def test_a_subject_nobody_knows_shows_everything(client):
    assert words_page(client, domain="witchcraft").context["is_search"] is False


def test_a_thing_says_how_it_is_said_and_what_is_near(client):
    page = client.get(reverse("calls:word", args=["visual-impairment"]))

    concept = Vocabulary.built_in().concepts["visual-impairment"]
    text = page.content.decode()
    assert [phrase for phrase in concept.official if phrase not in text] == []
    assert "white stick" in text
    assert [each.id for each in page.context["broader"]] == list(concept.broader)


def test_a_thing_that_is_not_there_is_not_found(client):
    assert client.get(reverse("calls:word", args=["no-such-thing"])).status_code == 404


def test_all_words_can_be_downloaded_as_skos(client):
    answer = client.get(reverse("calls:words_file"))
    graph = {row["@id"]: row for row in json.loads(answer.content)["@graph"]}

    row = graph["urn:publius:vocabulary:visual-impairment"]
    assert answer["Content-Type"] == "application/ld+json"
    assert set(Vocabulary.built_in().concepts) == {
        name.removeprefix("urn:publius:vocabulary:") for name in graph if name.count(":") == 3
    }
    assert (row["prefLabel"], "white stick" in row["hiddenLabel"]) == ("visual impairment", True)


def test_words_of_the_host_stand_beside_the_others(client, own_words):
    page = words_page(client, words="down the rec")

    assert labels(page.context["read"]) == ["Northfield recreation ground"]
    assert "Arden Vale" in [domain.title for domain in book_now().domains]
    assert method_now().problems == ()


def test_a_mistake_in_the_hosts_words_is_told_and_the_others_are_used(client, own_words):
    own_words.write_text(OWN_WORDS.replace("setting", "pub"))

    (problem,) = method_now().problems

    assert "arden-vale.toml" in problem
    assert len(book_now().concepts) == len(Vocabulary.built_in())
    assert words_page(client).status_code == 200


def test_a_model_that_is_not_here_is_told_and_words_alone_are_compared(settings):
    settings.ENCODER = "no-such-model"

    method = method_now()

    (problem,) = method.problems
    assert problem == (
        "There is no encoder 'no-such-model' and no folder of that name. "
        "Choose 'lexical', 'minilm' or the path of a sentence-transformers folder."
    )
    assert (method.told().encoder, method.told().has_vectors) == ("lexical", False)
