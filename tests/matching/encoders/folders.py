"""A tiny model in a sentence-transformers folder: the real format, weights by chance.

It means nothing, but every number of it counts, so that what a large model computes can be
checked in milliseconds against what sentence-transformers computes from the same files.
"""

import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

WORDS = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "query", ":",
    "i", "cycle", "to", "work", "my", "white", "stick", "bus", "##es", "night",
]  # fmt: skip
WIDTH, WIDE, POSITIONS = 8, 16, 14
CONFIG = {
    "architectures": ["BertModel"],
    "hidden_act": "gelu",
    "hidden_size": WIDTH,
    "intermediate_size": WIDE,
    "layer_norm_eps": 1e-12,
    "max_position_embeddings": POSITIONS,
    "model_type": "bert",
    "num_attention_heads": 2,
    "num_hidden_layers": 2,
    "pad_token_id": 0,
    "type_vocab_size": 2,
    "vocab_size": len(WORDS),
}
WIDTHS = {"word_embedding_dimension": WIDTH}
MODULES = ["Transformer", "Pooling", "Normalize"]


def tiny_folder(
    path: Path,
    *,
    config: dict[str, object] | None = None,
    pooling: dict[str, object] | None = None,
    sentence: dict[str, object] | None = None,
    prompts: dict[str, object] | None = None,
    modules: list[str] = MODULES,
    dtype: str = "F32",
) -> Path:
    """Write a folder whose model differs from the plainest one as said."""
    (path / "1_Pooling").mkdir(parents=True)
    (path / "2_Normalize").mkdir()
    write(path / "config.json", CONFIG | (config or {}))
    write(path / "1_Pooling/config.json", WIDTHS | (pooling or {"pooling_mode_mean_tokens": True}))
    write(path / "sentence_bert_config.json", sentence or {"max_seq_length": 12})
    write(path / "config_sentence_transformers.json", prompts or {})
    write(path / "modules.json", [module(number, name) for number, name in enumerate(modules)])
    write_tokenizer(path)
    write_weights(path / "model.safetensors", dtype)
    return path


def write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content))


def module(number: int, name: str) -> dict[str, object]:
    folder = f"{number}_{name}" if number else ""
    kind = f"sentence_transformers.models.{name}"
    return {"idx": number, "name": str(number), "path": folder, "type": kind}


def write_tokenizer(path: Path) -> None:
    """BERT's own tokenizer over a handful of words; it pads and cuts as no encoder should."""
    numbers = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordPiece(numbers, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    tokenizer.add_special_tokens(WORDS[:4])
    tokenizer.enable_padding(length=9)
    tokenizer.enable_truncation(4)
    tokenizer.save(str(path / "tokenizer.json"))
    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]"}
    kind = {"tokenizer_class": "PreTrainedTokenizerFast", "sep_token": "[SEP]"}
    write(path / "tokenizer_config.json", names | kind)


def write_weights(path: Path, dtype: str) -> None:
    # RandomState gives the same numbers in every version of numpy; its successor need not.
    chance = np.random.RandomState(7)
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, shape in sorted(shapes().items()):
        centre = 1.0 if name.endswith("LayerNorm.weight") else 0.0
        values = (centre + chance.uniform(-0.5, 0.5, shape)).astype("<f4")
        content = in_dtype(values, dtype)
        offsets = [len(body), len(body) + len(content)]
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": offsets}
        body += content
    top = json.dumps(header).encode()
    path.write_bytes(len(top).to_bytes(8, "little") + top + body)


def in_dtype(values: np.ndarray, dtype: str) -> bytes:
    if dtype == "BF16":
        return (values.view("<u4") >> 16).astype("<u2").tobytes()
    return values.astype({"F16": "<f2", "F32": "<f4", "F64": "<f8"}[dtype]).tobytes()


def shapes() -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": (POSITIONS, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
    }
    widths = {"embeddings.LayerNorm": (WIDTH,)}
    for layer in ("encoder.layer.0", "encoder.layer.1"):
        own = f"{layer}.attention"
        widths |= {f"{own}.self.{each}": (WIDTH, WIDTH) for each in ("query", "key", "value")}
        widths |= {
            f"{own}.output.dense": (WIDTH, WIDTH),
            f"{own}.output.LayerNorm": (WIDTH,),
            f"{layer}.intermediate.dense": (WIDE, WIDTH),
            f"{layer}.output.dense": (WIDTH, WIDE),
            f"{layer}.output.LayerNorm": (WIDTH,),
        }
    for name, shape in widths.items():
        found |= {f"{name}.weight": shape, f"{name}.bias": shape[:1]}
    return found
