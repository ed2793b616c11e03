"""Keys are made once, agreed on by everybody who starts at the same time, and kept private."""

import stat
from concurrent.futures import ThreadPoolExecutor

from cryptography.fernet import Fernet

from publius.site.keys import encryption_keys, secret_key


def test_keys_are_the_same_at_every_start(tmp_path):
    first = (secret_key(tmp_path), encryption_keys(tmp_path))

    assert (secret_key(tmp_path), encryption_keys(tmp_path)) == first


def test_two_installations_have_different_keys(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"

    assert secret_key(here) != secret_key(there)
    assert encryption_keys(here) != encryption_keys(there)


def test_only_the_owner_can_read_the_keys(tmp_path):
    secret_key(tmp_path)
    encryption_keys(tmp_path)

    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode)
        for path in [tmp_path / "keys", *(tmp_path / "keys").iterdir()]
    }
    assert modes == {"keys": 0o700, "secret": 0o600, "fields": 0o600}


def test_processes_that_start_together_agree(tmp_path):
    with ThreadPoolExecutor(16) as together:
        secrets = set(together.map(lambda _: secret_key(tmp_path), range(64)))

    assert len(secrets) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["secret"]


def test_a_second_field_key_still_reads_what_the_first_wrote(tmp_path):
    old = encryption_keys(tmp_path)[0]
    new = Fernet.generate_key().decode()
    (tmp_path / "keys" / "fields").write_text(f"{new}\n{old}\n")

    assert encryption_keys(tmp_path) == [new, old]
