"""Whatever is changed in a published file is found out, by the library and by the stand-alone."""

import json
from copy import deepcopy
from pathlib import Path
from runpy import run_path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publius.panels import Person, Targets, prepare
from publius.panels.plain import plain_digest
from publius.panels.public import SeedOutcome, SeedRule, conclude, lottery_text, publish, redact
from publius.panels.public.document import commitment_of, seal_of
from publius.panels.public.verdicts import Verdict
from publius.panels.public.verifying import verify
from tests.panels.public.lotteries import RULES, SALT, drawn, published

ALONE = run_path(str(Path(__file__).parents[3] / "docs" / "verify_lottery.py"))["verify"]
OTHER = {str: "0", int: 4321, bool: None, type(None): 0, list: None, dict: None}


def broken(data, commitment=None):
    """The checks that fail, once both verifiers say the same."""
    ours = [(c.code, c.verdict.value) for c in verify(data, commitment=commitment).checks]
    theirs = [(name, verdict) for name, verdict, _ in ALONE(data, commitment)]
    assert ours == theirs
    return [code for code, verdict in ours if verdict == Verdict.FAILED]


def written(document):
    return lottery_text(document).encode()


def leaves(value, path=()):
    """The path to everything in a document that holds nothing else."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for name, each in inside:
        if isinstance(each, (dict, list)) and each:
            yield from leaves(each, (*path, name))
        else:
            yield (*path, name)


def at(document, path):
    for name in path:
        document = document[name]
    return document


def put(document, path, value):
    changed = deepcopy(document)
    at(changed, path[:-1])[path[-1]] = value
    return changed


def made_anew(document):
    """What a forger does who knows the software: every hash is made to fit again."""
    again = deepcopy(document)
    again["hashes"].update({n: plain_digest(part) for n, part in again["sections"].items()})
    again["commitment"] = commitment_of(again["hashes"])
    if again["phase"] == "drawn":
        again["seal"] = seal_of(again)
    return again


def tiny():
    lottery = prepare([Person("ada"), Person("bo")], Targets(), size=1, tickets=4)
    return conclude(publish(lottery, rule=SeedRule(), salt=SALT), SeedOutcome(3))


def test_the_files_are_in_order_before_anything_is_changed():
    documents = [tiny(), *(f(rule) for rule in RULES for f in (published, drawn))]

    assert [broken(written(each)) for each in documents] == [[]] * len(documents)
    assert [broken(written(redact(each))) for each in documents] == [[]] * len(documents)


@pytest.mark.parametrize("bit", [1, 2, 16, 32, 128])
def test_every_single_byte_counts(bit):
    data = written(tiny())

    unseen = [
        position
        for position in range(len(data))
        if not broken(data[:position] + bytes([data[position] ^ bit]) + data[position + 1 :])
    ]

    assert unseen == []


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(RULES)), st.floats(0, 1), st.integers(1, 255), st.booleans())
def test_any_byte_of_any_lottery_counts(rule, where, change, without_pool):
    data = written(redact(drawn(rule)) if without_pool else drawn(rule))
    position = min(int(where * len(data)), len(data) - 1)

    assert broken(data[:position] + bytes([data[position] ^ change]) + data[position + 1 :])


@pytest.mark.parametrize("rule", RULES)
def test_every_value_in_the_file_counts(rule):
    document = drawn(rule)
    paths = [p for p in leaves(document) if p[:2] != ("sections", "tickets") or p[2] < 2]

    unseen = [
        path
        for path in paths
        if not broken(written(put(document, path, OTHER[type(at(document, path))])))
    ]

    assert len(paths) > 700
    assert unseen == []


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_whatever_takes_the_place_of_a_value_is_found_out(data):
    document = drawn(data.draw(st.sampled_from(sorted(RULES))))
    path = data.draw(st.sampled_from(sorted(leaves(document), key=repr)))
    value = data.draw(
        st.recursive(
            st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=3),
            lambda inside: (
                st.lists(inside, max_size=2) | st.dictionaries(st.text(), inside, max_size=2)
            ),
            max_leaves=3,
        )
    )
    changed = put(document, path, value)

    assert bool(broken(written(changed))) is (json.dumps(changed) != json.dumps(document))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_file_made_anew_is_not_the_one_that_was_published(data):
    document = drawn("dice")
    paths = [p for p in leaves(document) if p[0] == "sections"]
    path = data.draw(st.sampled_from(paths))
    value = at(document, path)
    other = data.draw(st.integers(0, 99) if type(value) is int else st.text(max_size=9))
    changed = made_anew(put(document, path, other))

    found = broken(written(changed), commitment=document["commitment"])

    assert bool(found) is (canonical(changed) != canonical(document))


def canonical(document):
    return lottery_text(document)


def swapped(document, path, first, second):
    changed = deepcopy(document)
    values = at(changed, path)
    values[first], values[second] = values[second], values[first]
    return changed


def rotated(document, path):
    changed = deepcopy(document)
    values = at(changed, path)
    values.append(values.pop(0))
    return changed


def with_features_swapped(document):
    changed = deepcopy(document)
    people = changed["sections"]["pool"]["people"]
    first = people[0]
    other = next(p for p in people if p["features"] != first["features"])
    first["features"], other["features"] = other["features"], first["features"]
    return changed


BREAKS = {
    "two people change places in the pool": with_features_swapped,
    "two people change codes": lambda d: swapped(d, ("sections", "people", "codes"), 0, 1),
    "the title is another": lambda d: put(d, ("sections", "about", "title"), "Streets for few"),
    "two tickets change places": lambda d: swapped(d, ("sections", "tickets"), 0, 1),
    "all tickets move up by one": lambda d: rotated(d, ("sections", "tickets")),
    "two people on a ticket change places": lambda d: swapped(d, ("sections", "tickets", 3), 0, 1),
    "two chances change places": lambda d: swapped(d, ("sections", "chances"), *two_chances(d)),
    "a target is raised": lambda d: put(d, ("sections", "rules", "targets", 0, "minimum"), 5),
    "the size is another": lambda d: put(d, ("sections", "rules", "size"), 11),
    "a household is dissolved": lambda d: put(
        d,
        ("sections", "pool", "people", home_of(d), "household"),
        None,
    ),
    "the rule is another": lambda d: put(d, ("sections", "draw"), {"kind": "seed"}),
    "a hash is another": lambda d: put(d, ("hashes", "rules"), "0" * 64),
    "the commitment is another": lambda d: put(d, ("commitment",), "0" * 64),
    "the throw is another": lambda d: put(d, ("outcome", "throws", 0, 1), 3),
    "the ticket is another": lambda d: put(d, ("result", "ticket"), 41),
    "somebody else is selected": lambda d: put(d, ("result", "selected", 0), somebody_else(d)),
    "two of the selected change places": lambda d: swapped(d, ("result", "selected"), 0, 1),
    "one of the selected is left out": lambda d: put(
        d, ("result", "selected"), d["result"]["selected"][1:]
    ),
    "the draw is taken back": lambda d: put(d, ("phase",), "published"),
    "a section is left out": lambda d: put(
        d, ("sections",), {n: p for n, p in d["sections"].items() if n != "proof"}
    ),
}


def two_chances(document):
    chances = document["sections"]["chances"]
    return 0, next(n for n, chance in enumerate(chances) if chance != chances[0])


def home_of(document):
    people = document["sections"]["pool"]["people"]
    return next(n for n, person in enumerate(people) if person["household"] is not None)


def somebody_else(document):
    codes = document["sections"]["people"]["codes"]
    return next(code for code in codes if code not in document["result"]["selected"])


@pytest.mark.parametrize("change", BREAKS.values(), ids=BREAKS)
def test_a_break_is_found_out(change):
    assert broken(written(change(drawn())))


# What is wrong in itself, even in a file whose hashes were all made to fit again.
SENSELESS = [
    "two people change codes", "two people on a ticket change places",
    "two chances change places", "a target is raised",
    "the size is another", "the rule is another", "the throw is another", "the ticket is another",
    "somebody else is selected", "two of the selected change places",
    "one of the selected is left out",
]  # fmt: skip


@pytest.mark.parametrize("name", SENSELESS)
def test_a_break_that_makes_no_sense_is_found_out_without_any_hash(name):
    assert broken(written(made_anew(BREAKS[name](drawn()))))


@pytest.mark.parametrize("name", ["two tickets change places", "the title is another"])
def test_a_break_that_makes_sense_is_found_out_by_the_published_commitment(name):
    changed = made_anew(BREAKS[name](published()))

    assert broken(written(changed)) == []
    assert broken(written(changed), commitment=published()["commitment"]) == ["published"]


@pytest.mark.parametrize("body", ["[]", "{}", "null", "1", '{"round":1}', "[" * 4000, ""])
def test_an_answer_that_is_no_round_is_found_out(body):
    changed = made_anew(put(drawn("beacon"), ("outcome", "responses", 0, "body"), body))

    assert broken(written(changed)) == ["outcome"]


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b"{}", b"\xff", b"NaN", b'{"a":1,"a":1}', b"[" * 100_000, b"9" * 5000],
)
def test_what_is_no_lottery_is_said_so(data):
    assert broken(data) == ["form"]


@pytest.mark.parametrize(
    "change",
    [
        lambda reason: {},
        lambda reason: None,
        lambda reason: {**reason, "splits": [1]},
        lambda reason: {**reason, "more": 1},
        lambda reason: {"people": [0], "most": 0, "upto": reason, "above": reason},
        lambda reason: {"people": [0], "most": 0, "upto": reason, "above": {}},
        lambda reason: {"people": [0], "most": -1, "upto": reason, "above": reason},
        lambda reason: {"prices": {**reason["prices"], "targets": [0]}, "splits": []},
    ],
)
def test_a_reason_that_is_no_reason_is_found_out(change):
    document = published()
    reason = document["sections"]["proof"]["reason"]

    changed = made_anew(put(document, ("sections", "proof", "reason"), change(reason)))

    assert broken(written(changed)) == ["form"]


def test_cases_that_go_too_deep_are_found_out():
    document = published()
    reason = {**document["sections"]["proof"]["reason"], "splits": [0] * 41}
    for _ in range(41):
        reason = {"people": [0], "most": 0, "upto": reason, "above": {}}

    changed = made_anew(put(document, ("sections", "proof", "reason"), reason))

    assert broken(written(changed)) == ["form"]


@pytest.mark.parametrize("other", [[1], "lottery.json", None, {}, b"[1]", b"\xff"])
def test_what_is_no_lottery_fails_its_form_whatever_it_is(other):
    verification = verify(other)

    assert [check.code for check in verification.checks] == ["form"]
    assert not verification.ok
