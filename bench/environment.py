"""Environments of their own for the other programs, so that they cannot disturb ours."""

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path


@cache
def python_of(name: str, packages: tuple[str, ...]) -> Path | None:
    """The interpreter that has them; None, with a line saying why, where it cannot be.

    The environment stays in the temporary folder, so that the next run finds it.
    """
    place = Path(tempfile.gettempdir()) / f"publius-{name}-{os.getuid()}"
    found = place / "bin" / "python"
    if not (place / "ready").exists():
        uv = Path(sys.executable).with_name("uv")
        try:
            subprocess.run(
                [uv, "venv", "-q", "--clear", place, "--python", sys.executable], check=True
            )
            subprocess.run([uv, "pip", "install", "-q", "--python", found, *packages], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"{packages[0]} could not be installed ({error}); its columns are empty.")
            return None
        (place / "ready").touch()
    return found
