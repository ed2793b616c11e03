"""What is shipped to browsers: our own look, no foreign marks, nothing fetched from elsewhere."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "src/publius/ui/static/ui"
TEMPLATES = sorted((ROOT / "src/publius/ui/templates").rglob("*.html"))


@pytest.mark.parametrize("foreign", ["gds transport", "crest", "url(", "@font-face", "@import"])
def test_the_style_sheet_holds_no_foreign_mark_and_fetches_nothing(foreign):
    css = (SHIPPED / "publius.css").read_text().lower()

    assert css.count("publius-card") > 0
    assert css.count(foreign) == 0


def test_the_script_is_small():
    assert (SHIPPED / "publius.js").stat().st_size < 45_000


def test_the_licence_of_the_components_travels_with_them():
    notice = (SHIPPED / "NOTICE.txt").read_text()

    assert "GOV.UK Frontend" in notice
    assert "The MIT License" in notice


def test_the_lock_file_records_no_address():
    lock = (ROOT / "design/package-lock.json").read_text()

    assert json.loads(lock)["packages"]["node_modules/govuk-frontend"]["version"] == "6.6.0"
    assert re.findall(r"https?:", lock) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_carry_no_inline_code(template):
    text = template.read_text()

    assert re.findall(r"\s(?:style|on[a-z]+)=|<style|javascript:", text) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []
