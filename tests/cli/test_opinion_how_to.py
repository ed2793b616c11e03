"""The page for practitioners: every command on it runs, in the order of the page."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from publius.cli.opinion import opinion

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "map-opinion.md"


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(), flags=re.S)
    return [line for block in blocks for line in block.strip().splitlines()]


@pytest.fixture
def desk(tmp_path, monkeypatch):
    votes = [(p, s, 1 if (p % 2) == (s % 2) else -1) for p in range(40) for s in range(10)]
    folder = tmp_path / "market-square"
    folder.mkdir()
    (folder / "votes.csv").write_text(
        "voter-id,comment-id,vote\n" + "".join(f"{p},{s},{vote}\n" for p, s, vote in votes)
    )
    (folder / "comments.csv").write_text(
        "comment-id,comment-body\n" + "".join(f"{s},Point {s}\n" for s in range(10))
    )
    for name in ("votes.csv", "comments.csv"):
        shutil.copy(folder / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_command_on_the_page_runs(desk):
    ends = {line: CliRunner().invoke(opinion, shlex.split(line)[2:]) for line in commands()}

    assert len(ends) == 8
    assert {line: end.output for line, end in ends.items() if end.exit_code} == {}
    assert (desk / "result" / "report.md").exists()


def test_every_link_on_the_page_leads_somewhere():
    links = re.findall(r"\]\((?!https:)([^)#]+)\)", PAGE.read_text())

    assert [link for link in links if not (PAGE.parent / link).exists()] == []
