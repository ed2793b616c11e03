"""The command that checks, searches and exports the vocabulary."""

import json

import pytest
from click.testing import CliRunner

from publius.cli import main
from publius.matching import Vocabulary

OWN = '[[concept]]\nid = "chain-boat"\nlabel = "chain boat"\nsort = "setting"\n'


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(OWN)
    return path


def publius(*arguments):
    return CliRunner().invoke(main, ["vocabulary", *map(str, arguments)])


def test_the_concepts_are_counted_with_ones_own(own):
    built_in = len(Vocabulary.built_in())

    assert publius().stdout.startswith(f"{built_in} concepts (")
    assert publius(own).stdout.startswith(f"{built_in + 1} concepts (")


def test_a_mistake_in_ones_own_file_is_named(own):
    own.write_text(OWN.replace("setting", "boat"))

    result = publius(own)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(
        "Error: own.toml: concept 'chain-boat' is of the sort 'boat', which is not known"
    )


def test_what_a_text_says_is_shown_as_it_stands_there(own):
    found = publius("--find", "Take Chain Boat!", own)

    assert found.stdout == "Chain Boat: chain boat (chain-boat)\n"
    assert publius("--find", "xyzzy").stdout == "No phrase of the vocabulary is in this text.\n"


def test_everything_is_written_as_skos(own):
    graph = json.loads(publius("--skos", own).stdout)["@graph"]

    assert len(graph) == len(Vocabulary.built_in()) + 2
    ids = {node["@id"] for node in graph}
    relations = {name for node in graph[1:] for name in (*node["broader"], *node["related"])}
    assert relations - ids == set()
    assert next(node for node in graph if node["@id"].endswith(":chain-boat")) == {
        "@id": "urn:publius:vocabulary:chain-boat",
        "@type": "skos:Concept",
        "inScheme": "urn:publius:vocabulary",
        "prefLabel": "chain boat",
        "altLabel": [],
        "hiddenLabel": [],
        "broader": [],
        "related": [],
        "sort": "setting",
    }
