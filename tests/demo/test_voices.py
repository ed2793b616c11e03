"""What people say: in many voices, never as copies, and never out of character."""

import re
from collections import Counter
from datetime import date

import pytest

from publius.demo.place import arden_vale
from publius.demo.reading import content
from publius.demo.types import EvidenceKind, Kind
from publius.demo.voices import voices
from publius.demo.wording import pattern

AS_OF = date(2026, 9, 1)


@pytest.fixture(scope="module")
def people():
    return arden_vale(AS_OF, 7).people


@pytest.fixture(scope="module")
def evidence(people):
    return [item for p in people for expertise in p.expertise for item in expertise.evidence]


def texts_of(people) -> list[str]:
    words = [expertise.words for p in people for expertise in p.expertise]
    return words + [e.text for p in people for x in p.expertise for e in x.evidence]


def test_hardly_any_two_pieces_of_evidence_read_the_same(evidence):
    texts = [item.text for item in evidence]

    assert len(set(texts)) / len(texts) > 0.95


def test_hardly_any_two_statements_read_the_same(people):
    words = [expertise.words for p in people for expertise in p.expertise]

    assert len(set(words)) / len(words) > 0.95


def test_statements_open_in_many_ways(people):
    openings = Counter(" ".join(x.words.split()[:4]) for p in people for x in p.expertise)

    assert openings.most_common(1)[0][1] < 0.02 * sum(openings.values())


def test_no_pattern_shows_through(people):
    leftovers = [text for text in texts_of(people) if re.search(r"[\[\]{}|]|  |\.\.| [,.;]", text)]

    assert leftovers == []


def test_nothing_is_filler(people):
    filler = [
        text for text in texts_of(people) if re.search(r"\b(lorem|ipsum|foo|xxx)\b", text, re.I)
    ]

    assert filler == []


def test_texts_fit_the_length_the_forms_allow(people):
    assert max(len(text) for text in texts_of(people)) <= 2000


def test_everybody_but_the_brand_new_says_something(people):
    silent = [person.key for person in people if not person.expertise]

    assert silent == ["oksana.bondar", "alex.fenby"]


def test_all_three_kinds_of_expertise_are_well_represented(people):
    kinds = Counter(expertise.kind for p in people for expertise in p.expertise)

    assert min(kinds[kind] for kind in Kind) > 400


def test_every_sort_of_evidence_occurs_and_some_of_it_is_checked(evidence):
    kinds = Counter(item.kind for item in evidence)

    assert set(kinds) == set(EvidenceKind)
    assert 0.15 < sum(item.verified for item in evidence) / len(evidence) < 0.5


def test_nobody_checks_what_only_the_person_can_know(evidence):
    own = {EvidenceKind.SELF_ACCOUNT, EvidenceKind.ANSWER}

    assert [item for item in evidence if item.kind in own and item.verified] == []


def test_people_who_see_little_do_not_drive_a_cab_today(people):
    past = re.compile(r"\b([Rr]etired|[Uu]ntil|was|worked as|drove)\b")
    driving_now = [
        person.key
        for person in people
        if "blind_pedestrian" in person.voices
        for expertise in person.expertise
        if expertise.voice in {"cab_driver", "bus_driver"} and not past.search(expertise.words)
    ]

    assert driving_now == []


def test_access_needs_follow_from_how_people_live(people):
    signing = [p for p in people if p.languages[0] == "British Sign Language"]
    wheelchairs = [p for p in people if "wheelchair_user" in p.voices]

    assert sum("bsl_interpreter" in p.access_needs for p in signing) / len(signing) > 0.8
    assert sum("step_free" in p.access_needs for p in wheelchairs) / len(wheelchairs) > 0.9


def test_every_pattern_can_be_read():
    broken = []
    for voice in voices().values():
        for text in [*voice.words, *voice.detail, *voice.knows, *voice.fix, *voice.quals]:
            try:
                pattern(text)
            except ValueError as error:
                broken.append(str(error))

    assert broken == []


@pytest.mark.parametrize("text", ["I [walk|ride", "I walk] home"])
def test_a_bracket_without_its_partner_is_reported_with_the_text(text):
    with pytest.raises(ValueError, match="bracket"):
        pattern(text)


def test_every_voice_has_enough_to_say():
    thin = [
        key
        for key, voice in voices().items()
        if len(voice.words) < 2 or len(voice.detail) < 2 or len(voice.knows) < 2
    ]

    assert thin == []


def test_unlikely_pairs_name_voices_that_exist():
    named = {key for keys in content("population")["unlikely"].values() for key in keys}

    assert named <= set(voices())
