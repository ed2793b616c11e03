"""A vocabulary is read whole or refused with the file, the concept and the fix."""

import pytest

from publius.matching import Vocabulary
from publius.matching.vocabulary import HERE, Concept, Sort, VocabularyError

CANE = """
[[concept]]
id = "cane"
label = "long cane"
sort = "experience"
official = ["mobility cane"]
everyday = ["white stick"]
broader = ["aid"]
[[concept]]
id = "aid"
label = "mobility aid"
sort = "topic"
"""


@pytest.fixture
def file(tmp_path):
    def write(content, name="words.toml"):
        path = tmp_path / name
        path.write_text(content)
        return path

    return write


def test_concepts_are_read_with_all_the_ways_to_say_them(file):
    known = Vocabulary.from_files(file(CANE))

    assert known.concepts["cane"] == Concept(
        "cane", "long cane", Sort.EXPERIENCE, ("mobility cane",), ("white stick",), ("aid",)
    )
    assert known.concepts["cane"].phrases == ("long cane", "mobility cane", "white stick")


BAD = {
    "no TOML": ("[[concept", "words.toml is not TOML ("),
    "nothing in it": ("title = 'x'", "words.toml holds no [[concept]]. Add one, or leave"),
    "an unknown field": (
        CANE.replace("everyday", "evryday"),
        "words.toml: concept 'cane' has a field 'evryday', which is not known; the fields are id,",
    ),
    "a missing field": (
        CANE.replace('label = "long cane"', ""),
        "words.toml: concept 'cane' has no 'label'. Add it.",
    ),
    "a wrong type": (
        CANE.replace('["white stick"]', '"white stick"'),
        "words.toml: 'everyday' of concept 'cane' should be a list of texts.",
    ),
    "an unknown sort": (
        CANE.replace('"experience"', '"thing"'),
        "words.toml: concept 'cane' is of the sort 'thing', which is not known; the sorts are exp",
    ),
    "a bad id": (
        CANE.replace('id = "cane"', 'id = "Long Cane"'),
        "words.toml: 'Long Cane' cannot be the id of a concept. Write small letters, digits and",
    ),
    "an empty phrase": (
        CANE.replace("white stick", "and the"),
        "words.toml: the phrase 'and the' of concept 'cane' has no word that tells anything.",
    ),
    "an id used twice": (
        CANE + CANE,
        "Two concepts have the id 'cane', in ",
    ),
    "a relation to nothing": (
        CANE.replace('["aid"]', '["gone"]'),
        "concept 'cane' names 'gone' as broader, but there is no such concept. Add it, or take",
    ),
    "a circle": (
        CANE + 'broader = ["cane"]\n',
        "is broader than itself, by way of aid. Break the circle.",
    ),
}


@pytest.mark.parametrize("problem", BAD)
def test_a_bad_vocabulary_is_refused_with_the_fix(file, problem):
    content, sentence = BAD[problem]

    with pytest.raises(VocabularyError) as refused:
        Vocabulary.from_files(file(content))

    assert sentence in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(VocabularyError, match=r"none\.toml cannot be read \(No such file"):
        Vocabulary.from_files(tmp_path / "none.toml")


def test_a_host_adds_words_that_refer_to_those_there_are(file):
    own = file('[[concept]]\nid = "our-dog"\nlabel = "our dog"\nsort = "topic"\nrelated = ["cane"]')
    before = Vocabulary.from_files(file(CANE, "before.toml"))

    after = before.with_files(own)

    assert sorted(after.concepts) == ["aid", "cane", "our-dog"]
    assert before.digest != after.digest
    with pytest.raises(VocabularyError, match="names 'cane' as related, but there is no such"):
        Vocabulary.from_files(own)


def test_the_digest_does_not_depend_on_the_order_of_the_files(file):
    one, other = file(CANE, "a.toml"), file(CANE.replace('"cane"', '"rod"'), "b.toml")
    both = other.read_text().replace('"aid"\nlabel', '"help"\nlabel').replace('["aid"]', '["help"]')
    other.write_text(both)

    assert Vocabulary.from_files(one, other).digest == Vocabulary.from_files(other, one).digest


def test_the_vocabulary_that_comes_with_publius_is_whole():
    known = Vocabulary.built_in()

    assert len(known) > 500
    assert len(list(HERE.glob("*.toml"))) > 8


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("I use a white stick.", "visual-impairment"),
        ("visually impaired pedestrians", "visual-impairment"),
        ("I drive a cab", "taxi-driving"),
    ],
)
def test_everyday_and_official_words_say_one_thing(text, concept):
    assert concept in [mention.concept for mention in Vocabulary.built_in().mentions(text)]
