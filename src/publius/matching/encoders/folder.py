"""A sentence-transformers folder: what it says about its model, and what of it we can read.

Folders that sentence-transformers has written since 2021 say the same things in two ways; both
are understood. Whatever would change the vectors and is not understood is refused.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from publius.matching.encoders.activations import ACTIVATIONS
from publius.matching.encoders.bert import Shape
from publius.matching.encoders.errors import UnsupportedModelError

# The models of BERT's family that differ from BERT only in where positions begin.
_PADDED_POSITIONS = {"bert": False, "roberta": True, "xlm-roberta": True}
_CHAINS = (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
_POOLINGS = {"mean": "mean", "mean_tokens": "mean", "cls": "cls", "cls_token": "cls"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What, beside weights and tokenizer, decides which vector a text gets."""

    shape: Shape
    pooling: str
    tokens: int
    lower: bool
    prompt: str


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of a model, read with plain sentences for what is missing or damaged."""

    path: Path

    def file(self, name: str) -> Path:
        """Return the path of a file that must be there."""
        if not (found := self.path / name).is_file():
            raise UnsupportedModelError("no_file_in_model", folder=self.path, file=name)
        return found

    def json(self, name: str) -> Any:
        """Read a file that must be there."""
        try:
            return json.loads(self.file(name).read_text("utf-8"))
        except ValueError as error:
            raise UnsupportedModelError(
                "bad_file_in_model", file=self.path / name, problem=error
            ) from error

    def optional(self, name: str) -> Any:
        """Read a file that need not be there."""
        return self.json(name) if (self.path / name).is_file() else {}

    def require(self, part: str, found: object, supported: object) -> None:
        """Refuse the model where a part of it is none we can compute."""
        allowed = supported if isinstance(supported, list | tuple) else [supported]
        if found not in allowed:
            names = " or ".join(_plain(each) for each in allowed)
            raise UnsupportedModelError(
                "unsupported", folder=self.path, part=part, found=_plain(found), supported=names
            )


def _plain(value: object) -> str:
    return " then ".join(map(str, value)) if isinstance(value, list) else str(value)


def read_settings(path: Path) -> tuple[Folder, Settings]:
    """Read what a folder says: the folder of the transformer in it, and the settings."""
    try:
        return _read(Folder(path))
    except KeyError as error:
        problem = f"its settings lack {error}"
    except (AttributeError, IndexError, TypeError, ValueError) as error:
        problem = f"its settings make no sense: {error}"
    raise UnsupportedModelError("bad_file_in_model", file=path, problem=problem)


def _read(top: Folder) -> tuple[Folder, Settings]:
    modules = top.json("modules.json")
    top.require("chain of modules", [_kind_of(each) for each in modules], _CHAINS)
    inner = Folder(top.path / modules[0]["path"])
    config = inner.json("config.json")
    sentence = inner.optional("sentence_bert_config.json")
    shape = _shape(inner, config)
    room = int(config["max_position_embeddings"]) - shape.first_position
    settings = Settings(
        shape=shape,
        pooling=_pooling(top, f"{modules[1]['path']}/config.json"),
        tokens=_tokens(inner, room, sentence),
        lower=bool(sentence.get("do_lower_case")),
        prompt=_prompt(top.optional("config_sentence_transformers.json")),
    )
    return inner, settings


def _kind_of(module: dict[str, str]) -> str:
    return module["type"].rpartition(".")[2]


def _shape(folder: Folder, config: dict[str, Any]) -> Shape:
    kind = config.get("model_type")
    folder.require("kind of model", kind, list(_PADDED_POSITIONS))
    folder.require("activation", config["hidden_act"], list(ACTIVATIONS))
    folder.require("position", config.get("position_embedding_type", "absolute"), "absolute")
    padded = _PADDED_POSITIONS[str(kind)]
    return Shape(
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        activation=config["hidden_act"],
        epsilon=config["layer_norm_eps"],
        first_position=config["pad_token_id"] + 1 if padded else 0,
    )


def _pooling(folder: Folder, name: str) -> str:
    config = folder.json(name)
    flags = [key for key, on in config.items() if key.startswith("pooling_mode_") and on is True]
    chosen = config.get("pooling_mode") or [key.removeprefix("pooling_mode_") for key in flags]
    if isinstance(chosen, list) and len(chosen) == 1:
        chosen = chosen[0]
    folder.require("pooling", _POOLINGS.get(str(chosen), chosen), ["mean", "cls"])
    return _POOLINGS[str(chosen)]


def _tokens(folder: Folder, room: int, sentence: dict[str, Any]) -> int:
    """As many tokens of a text as its makers let the model read; the rest is not read."""
    of_tokenizer = folder.optional("tokenizer_config.json").get("model_max_length")
    return min(room, int(sentence.get("max_seq_length") or of_tokenizer or room))


def _prompt(config: dict[str, Any]) -> str:
    """What the model wants to stand before each text, unless asked otherwise."""
    return str(config.get("prompts", {}).get(config.get("default_prompt_name")) or "")
