"""Reads what was written about the place: TOML files in `content`, so that words stay prose."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

CONTENT = resources.files("publius.demo") / "content"


@cache
def content(name: str) -> dict[str, Any]:
    """One file of the place, e.g. ``content("area")``."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def content_folder(name: str) -> dict[str, dict[str, Any]]:
    """Every file of a folder by its stem, in the order of their names."""
    files = sorted(item.name for item in (CONTENT / name).iterdir() if item.name.endswith(".toml"))
    return {
        file.removesuffix(".toml"): content(f"{name}/{file.removesuffix('.toml')}")
        for file in files
    }
