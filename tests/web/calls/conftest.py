"""Where the site keeps everybody's evidence, for tests of what that must not change."""

import pytest

from publius.web.calls import indexing


@pytest.fixture
def folder(settings, tmp_path, monkeypatch):
    """A site that keeps its index in a folder, here one of its own."""
    settings.INDEX, settings.DATA = "folder", tmp_path
    monkeypatch.setattr(indexing, "in_folder", indexing.KeptInFolder())
    return tmp_path / "index"


@pytest.fixture(params=["memory", "folder"])
def each_index(request):
    """The same test with either index: what people are shown may not depend on it."""
    if request.param == "folder":
        request.getfixturevalue("folder")
