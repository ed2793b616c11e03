import pytest

from tests.cli.installations import Installation


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Installation:
    """An installation that was prepared once; tests take copies of it."""
    installation = Installation(tmp_path_factory.mktemp("prepared"))
    result = installation.run("prepare")
    if result.returncode:
        pytest.fail(f"publius prepare failed: {result.stderr}")
    return installation


@pytest.fixture
def installation(prepared, tmp_path) -> Installation:
    return prepared.copy_to(tmp_path / "data")


@pytest.fixture
def empty(tmp_path) -> Installation:
    return Installation(tmp_path / "data")
