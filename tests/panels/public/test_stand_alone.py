"""The verifier for outsiders: one file, standard library only, any Python from 3.8."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from publius.panels.public import lottery_text
from tests.panels.public.lotteries import drawn

SCRIPT = Path(__file__).parents[3] / "docs" / "verify_lottery.py"


def run(*arguments, given=None):
    return subprocess.run(
        [sys.executable, "-I", "-S", SCRIPT, *arguments], input=given, capture_output=True
    )


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "lottery.json"
    path.write_text(lottery_text(drawn()))
    return path


def test_it_is_written_in_python_3_8():
    ast.parse(SCRIPT.read_text(), feature_version=(3, 8))


def test_it_imports_nothing_but_the_standard_library():
    tree = ast.parse(SCRIPT.read_text())

    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - sys.stdlib_module_names == set()


def test_it_says_that_nothing_is_wrong(file):
    done = run(file, "--commitment", drawn()["commitment"])

    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert lines[-1] == "Nothing is wrong with it."
    assert {line.split()[0] for line in lines[:-1]} == {"passed"}


def test_it_says_what_is_wrong(file):
    file.write_text(file.read_text().replace("Streets for all", "Streets for few"))

    done = run(file)

    assert done.returncode == 3
    assert "failed       hashes       changed: about" in done.stdout.decode()


def test_it_tells_somebody_how_they_stand(file):
    result, sections = drawn()["result"], drawn()["sections"]
    chosen = result["selected"][0]
    other = next(c for c in sections["people"]["codes"] if c not in result["selected"])

    lines = [run(file, "--code", code).stdout.decode().splitlines()[-1] for code in (chosen, other)]

    assert lines[0].endswith("It was drawn.")
    assert lines[1].endswith("It was not drawn.")


def test_it_reads_from_standard_input(file):
    assert run("-", given=file.read_bytes()).returncode == 0


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    done = run(tmp_path / "no.json")

    assert done.returncode == 1
    assert "No such file" in done.stderr.decode()
