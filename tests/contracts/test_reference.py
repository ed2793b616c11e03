"""The reference says what the code does: every setting, command, exit code and event."""

import ast
import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from publius.cli import COMMANDS, panel, run, stops
from publius.web.ledger.tags import Tag

PROJECT = Path(__file__).resolve().parents[2]
REFERENCE = PROJECT / "docs" / "reference"
SETTINGS = PROJECT / "src" / "publius" / "site" / "settings.py"


def page(name: str) -> str:
    return (REFERENCE / name).read_text()


def rows_of(text: str) -> dict[str, list[str]]:
    """The rows of every table on a page: first cell (without back-ticks) -> the other cells."""
    lines = [line.strip("|").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line] for line in lines]
    return {first.strip("`"): rest for first, *rest in cells if first not in ("setting", "code")}


def settings_read_by_the_code() -> dict[str, ast.expr]:
    """Every `env.kind("NAME", default)` in the settings: name -> default."""
    calls = [node for node in ast.walk(ast.parse(SETTINGS.read_text())) if is_setting(node)]
    return {
        f"PUBLIUS_{call.args[0].value}": call.args[1] if len(call.args) > 1 else None
        for call in calls
    }


def is_setting(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    )


def settings_read_by_commands() -> set[str]:
    names = {"PUBLIUS_HOST", "PUBLIUS_PORT"}  # `publius` alone has no options
    for parameter in run.serve.params:
        known = parameter.envvar or []
        names |= {known} if isinstance(known, str) else set(known)
    return names - {"PORT"}


def test_every_setting_is_explained_and_no_other():
    assert set(rows_of(page("settings.md"))) == (
        set(settings_read_by_the_code()) | settings_read_by_commands()
    )


def plain_defaults() -> list[tuple[str, str]]:
    found = settings_read_by_the_code().items()
    return [
        (name, str(default.value))
        for name, default in found
        if isinstance(default, ast.Constant) and not isinstance(default.value, bool | None)
    ]


@pytest.mark.parametrize(("name", "default"), plain_defaults())
def test_a_default_is_the_one_the_code_has(name, default):
    assert rows_of(page("settings.md"))[name][0] == f"`{default}`"


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^## `publius ?([a-z]*)`$", text, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_every_command_has_a_section_and_no_other():
    assert set(sections(page("commands.md"))) == {"", *COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_is_explained(name):
    command = getattr(import_module(COMMANDS[name][0]), name)
    options = [each.opts[0] for each in command.params if isinstance(each, click.Option)]
    section = sections(page("commands.md"))[name]

    assert [each for each in options if f"`{each}`" not in section] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    command = getattr(import_module(COMMANDS[name][0]), name)

    assert command.help


def parts_of_panel() -> dict[str, str]:
    text = sections(page("commands.md"))["panel"]
    parts = re.split(r"^### `publius panel ([a-z]+)`$", text, flags=re.M)
    return {"draw": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def test_every_panel_command_has_a_section_and_no_other():
    assert set(parts_of_panel()) == set(panel.COMMANDS)


@pytest.mark.parametrize("name", panel.COMMANDS)
def test_every_panel_command_explains_itself_and_its_options(name):
    command = getattr(import_module(panel.COMMANDS[name][0]), name)
    options = [each.opts[0] for each in command.params if isinstance(each, click.Option)]

    assert command.help
    assert [each for each in options if f"`{each}`" not in parts_of_panel()[name]] == []


def test_every_exit_code_is_explained_and_no_other():
    tree = [stops.Stop, *stops.Stop.__subclasses__()]
    rows = rows_of(page("commands.md"))

    told = {int(code): rest[0] for code, rest in rows.items() if code.isdigit() and code != "0"}
    assert told == {stop.exit_code: stop.__name__ for stop in tree}


def test_every_event_is_explained_in_the_words_of_the_code():
    rows = rows_of(page("events.md"))
    rows.pop("tag")

    assert {tag: rest[0].strip(" |") for tag, rest in rows.items()} == {
        tag.value: tag.explanation for tag in Tag
    }
