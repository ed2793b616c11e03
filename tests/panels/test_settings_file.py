"""The settings file of other selection tools is read as far as it means something here."""

import io

import pytest

from publius.panels import FileError
from publius.panels.settingsfile import DrawSettings, read_settings

USUAL = """
id_column = "nationbuilder_id"
columns_to_keep = ["first_name", "email"]
check_same_address = true
check_same_address_columns = ["street", "zip"]
max_attempts = 100
selection_algorithm = "maximin"
random_number_seed = 2026
"""


def read(text):
    return read_settings(io.BytesIO(text.encode()))


def test_what_means_something_here_is_taken_over():
    assert read(USUAL) == DrawSettings(
        id_column="nationbuilder_id",
        columns_to_keep=("first_name", "email"),
        address_columns=("street", "zip"),
        method="maximin",
        seed=2026,
        notes=(
            "max_attempts is ignored: every draw succeeds at the first attempt if a panel exists.",
        ),
    )


def test_the_seed_0_leaves_the_draw_to_chance_as_it_does_in_the_tools_the_file_comes_from():
    assert read("random_number_seed = 0") == DrawSettings()


def test_an_empty_file_leaves_everything_open():
    assert read("") == DrawSettings()


def test_addresses_count_only_where_that_is_asked_for():
    text = 'check_same_address = false\ncheck_same_address_columns = ["street"]\n'

    assert read(text).address_columns == ()


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ('solver_backend = "gurobi"', "solver_backend is ignored: HiGHS is the only solver here."),
        ("id_colum = 3", "id_colum is not known and ignored; did you mean “id_column”?"),
        ("zzz = 3", "zzz is not known and ignored."),
        (
            'selection_algorithm = "legacy"',
            "There is no algorithm “legacy” here; leximin is used instead.",
        ),
    ],
)
def test_what_is_left_out_is_said(line, note):
    assert read(line) == DrawSettings(notes=(note,))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id_column = ", "this is not TOML"),
        (b"id_column = '\xff'", "this is not TOML"),
        ("id_column = 3", "id_column is 3; it must be text."),
        ("columns_to_keep = 'a'", "columns_to_keep is 'a'; it must be a list of column names."),
        ("columns_to_keep = [1]", "columns_to_keep is [1]; it must be a list of column names."),
        ("random_number_seed = true", "random_number_seed is True; it must be a whole number."),
        ("check_same_address = true", "check_same_address_columns names no column"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(text, words):
    data = text if isinstance(text, bytes) else text.encode()

    with pytest.raises(FileError) as refusal:
        read_settings(io.BytesIO(data))

    assert refusal.value.code == "bad-settings"
    assert words in str(refusal.value)
