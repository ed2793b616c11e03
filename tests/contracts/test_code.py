"""What must be true of the code as a whole."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

SOURCE = Path(__file__).resolve().parents[2] / "src" / "publius"
VIEWS = sorted(SOURCE.glob("web/*/views*.py")) + sorted(SOURCE.glob("web/*/views/*.py"))
OWN_MODELS = [model for model in apps.get_models() if model.__module__.startswith("publius.web")]
# The names of places are public; the others are looked up by code alone, never listed to anybody.
INTERNAL = {"Area", "SeatOffer", "Bookmark"}
# Whatever opens a connection to an address of its own choice.
FETCHERS = {
    "aiohttp", "ftplib", "http.client", "httpx", "requests", "socket", "urllib.request", "urllib3",
}  # fmt: skip
# Everything but the command line, which talks to the server of its own installation.
EVERYWHERE = sorted(
    path
    for path in SOURCE.rglob("*.py")
    if path.relative_to(SOURCE).parts[0] not in {"cli", "fetching"}
)
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
    assert hasattr(model.objects.all(), "visible_to") is (model.__name__ not in INTERNAL)


def fetchers_in(source: str) -> set[str]:
    """What a module imports, under any name, that can open a connection."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {known for known in FETCHERS for name in imported if f"{name}.".startswith(f"{known}.")}


@pytest.mark.parametrize("path", EVERYWHERE, ids=lambda path: str(path.relative_to(SOURCE)))
def test_nothing_is_fetched_but_through_the_guarded_fetcher(path):
    assert fetchers_in(path.read_text()) == set()


def test_the_guarded_fetcher_is_the_one_that_opens_connections():
    opening = {p.stem for p in (SOURCE / "fetching").glob("*.py") if fetchers_in(p.read_text())}

    assert opening == {"clock", "guarded", "names"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from urllib import request", {"urllib.request"}),
        ("import http.client as browser", {"http.client"}),
        ("from requests.adapters import HTTPAdapter", {"requests"}),
        ("def look():\n    import socket", {"socket"}),
        ("from urllib.parse import urlsplit\nimport http\nfrom . import requests", set()),
    ],
)
def test_a_fetcher_is_found_however_it_is_imported(source, found):
    assert fetchers_in(source) == found


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
