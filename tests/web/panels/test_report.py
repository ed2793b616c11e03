"""The report of a draw: as it was on the day, rounded where answers are counted, safe to open."""

import csv
import io
from uuid import uuid4

import pytest
from django.urls import reverse

from publius.web.panels.actions.decisions import confirm_draw, edit_draw
from publius.web.panels.actions.draws import request_draw
from publius.web.panels.actions.targets import Range, set_targets
from publius.web.panels.models import PopulationShare, Target
from publius.web.panels.queries.draws import can_step_in, panel_of
from publius.web.panels.queries.report import Section, report_of
from publius.web.panels.report_file import report_csv
from publius.web.panels.tasks import run_due_draws

from .conftest import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def balanced(call, pool, convener):
    """A draw with a target for women; the population is half women."""
    for number, person in enumerate(pool):
        tell(person, gender="woman" if number < 8 else "man")
    PopulationShare.objects.create(call=call, feature="gender", value="woman", share=0.5)
    set_targets(call=call, by=convener, ranges={("gender", "woman"): Range(2, 6)})
    draw = request_draw(call=call, by=convener)
    run_due_draws()
    draw.refresh_from_db()
    return draw


def rows_of(draw, title) -> list[list[str]]:
    (section,) = [s for s in report_of(draw) if s.title == title]
    return [list(map(str, row)) for row in section.rows]


def test_targets_stand_beside_population_pool_and_drawn_with_answers_rounded(balanced):
    assert rows_of(balanced, "Targets") == [
        ["Gender", "Woman", "2", "6", "33%", "100%", "50%", "10", "100%", "fewer than 8", "–"]
    ]


def test_the_report_keeps_the_targets_of_the_day(balanced):
    before = rows_of(balanced, "Targets")
    Target.objects.update(minimum=0, maximum=1)
    PopulationShare.objects.update(share=0.1)

    assert rows_of(balanced, "Targets") == before


def test_every_change_stands_with_its_reason(draw, convener):
    panel = panel_of(draw)
    out, into = panel[0].person, can_step_in(draw, panel)[0]
    edit_draw(
        draw=draw, taken_out=out, put_in=into, reason="Knows the ramp.", by=convener,
        key=uuid4(), accept_broken=True,
    )  # fmt: skip

    (row,) = rows_of(draw, "Changes by hand")

    assert row[1:3] == [out.label, into.label]
    assert row[4] == "Knows the ramp."


def test_offers_are_counted_once_confirmed(draw, convener):
    assert rows_of(draw, "Replies and replacements")[0][1] == "0"

    confirm_draw(draw=draw, by=convener)
    draw.refresh_from_db()

    assert rows_of(draw, "Replies and replacements")[0][1:] == ["6", "0", "0", "0", "6"]


def test_the_file_opens_in_a_spreadsheet_and_runs_nothing():
    section = Section("Targets", ["Feature"], [["=HYPERLINK(1)"], ["Ära"]], "+1")

    text = report_csv([section, section])

    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    once = [["Targets"], ["Feature"], ["'=HYPERLINK(1)"], ["Ära"], ["'+1"]]
    assert rows == [*once, [], *once]


def test_before_the_draw_there_is_no_report(client, call, pool, convener):
    draw = request_draw(call=call, by=convener, at_once=False)
    run_due_draws()
    client.force_login(convener)

    for name in ("draw_report", "draw_report_file"):
        address = reverse(f"panels:{name}", args=[call.slug, draw.pk])
        assert client.get(address).status_code == 404


def test_the_report_is_read_and_taken_home(client, draw, convener):
    client.force_login(convener)
    address = [draw.call.slug, draw.pk]

    page = client.get(reverse("panels:draw_report", args=address)).content.decode()
    file = client.get(reverse("panels:draw_report_file", args=address))

    assert draw.commitment in page
    assert draw.commitment in file.content.decode("utf-8-sig")
    assert file["Content-Type"] == "text/csv; charset=utf-8"
