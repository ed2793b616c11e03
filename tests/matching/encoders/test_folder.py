"""What a sentence-transformers folder says, in both ways they have been written, and refusals."""

import json

import pytest

from publius.matching.encoders import UnsupportedModelError, encoder
from publius.matching.encoders.folder import read_settings
from tests.matching.encoders.folders import tiny_folder, write


def settings_of(path, **changes):
    return read_settings(tiny_folder(path, **changes))[1]


@pytest.mark.parametrize(
    ("pooling", "meant"),
    [
        ({"pooling_mode_mean_tokens": True, "pooling_mode_cls_token": False}, "mean"),
        ({"pooling_mode_mean_tokens": False, "pooling_mode_cls_token": True}, "cls"),
        ({"pooling_mode": "mean"}, "mean"),
        ({"pooling_mode": "cls", "include_prompt": True}, "cls"),
    ],
)
def test_pooling_is_understood_in_old_and_new_words(tmp_path, pooling, meant):
    assert settings_of(tmp_path / "model", pooling=pooling).pooling == meant


def test_newer_names_of_the_modules_are_understood(tmp_path):
    path = tiny_folder(tmp_path / "model")
    modules = json.loads((path / "modules.json").read_text())
    modules[0]["type"] = "sentence_transformers.base.modules.transformer.Transformer"
    write(path / "modules.json", modules)

    assert read_settings(path)[1].pooling == "mean"


@pytest.mark.parametrize(
    ("sentence", "of_tokenizer", "tokens"),
    [({"max_seq_length": 5}, 9, 5), ({"max_seq_length": 99}, 9, 14), ({"x": 1}, 9, 9)],
)
def test_a_text_may_be_as_long_as_the_makers_and_the_positions_allow(
    tmp_path, sentence, of_tokenizer, tokens
):
    path = tiny_folder(tmp_path / "model", sentence=sentence)
    write(path / "tokenizer_config.json", {"model_max_length": of_tokenizer})

    assert read_settings(path)[1].tokens == tokens


def test_positions_of_roberta_begin_after_its_padding(tmp_path):
    changes = {"model_type": "roberta", "pad_token_id": 1}

    settings = settings_of(tmp_path / "model", config=changes, sentence={"max_seq_length": 99})

    assert (settings.shape.first_position, settings.tokens) == (2, 12)


CHAINS = "Transformer then Pooling or Transformer then Pooling then Normalize can be used."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"config": {"model_type": "mpnet"}},
            "the kind of model is mpnet; only bert or roberta or xlm-roberta can be used.",
        ),
        (
            {"config": {"hidden_act": "silu"}},
            "the activation is silu; only gelu or relu can be used.",
        ),
        (
            {"config": {"position_embedding_type": "relative_key"}},
            "the position is relative_key; only absolute can be used.",
        ),
        (
            {"pooling": {"pooling_mode_max_tokens": True}},
            "the pooling is max_tokens; only mean or cls can be used.",
        ),
        (
            {"pooling": {"pooling_mode_max_tokens": True, "pooling_mode_mean_tokens": True}},
            "the pooling is max_tokens then mean_tokens; only mean or cls can be used.",
        ),
        (
            {"modules": ["Transformer", "Pooling", "Dense"]},
            f"the chain of modules is Transformer then Pooling then Dense; only {CHAINS}",
        ),
        (
            {"modules": ["StaticEmbedding"]},
            f"the chain of modules is StaticEmbedding; only {CHAINS}",
        ),
    ],
)
def test_what_would_change_the_vectors_and_is_not_understood_is_refused(tmp_path, changes, said):
    path = tiny_folder(tmp_path / "model", **changes)

    with pytest.raises(UnsupportedModelError) as refusal:
        encoder(path)

    way_out = "Choose another model, or 'lexical', which needs none."
    assert str(refusal.value) == f"{path}: {said} {way_out}"


@pytest.mark.parametrize(
    "name", ["modules.json", "config.json", "1_Pooling/config.json", "model.safetensors"]
)
def test_a_missing_file_is_named(tmp_path, name):
    path = tiny_folder(tmp_path / "model")
    (path / name).unlink()

    with pytest.raises(UnsupportedModelError) as refusal:
        encoder(path)

    assert str(refusal.value).startswith(f"{path} has no {name}. A sentence-transformers folder ")


@pytest.mark.parametrize("name", ["modules.json", "config.json", "tokenizer.json"])
def test_a_file_that_is_not_json_is_named(tmp_path, name):
    path = tiny_folder(tmp_path / "model")
    (path / name).write_text("{")

    with pytest.raises(UnsupportedModelError) as refusal:
        encoder(path)

    assert str(refusal.value).startswith(f"{path}/{name} cannot be used (")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"model_type": "bert", "hidden_act": "gelu"}, "its settings lack 'num_hidden_layers'"),
        ([], "its settings make no sense: "),
    ],
)
def test_settings_that_do_not_hang_together_are_refused(tmp_path, content, said):
    path = tiny_folder(tmp_path / "model")
    write(path / "config.json", content)

    with pytest.raises(UnsupportedModelError) as refusal:
        encoder(path)

    assert str(refusal.value).startswith(f"{path} cannot be used ({said}")


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"num_hidden_layers": 3}, "it has no encoder.layer.2.attention.self.query.weight"),
        ({"max_position_embeddings": 99}, "it knows fewer words or places than"),
    ],
)
def test_weights_that_do_not_fill_the_settings_are_refused(tmp_path, config, said):
    path = tiny_folder(tmp_path / "model", config=config, sentence={"max_seq_length": 99})

    with pytest.raises(UnsupportedModelError) as refusal:
        encoder(path)

    assert str(refusal.value).startswith(f"{path}/model.safetensors cannot be used ({said}")
