"""What must be true of the code as a whole."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

SOURCE = Path(__file__).resolve().parents[2] / "src" / "publius"
VIEWS = sorted(SOURCE.glob("web/*/views*.py")) + sorted(SOURCE.glob("web/*/views/*.py"))
OWN_MODELS = [model for model in apps.get_models() if model.__module__.startswith("publius.web")]
# Looked up by code alone, never listed to anybody.
INTERNAL = {"Area", "SeatOffer", "Bookmark", "Heartbeat"}
JUNK = {"utils", "common", "helpers", "misc"}


def touches_a_manager(path: Path) -> list[int]:
    tree = ast.parse(path.read_text())
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]


@pytest.mark.parametrize("path", VIEWS, ids=lambda path: str(path.relative_to(SOURCE)))
def test_views_read_through_queries_and_write_through_actions(path):
    assert touches_a_manager(path) == []


def test_there_are_views_to_check():
    assert len(VIEWS) >= 4


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model.__name__)
def test_every_model_knows_who_may_see_its_rows(model):
    assert hasattr(model.objects.all(), "visible_to") or model.__name__ in INTERNAL


def test_no_room_is_a_junk_drawer():
    assert [path for path in SOURCE.rglob("*.py") if path.stem in JUNK] == []


def test_assertions_do_not_validate_in_the_source():
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno}"
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Assert)
    ]

    assert found == []
