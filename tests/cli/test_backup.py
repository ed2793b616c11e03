"""A backup holds everything, proves that it does, and comes back as it was."""

import json
import signal
import sqlite3
import stat
import threading
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.installations import Installation, eventually

PEOPLE = """
from django.utils import timezone
from publius.web.ledger.actions import record_event
from publius.web.ledger.tags import Tag
from publius.web.people.models import AccessNeeds, Person
for number in range({number}):
    person = Person.objects.create(email=f"person{{number}}@people.example")
    needs = {{"codes": ["BSL"], "own_words": f"words of {{number}}"}}
    AccessNeeds.objects.create(person=person, details=needs, changed_at=timezone.now())
    record_event(Tag.PERSON_JOINED, person, actor=person)
"""
READ_NEEDS = """
from publius.web.people.models import AccessNeeds
from publius.web.ledger.queries import check_ledger
needs = sorted(each.details["own_words"] for each in AccessNeeds.objects.all())
print(needs, check_ledger().is_intact)
"""


@pytest.fixture(scope="session")
def backed_up(prepared, tmp_path_factory) -> Installation:
    """A place with three people; its backup lies beside it. Tests leave both as they are."""
    place = prepared.copy_to(tmp_path_factory.mktemp("lived-in") / "data")
    place.run("manage", "shell", "-c", PEOPLE.format(number=3))
    (place.data / "media" / "photos").mkdir(parents=True)
    (place.data / "media" / "photos" / "a b.txt").write_text("a photo")
    (place.data.parent / "kept").mkdir()
    result = place.run("backup", str(place.data.parent / "kept" / "publius.backup"))
    if result.returncode:
        pytest.fail(result.stderr)
    return place


@pytest.fixture
def file(backed_up) -> Path:
    return backed_up.data.parent / "kept" / "publius.backup"


@pytest.fixture
def lived_in(backed_up, tmp_path) -> Installation:
    """A copy that a test may change."""
    return backed_up.copy_to(tmp_path / "data")


@pytest.fixture
def empty_place(tmp_path) -> Installation:
    return Installation(tmp_path / "elsewhere")


def content(installation) -> dict[str, list[tuple]]:
    """Every row of every table."""
    with closing(sqlite3.connect(installation.database)) as connection:
        question = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = [name for (name,) in connection.execute(question)]
        rows = {name: connection.execute(f'SELECT * FROM "{name}"') for name in names}  # noqa: S608
        return {name: sorted(found.fetchall(), key=repr) for name, found in rows.items()}


def key_of(installation) -> str:
    return (installation.data / "keys" / "secret").read_text()


def refusal(installation, *arguments, **settings) -> str:
    result = installation.run(*arguments, **settings)
    assert result.returncode == 8
    assert "Traceback" not in result.stderr
    return " ".join(result.stderr.split())


def test_everything_comes_back_row_by_row_with_keys_and_files(backed_up, empty_place, file):
    result = empty_place.run("restore", str(file))

    assert result.returncode == 0
    assert content(empty_place) == content(backed_up)
    for name in ("keys/secret", "keys/fields", "media/photos/a b.txt"):
        assert (empty_place.data / name).read_bytes() == (backed_up.data / name).read_bytes()
    read = empty_place.run("manage", "shell", "-v", "0", "-c", READ_NEEDS).stdout
    assert read.strip() == "['words of 0', 'words of 1', 'words of 2'] True"


def test_a_restored_place_is_in_order(backed_up, empty_place, file):
    empty_place.run("restore", str(file))
    prepared = empty_place.run("prepare")

    checked = empty_place.run("check", "--json")

    levels = [each["level"] for each in json.loads(checked.stdout)["findings"]]
    assert (prepared.returncode, checked.returncode, levels.count("problem")) == (0, 0, 0)


def test_a_backup_made_while_others_write_is_whole_and_has_all_that_was_saved(
    lived_in, empty_place, tmp_path
):
    writer = threading.Event()
    saved: list[int] = []

    def write():
        with closing(sqlite3.connect(lived_in.database, timeout=20)) as connection:
            number = 0
            while not writer.is_set():
                connection.execute(
                    "INSERT INTO switches_heartbeat (worker, seen_at) VALUES (?, '2026-01-01')",
                    [f"{number}"],
                )
                connection.commit()
                saved.append(number)
                number += 1

    thread = threading.Thread(target=write)
    thread.start()
    try:
        eventually(lambda: len(saved) > 50)
        acknowledged = len(saved)
        result = lived_in.run("backup", str(tmp_path / "busy.backup"))
    finally:
        writer.set()
        thread.join()
    empty_place.run("restore", str(tmp_path / "busy.backup"))

    assert result.returncode == 0
    manifest = json.loads(zipfile.ZipFile(tmp_path / "busy.backup").read("manifest.json"))
    ((restored,),) = empty_place.ask("SELECT count(*) FROM switches_heartbeat")
    assert restored == manifest["rows"]["switches_heartbeat"]
    assert acknowledged <= restored <= len(saved)
    assert empty_place.ask("PRAGMA integrity_check") == [("ok",)]


