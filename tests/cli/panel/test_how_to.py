"""The page for officers: every command on it runs, in the order of the page."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from publius.cli.panel import panel
from publius.panels.public import read_lottery

DOCS = Path(__file__).parents[3] / "docs"
PAGE = DOCS / "how-to" / "public-draw.md"
PLACEHOLDER = "3f2a..."


def commands():
    """Every command line of the page but those that need the network."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(), flags=re.S)
    lines = [line for block in blocks for line in block.strip().splitlines()]
    return [line for line in lines if "--beacon" not in line and not line.startswith("printf")]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    people = "".join(f"p{n},{('north', 'south')[n % 2]},{n % 7}\n" for n in range(90))
    (tmp_path / "people.csv").write_text("id,side,phone\n" + people)
    (tmp_path / "targets.csv").write_text("feature,value,min,max\nside,north,14,16\n"
                                          "side,south,14,16\n")  # fmt: skip
    shutil.copy(DOCS / "verify_lottery.py", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line, desk):
    """The exit code of one line of the page, with the real commitment in place of the example."""
    words = shlex.split(line)
    if PLACEHOLDER in words:
        published = read_lottery((desk / "streets" / "lottery.json").read_bytes())
        words[words.index(PLACEHOLDER)] = published["commitment"]
    if words[:2] == ["publius", "panel"]:
        return CliRunner().invoke(panel, words[2:]).exit_code
    return subprocess.run([sys.executable, *words[1:]], capture_output=True).returncode


def test_every_command_on_the_page_runs(desk):
    lines = commands()

    ends = {line: run(line, desk) for line in lines}

    assert len(lines) >= 6
    assert set(ends.values()) == {0}, ends
    assert (desk / "result" / "lottery-drawn.json").exists()


def test_every_link_on_the_page_leads_somewhere():
    links = re.findall(r"\]\((?!https:)([^)#]+)\)", PAGE.read_text())

    assert [link for link in links if not (PAGE.parent / link).exists()] == []
