"""Keys of an installation: made once, kept in the data folder, readable by its owner alone."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet


def secret_key(data: Path) -> str:
    """The key that signs sessions and links."""
    return _kept(data / "keys" / "secret", lambda: secrets.token_urlsafe(50))


def encryption_keys(data: Path) -> list[str]:
    """The keys that protect sensitive fields; the first encrypts, the others still decrypt."""
    return _kept(data / "keys" / "fields", lambda: Fernet.generate_key().decode()).split()


def _kept(path: Path, make) -> str:
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Written whole under another name, then linked: two processes that start together agree.
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(make())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()
