"""What is shipped to browsers: our own look, no foreign marks, nothing fetched from elsewhere."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DESIGN = ROOT / "design"
SHIPPED = ROOT / "src/publius/ui/static/ui"
TEMPLATES = sorted((ROOT / "src/publius/ui/templates").rglob("*.html"))


@pytest.mark.parametrize("built", ["publius.css", "publius.js"])
def test_what_is_shipped_was_built_from_the_sources(built):
    sources = [DESIGN / name for name in ("package.json", "publius.mjs", "publius.scss")]
    sources += [*(DESIGN / "scripts").iterdir(), *(DESIGN / "scss").iterdir()]
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda path: str(path.relative_to(DESIGN))):
        digest.update(source.read_bytes())

    first_line = (SHIPPED / built).read_text().splitlines()[0]

    assert re.findall(r"[0-9a-f]{64}", first_line) == [digest.hexdigest()], "run: npm run build"


def test_every_class_of_ours_that_a_template_names_is_in_the_style_sheet():
    css = (SHIPPED / "publius.css").read_text()
    known = set(re.findall(r"\.(publius-[\w-]+)", css))
    named = {
        (name, path.name)
        for path in (ROOT / "src/publius").rglob("templates/**/*.html")
        for name in re.findall(r"(?<=[ \"])publius-[\w-]*\w(?=[ \"{])", path.read_text())
    }

    assert len(named) > 50
    assert sorted((name, path) for name, path in named if name not in known) == []


@pytest.mark.parametrize("foreign", ["gds transport", "crest", "url(", "@font-face", "@import"])
def test_the_style_sheet_holds_no_foreign_mark_and_fetches_nothing(foreign):
    css = (SHIPPED / "publius.css").read_text().lower()

    assert css.count("publius-card") > 0
    assert css.count(foreign) == 0


def test_no_byte_order_mark_spoils_a_rule():
    assert (SHIPPED / "publius.css").read_text().count("\ufeff") == 0


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
