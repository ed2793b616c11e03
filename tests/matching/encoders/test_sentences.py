"""Vectors of real models: what sentence-transformers computes, everywhere the same bytes.

The numbers of the tiny folders were computed once by sentence-transformers 6.2 with torch 2.13
(CPU, float32) from the very files ``tiny_folder`` writes: ``SentenceTransformer(path).encode``,
brought to length 1 and to whole 2,048ths.
"""

import json
import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publius.matching.encoders import UnsupportedModelError, encoder
from publius.matching.encoders.port import STEPS
from tests.matching.encoders.folders import WORDS, tiny_folder

TEXTS = ["I cycle to work", "My white stick, buses at night: to work my work I cycle"]
PLAIN = [[-1354, 401, -1224, 209, 769, 144, 103, 186], [-1413, 344, -1181, 269, 735, 217, 74, 144]]
ROBERTA = [[-1442, 493, -1044, 314, 815, 80, 15, 101], [-1516, 517, -968, 369, 732, 109, -25, 65]]
REFERENCES = {
    "plain": ({}, PLAIN),
    "first token": (
        {"pooling": {"pooling_mode": "cls"}},
        [[-1263, -131, 557, -621, 10, -190, 834, 1074],
         [-1392, -190, 289, -395, -404, 62, 876, 1023]],
    ),
    "relu": (
        {"config": {"hidden_act": "relu"}},
        [[-1325, 462, -1271, 192, 699, 123, 130, 231],
         [-1389, 405, -1224, 235, 677, 199, 105, 194]],
    ),
    "roberta": ({"config": {"model_type": "roberta"}}, ROBERTA),
    "xlm-roberta": ({"config": {"model_type": "xlm-roberta"}}, ROBERTA),
    "cut short": (
        {"sentence": {"max_seq_length": 4}},
        [[-1485, 116, -1154, 151, 533, 293, 204, 458], [-1324, 97, -1166, 95, 950, 133, 277, 253]],
    ),
    "with a prompt": (
        {"prompts": {"prompts": {"query": "query: "}, "default_prompt_name": "query"}},
        [[-1394, 433, -1062, 251, 924, 45, 72, 99], [-1361, 440, -1152, 264, 856, 116, 38, 76]],
    ),
    "not normalised": ({"modules": ["Transformer", "Pooling"]}, PLAIN),
    "half precision": (
        {"dtype": "F16"},
        [[-1354, 401, -1225, 209, 768, 144, 103, 186], [-1412, 344, -1181, 269, 734, 217, 74, 144]],
    ),
    "brain floats": (
        {"dtype": "BF16"},
        [[-1351, 395, -1226, 208, 775, 143, 107, 184], [-1408, 339, -1183, 268, 744, 215, 77, 139]],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return encoder(tiny_folder(tmp_path_factory.mktemp("models") / "tiny"))


@pytest.fixture(scope="module")
def minilm():
    return encoder("minilm")


def steps(vectors) -> list[list[int]]:
    return np.rint(vectors * STEPS).astype(int).tolist()


@pytest.mark.parametrize("case", REFERENCES)
def test_a_folder_gives_the_vectors_that_sentence_transformers_gives(tmp_path, case):
    changes, expected = REFERENCES[case]

    assert steps(encoder(tiny_folder(tmp_path / "model", **changes)).encode(TEXTS)) == expected


def test_minilm_gives_the_cosines_its_makers_publish(minilm):
    # The example of the sentence-transformers quickstart (sbert.net, "Quickstart").
    weather = ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]

    vectors = minilm.encode(weather)

    published = [[1.0, 0.6660, 0.1046], [0.6660, 1.0, 0.1411], [0.1046, 0.1411, 1.0]]
    assert vectors @ vectors.T == pytest.approx(np.array(published), abs=1e-3)


def test_minilm_gives_the_numbers_its_makers_code_gives(minilm):
    # SentenceTransformer("all-MiniLM-L6-v2").encode(...)[0, :6], computed as said above.
    expected = [0.0676569, 0.06349588, 0.04871317, 0.07930496, 0.03744803, 0.0026528]

    (vector,) = minilm.encode(["This is an example sentence"])

    assert vector[:6] == pytest.approx(expected, abs=0.5 / STEPS + 1e-6)
    assert (minilm.name, minilm.dimension, len(minilm.version)) == ("minilm", 384, 12)


PEOPLE = [
    "I cycle to work, in the rain too.",
    "My white stick and I know every kerb of the High Street.",
    "Людям нужен транспорт. Mae angen bws ar y pentref.",
    "bus " * 400,
]
# SHA-256 of their vectors' bytes, as computed on one machine; every other has to agree.
DIGEST = "53b7462e569e104240bc9a2d969e4d9675bc4a416bc9b640def2a419ef8391e7"
SAY_DIGEST = """
import hashlib, json, sys
from publius.matching.encoders import encoder
print(hashlib.sha256(encoder("minilm").encode(json.load(sys.stdin)).tobytes()).hexdigest())
"""


def digest_on(machine: dict[str, str]) -> str:
    """The digest of PEOPLE's vectors in a process of its own."""
    command = [sys.executable, "-c", SAY_DIGEST]
    said = json.dumps(PEOPLE)
    result = subprocess.run(
        command, input=said, env=os.environ | machine, capture_output=True, text=True, check=True
    )
    return result.stdout.strip()


@pytest.mark.parametrize(
    ("core", "threads"), [("Prescott", "1"), ("Haswell", "1"), ("SkylakeX", "1"), ("Haswell", "3")]
)
def test_another_processor_or_another_number_of_threads_gives_the_same_bytes(core, threads):
    # OpenBLAS takes the routines of the processor it is told; others ignore the variable.
    machine = {"OPENBLAS_CORETYPE": core, "OPENBLAS_NUM_THREADS": threads}

    assert digest_on(machine) == DIGEST


def test_a_text_has_the_same_vector_alone_in_company_and_with_more_threads(minilm):
    together = minilm.encode(PEOPLE)

    assert np.array_equal(np.concatenate([minilm.encode([each]) for each in PEOPLE]), together)
    assert np.array_equal(encoder("minilm", threads=3).encode(PEOPLE[::-1])[::-1], together)


ANY_TEXT = st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join) | st.text()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ANY_TEXT, max_size=8), st.randoms(use_true_random=False))
def test_vectors_do_not_depend_on_order_or_company(tiny, texts, random):
    order = random.sample(range(len(texts)), len(texts))

    vectors = tiny.encode(texts)

    assert vectors.shape == (len(texts), tiny.dimension)
    assert np.array_equal(tiny.encode([texts[number] for number in order]), vectors[order])


