"""Where real data lie that tests may read but the project may not carry.

Their licences do not allow copying them, so they are used by path: from the folder
named by ``PUBLIUS_SHARED_DATA``, else ``../shared/data`` beside the project.
"""

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("PUBLIUS_SHARED_DATA") or PROJECT / ".." / "shared" / "data").resolve()


def needs_shared(name: str) -> Path:
    """Return the path of a shared file or folder, or skip the test in plain words."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"shared data not here: {path} (set PUBLIUS_SHARED_DATA to their folder)")
    return path