def test_a_backup_can_be_read_by_its_owner_alone(backed_up, file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_but_the_backup_is_left_in_its_folder(backed_up, file):
    assert [path.name for path in file.parent.iterdir()] == ["publius.backup"]


def test_an_older_backup_is_never_overwritten(backed_up, file):
    before = file.read_bytes()

    sentence = refusal(backed_up, "backup", str(file))

    assert "is there already and was left alone" in sentence
    assert file.read_bytes() == before


def test_a_backup_that_is_killed_leaves_no_half_file(lived_in, tmp_path):
    target = tmp_path / "killed.backup"
    lived_in.ask("CREATE TABLE ballast (words BLOB)")
    for _ in range(8):
        lived_in.ask("INSERT INTO ballast VALUES (randomblob(8000000))")

    process = lived_in.start("backup", str(target))
    began = eventually(lambda: any(tmp_path.glob(".killed.backup.*.partial")))
    process.send_signal(signal.SIGKILL)
    process.wait()
    was_there = target.exists()
    again = lived_in.run("backup", str(target))

    assert (began, was_there, again.returncode) == (True, False, 0)
    assert list(tmp_path.glob(".killed.backup.*")) == []


def test_a_folder_without_room_or_permission_is_named(lived_in, tmp_path):
    sentence = refusal(lived_in, "backup", str(tmp_path / "nowhere" / "a.backup"))

    assert "The backup could not be written" in sentence
    assert "Nothing of it was kept" in sentence


def test_keys_can_be_kept_elsewhere_and_are_missed_when_they_are(lived_in, empty_place, tmp_path):
    target = str(tmp_path / "a.backup")
    lived_in.run("backup", target, "--without-keys")

    result = empty_place.run("restore", target)

    assert [name for name in zipfile.ZipFile(target).namelist() if name.startswith("keys")] == []
    assert "The keys here are not those of the backup" in result.stderr
    assert "words of" not in empty_place.run("manage", "shell", "-c", READ_NEEDS).stdout


def test_a_place_with_people_in_it_is_never_replaced(backed_up, tmp_path, file):
    before = content(backed_up)

    sentence = refusal(backed_up, "restore", str(file))

    assert "People are in this installation already" in sentence
    assert content(backed_up) == before


@pytest.mark.parametrize("words", ["PK\x03\x04 but not really", "", "a,b\n1,2\n"])
def test_a_file_that_is_no_backup_is_refused(empty, tmp_path, words):
    (tmp_path / "wrong").write_text(words)

    sentence = refusal(empty, "restore", str(tmp_path / "wrong"))

    assert "is not a backup of Publius, or it is damaged. Nothing was changed." in sentence


def test_a_file_that_is_not_there_is_named(empty, tmp_path):
    assert f"There is no file {tmp_path / 'none'}" in refusal(
        empty, "restore", str(tmp_path / "none")
    )


def rewritten(file, target, change) -> str:
    """The same backup with its members or its manifest changed by somebody."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        members = {name: old.read(name) for name in old.namelist()}
        manifest = json.loads(members.pop("manifest.json"))
        change(members, manifest)
        for name, words in members.items():
            new.writestr(name, words)
        new.writestr("manifest.json", json.dumps(manifest))
    return str(target)


CHANGES = {
    "a key was exchanged": lambda members, _: members.update({"keys/secret": b"mine"}),
    "a file is missing": lambda members, _: members.pop("keys/fields"),
    "a file was added": lambda members, _: members.update({"keys/more": b"x"}),
    "rows are missing": lambda _, manifest: manifest["rows"].update(people_person=4),
    "it is from the future": lambda _, manifest: manifest.update(publius="99.0"),
    "its tables are from the future": lambda _, manifest: manifest["migrations"].append(
        ["calls", "0999_future"]
    ),
    "it is of another database": lambda _, manifest: manifest.update(database="postgresql"),
    "its form is unknown": lambda _, manifest: manifest.update(format=2),
    "its list is nonsense": lambda _, manifest: manifest.update(rows=None, members=7),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_backup_that_does_not_fit_its_list_or_this_version_is_refused(
    backed_up, empty_place, tmp_path, file, change
):
    changed = rewritten(file, tmp_path / "changed", change)

    sentence = refusal(empty_place, "restore", changed)

    assert "Nothing was changed." in sentence
    assert empty_place.ask("SELECT count(*) FROM sqlite_master") == [(0,)]
    assert key_of(empty_place) != key_of(backed_up)


def test_a_backup_cannot_write_outside_its_folder(backed_up, empty_place, tmp_path, file):
    def escape(members, manifest):
        members["media/../../evil"] = b"x"
        manifest["members"]["media/../../evil"] = (
            "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        )

    sentence = refusal(empty_place, "restore", rewritten(file, tmp_path / "changed", escape))

    assert "wants to write outside its folder" in sentence
    assert list(tmp_path.rglob("evil")) == []


def test_a_damaged_file_is_refused(empty_place, tmp_path, file):
    words = bytearray(file.read_bytes())
    words[len(words) // 2] ^= 0xFF
    (tmp_path / "damaged").write_bytes(words)

    sentence = refusal(empty_place, "restore", str(tmp_path / "damaged"))

    assert "Nothing was changed." in sentence
