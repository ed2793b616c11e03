"""The reference page of the file names every part of it, and no part that is not there."""

import re
from pathlib import Path

from publius.panels.public.form import ENVELOPE, FORMS, RESULT, Mapped

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "lottery-file.md"


def names(form):
    """Every key that a form names, however deep."""
    if isinstance(form, dict):
        for name, part in form.items():
            yield name
            yield from names(part)
    elif isinstance(form, (list, tuple)):
        for part in form:
            yield from names(part)
    elif isinstance(form, Mapped):
        yield from names(form.value)


def test_every_part_of_the_file_is_on_the_page():
    told = set(re.findall(r"\w+", PAGE.read_text()))

    wanted = {name for form in (ENVELOPE, RESULT, FORMS) for name in names(form)}

    assert len(wanted) > 60
    assert sorted(wanted - told) == []


def test_every_section_has_its_row():
    rows = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(), flags=re.M)

    assert [row for row in rows if row in FORMS] == list(FORMS)
