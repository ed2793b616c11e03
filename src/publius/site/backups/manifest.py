"""The first thing to read in a backup: what it holds, and how to tell that it is all there."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = 1
NAME = "manifest.json"


class BackupError(Exception):
    """A backup cannot be written, read or trusted; the message says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """`members`: SHA-256 of every file; `rows`: how many there are in every table."""

    publius: str
    made_at: str
    database: str  # "sqlite" or "postgresql"
    migrations: list[list[str]]  # applied when it was made: [app, name]
    rows: dict[str, int]
    members: dict[str, str]
    field_keys: list[str]  # fingerprints, so that wrong keys are noticed before they matter
    columns: dict[str, list[str]] = field(default_factory=dict)
    format: int = FORMAT

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=2, sort_keys=True)


def read_manifest(text: bytes) -> Manifest:
    try:
        values: dict[str, Any] = json.loads(text)
        if values.get("format") != FORMAT:
            raise BackupError(
                "This backup is written in a way this version of Publius does not know. "
                "Nothing was changed. Use the version that made it, or a later one."
            )
        manifest = Manifest(**values)
        _refuse_nonsense(manifest)
        return manifest
    except (ValueError, TypeError, AttributeError) as error:
        raise BackupError(
            "The list of contents of this backup cannot be read. Nothing was changed. "
            "Use another backup."
        ) from error


def _refuse_nonsense(manifest: Manifest) -> None:
    rows, members = manifest.rows.items(), manifest.members.items()
    migrations = [(str(app), str(name)) for app, name in manifest.migrations]
    if not (
        all(isinstance(count, int) for _, count in rows)
        and all(isinstance(digest, str) for _, digest in members)
        and migrations == [tuple(each) for each in manifest.migrations]
    ):
        raise ValueError(manifest)


def fingerprints(keys: list[str]) -> list[str]:
    """What tells the keys of protected fields apart, without giving them away."""
    return [hashlib.sha256(key.encode()).hexdigest()[:16] for key in keys]
