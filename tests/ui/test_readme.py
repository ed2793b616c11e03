"""The README of the look shows page builders every tag and filter there is."""

import re
from pathlib import Path

import publius.ui
from publius.ui.templatetags.publius_ui import register

# Used by the frame alone.
INTERNAL = {"page_problems", "message_kind"}


def test_every_tag_and_filter_is_shown():
    text = (Path(publius.ui.__file__).parent / "README.md").read_text()
    shown = set(re.findall(r"(?:\{% |\|)(\w+)", text))

    assert sorted((set(register.tags) | set(register.filters)) - INTERNAL - shown) == []
