"""The commands a newcomer types first: they say what they do, and what is in the way."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def checkout(tmp_path) -> Path:
    """The project as it is before anything was installed."""
    folder = tmp_path / "publius"
    for name in ("bin", "requirements"):
        shutil.copytree(PROJECT / name, folder / name)
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(PROJECT / name, folder / name)
    return folder


def a_machine_with(folder: Path, programs: dict[str, str]) -> dict[str, str]:
    """An environment whose PATH has the few programs every system has, and these."""
    path = folder / "programs"
    path.mkdir()
    for name in ("sh", "env", "dirname", "find", "cat", "id", "awk", "make"):
        (path / name).symlink_to(shutil.which(name))
    for name, script in programs.items():
        (path / name).write_text(f"#!/bin/sh\n{script}\n")
        (path / name).chmod(0o755)
    return {"PATH": str(path)}


def run(checkout: Path, *command: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=checkout, env=env, capture_output=True, text=True, timeout=60, check=False
    )


OLD_PYTHON = 'if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi'


@pytest.mark.parametrize("command", [("bin/bootstrap", "run"), ("make", "run"), ("make", "test")])
def test_a_python_that_is_too_old_is_named_with_the_way_out(checkout, tmp_path, command):
    machine = a_machine_with(tmp_path, {"python3": OLD_PYTHON})

    result = run(checkout, *command, env=machine)

    said = " ".join(result.stderr.split())
    assert result.returncode != 0
    assert "Publius needs Python 3.11 or newer, and found: Python 3.9.2." in said
    assert "make run PYTHON=/path/to/python3.12" in said
    assert not (checkout / ".venv").exists()


def test_without_a_chromium_and_without_a_way_to_get_one_the_command_to_type_is_named(
    checkout, tmp_path
):
    machine = a_machine_with(tmp_path, {})

    result = run(checkout, "bin/find-chromium", "--install", env=machine)

    assert (result.returncode, result.stdout) == (1, "")
    assert ".venv/bin/playwright install --with-deps chromium" in result.stderr


def test_a_chromium_on_the_path_is_found(checkout, tmp_path):
    machine = a_machine_with(tmp_path, {"chromium-browser": "exit 0"})

    result = run(checkout, "bin/find-chromium", env=machine)

    assert result.stdout.strip() == f"{tmp_path}/programs/chromium-browser"


def test_help_lists_every_target(checkout):
    targets = re.search(r"^\.PHONY: (.*)$", (checkout / "Makefile").read_text(), re.M)[1].split()

    result = run(checkout, "make", "help", env={"PATH": os.environ["PATH"]})

    assert {line.split()[1] for line in result.stdout.splitlines()} == set(targets)


def test_pinned_packages_name_no_address():
    for file in (PROJECT / "requirements").glob("*.txt"):
        text = file.read_text()
        assert "://" not in text
        assert "--index-url" not in text
        assert "--hash=sha256:" in text