@pytest.mark.parametrize("text", ["", " \n\t", "\x00", "🦽🚲", "\u200b"])
def test_a_text_without_a_word_has_a_row_of_zeros(minilm, text):
    rows = minilm.encode([text, "bus"])

    assert (rows[0].any(), rows[1].any()) == (False, True)


def test_nobody_writes_in_the_control_signs_of_a_model(minilm):
    signs, words, nothing = minilm.encode(["bus [SEP] [PAD]", "bus [ SEP ] [ PAD ]", "[PAD]"])

    assert np.array_equal(signs, words)
    assert nothing.any()


@pytest.mark.parametrize(
    ("text", "same_as"),
    [("bus\x00stop", "busstop"), ("half a pair \ud83d", "half a pair ?"), ("ΜΠΛΕ bus", "μπλε bus")],
)
def test_odd_characters_are_read_as_what_they_mean(minilm, text, same_as):
    one, other = minilm.encode([text, same_as])

    assert np.array_equal(one, other)


def test_what_is_beyond_256_tokens_is_not_read(minilm):
    start, longer, shorter = minilm.encode(["bus " * 254, "bus " * 254 + "cat " * 9, "bus " * 253])

    assert np.array_equal(start, longer)
    assert not np.array_equal(start, shorter)


def test_no_texts_give_no_rows(minilm):
    assert minilm.encode([]).shape == (0, 384)


def test_the_version_names_weights_and_settings_but_not_the_place(tmp_path):
    here, there = (encoder(tiny_folder(tmp_path / name)) for name in ("here", "there"))
    others = [
        encoder(tiny_folder(tmp_path / case.replace(" ", "-"), **changes)).version
        for case, (changes, _) in REFERENCES.items()
        if case not in ("plain", "not normalised", "xlm-roberta")
    ]

    assert (here.name, there.name) == ("here", "there")
    assert here.version == there.version
    assert len({here.version, *others}) == len(others) + 1


def test_weights_that_are_not_numbers_are_refused(tmp_path):
    path = tiny_folder(tmp_path / "model")
    weights = bytearray((path / "model.safetensors").read_bytes())
    weights[-4:] = np.array([np.nan], "<f4").tobytes()
    (path / "model.safetensors").write_bytes(weights)

    with pytest.raises(UnsupportedModelError) as refusal:
        encoder(path).encode(TEXTS)

    assert refusal.value.code == "not_numbers"
