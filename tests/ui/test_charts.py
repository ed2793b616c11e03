"""Pictures show the same figures as the table and the words that come with them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from publius.ui.charts import (
    ChanceChart,
    CurveChart,
    CurvePoint,
    FunnelChart,
    FunnelStep,
    GroupChart,
    GroupFeature,
    GroupValue,
    OpinionChart,
    OpinionGroup,
)
from publius.ui.drawing import chance_bins, chance_marks, curve_points, funnel_rows
from publius.ui.groups import group_rows, group_table
from publius.ui.opinions import opinion_circles
from tests.ui.drawn import draw

chances = st.lists(st.floats(0, 1), min_size=1, max_size=80).map(tuple)


def group(*values: GroupValue, pool: int = 100, panel: int = 20) -> GroupChart:
    return GroupChart("The group", (GroupFeature("Gender", values),), pool, panel)


def test_bars_of_a_group_share_one_scale():
    """Worked by hand: the longest share is the pool's 60 %, so 100 % of the width is 0.6."""
    chart = group(GroupValue("Women", 9, 11, 60, 10), GroupValue("Men", 9, 11, 40, 10))

    women, men = group_rows(chart)[0]["rows"]

    assert (women.pool, women.panel) == ("100.00%", "83.33%")
    assert (men.pool, men.panel) == ("66.67%", "83.33%")
    assert (women.band_start, women.band_width, women.band_end) == ("75.00%", "16.67%", "91.67%")


def test_every_figure_of_a_group_is_in_its_table():
    chart = group(GroupValue("Women", 9, 11, 60, 10), GroupValue("Men", 8, 8, 40))

    assert group_table(chart) == [
        ["Gender: Women", "9 to 11", "60 (60%)", 10],
        ["Gender: Men", "8", "40 (40%)", "not drawn yet"],
    ]


def test_before_the_draw_there_is_no_bar_for_the_group():
    html = draw("{% group_chart chart %}", chart=group(GroupValue("Women", 9, 11, 60)))

    assert 'class="publius-chart__panel"' not in html
    assert "Group, 20 people" not in html
    assert "<title" in html


def test_a_group_picture_is_named_for_those_who_cannot_see_it():
    html = draw("{% group_chart chart %}", chart=group(GroupValue("Women", 9, 11, 60, 10)))

    named = re.search(
        r'<svg role="img"[^>]*aria-labelledby="([^"]+)"><title id="([^"]+)">([^<]+)', html
    )
    assert named.group(1) == named.group(2)
    assert named.group(3) == "Women: target 9 to 11, pool 60%, group 10."


def test_an_empty_pool_is_drawn_without_falling_over():
    html = draw(
        "{% group_chart chart %}", chart=group(GroupValue("Women", 0, 0, 0), pool=0, panel=0)
    )

    assert "pool 0%" in html


@given(chances)
def test_every_person_is_in_exactly_one_column(values):
    bins = chance_bins(values)

    assert sum(people for _low, _high, people in bins) == len(values)
    assert len(bins) <= 12
    assert all(low < high for low, high, _people in bins)
    assert bins[-1][1] >= max(values) - 1e-9


@given(chances)
def test_labels_under_the_columns_are_few_and_inside(values):
    marks = chance_marks(chance_bins(values))

    assert 1 <= len(marks) <= 7
    assert all(0 <= float(mark["x"].rstrip("%")) <= 100 for mark in marks)


def test_a_chance_on_an_edge_counts_upwards():
    assert chance_bins((0.1, 0.5, 1.0))[5] == (0.5, 0.6, 1)
    assert chance_bins((0.1, 0.5, 1.0))[9] == (0.9, 1.0, 1)


def test_chances_are_told_in_a_sentence_too():
    chart = ChanceChart("Chances", (0.1, 0.25, 0.5), equal=0.25)

    html = draw("{% chance_chart chart %}", chart=chart)

    assert (
        "3 people. The smallest chance is 1 in 10, the largest 1 in 2; "
        "half of the people have 1 in 4 or more."
    ) in html
    assert "If everybody had the same chance, it would be 1 in 4." in html


def test_a_pool_without_people_says_so():
    html = draw("{% chance_chart chart %}", chart=ChanceChart("Chances", ()))

    assert "Nobody is in the pool yet." in html
    assert "<svg" not in html


def test_steps_of_a_funnel_are_measured_against_the_first_and_the_one_before():
    chart = FunnelChart("Funnel", (FunnelStep("Asked", 200), FunnelStep("Came", 50)))

    asked, came = funnel_rows(chart)

    assert (asked["width"], asked["figures"]) == ("100.00%", "200 people")
    assert (came["width"], came["figures"]) == ("25.00%", "50 people, 25% of the step before")


def test_a_step_that_more_people_reached_than_the_one_before_has_no_share():
    """People find a call by themselves too: more may be interested than were asked."""
    chart = FunnelChart("Way", (FunnelStep("Asked", 3), FunnelStep("Interested", 10)))

    assert [row["figures"] for row in funnel_rows(chart)] == ["3 people", "10 people"]


def test_a_band_is_so_many_steps_and_a_word():
    html = draw("{% band_bar 2 3 'Good fit' %}")

    assert html.endswith("</svg>Good fit</span>")
    assert [html.count(f"publius-chart__{look}") for look in ("panel", "track")] == [2, 1]


def test_a_curve_runs_from_the_smallest_setting_to_the_largest():
    """Worked by hand: the highest point stands 1.6 em below the top, half of it 4 em lower."""
    chart = CurveChart("Dial", (CurvePoint(1.0, 0.2), CurvePoint(0.5, 0.4)), "Floor", "Fit")

    assert [(p["x"], p["y"], p["gives"]) for p in curve_points(chart)] == [
        ("50.00%", "1.60em", "40%"),
        ("92.00%", "5.60em", "20%"),
    ]


def test_every_figure_of_a_curve_is_in_its_table():
    chart = CurveChart("Dial", (CurvePoint(1.0, 0.2), CurvePoint(0.5, 0.4)), "Floor", "Fit")

    html = draw("{% curve_chart chart %}", chart=chart)

    assert re.findall(r">(\d+%)</t[hd]>", html) == ["50%", "40%", "100%", "20%"]


def test_the_area_of_a_circle_stands_for_its_people():
    """Worked by hand: a quarter of the people, half of the radius."""
    groups = (OpinionGroup("A", 40, -1, 0, 9), OpinionGroup("B", 10, 1, 2, 7))

    first, second = opinion_circles(OpinionChart("Groups", groups))

    assert [(c["x"], c["y"], c["r"]) for c in (first, second)] == [
        ("20.00%", "11.30em", "3.20em"),
        ("80.00%", "3.80em", "1.60em"),
    ]


def test_a_single_group_stands_in_the_middle_and_no_group_draws_nothing():
    alone = OpinionChart("Groups", (OpinionGroup("A", 40, 3, 3, 9),))

    assert [circle["x"] for circle in opinion_circles(alone)] == ["50.00%"]
    assert opinion_circles(OpinionChart("Groups", ())) == []


def test_ones_own_group_is_named_in_words_and_every_figure_is_in_the_table():
    groups = (OpinionGroup("A", 40, -1, 0, 9, is_own=True), OpinionGroup("B", 10, 1, 2, 7.5))

    html = draw("{% opinion_chart chart %}", chart=OpinionChart("Groups", groups))

    assert "40 people, and you" in html
    assert re.findall(r">([^<]+)</t[hd]>", html)[3:] == ["A (yours)", "40", "9", "B", "10", "7.5"]


def test_labels_that_people_wrote_cannot_leave_the_picture():
    attack = "</title><script>alert(1)</script>"
    chart = GroupChart(attack, (GroupFeature(attack, (GroupValue(attack, 1, 2, 3, 1),)),), 3, 2)
    funnel = FunnelChart(attack, (FunnelStep(attack, 3),))
    curve = CurveChart(attack, (CurvePoint(0.5, 0.5),), attack, attack)

    html = draw(
        "{% group_chart chart %}{% chance_chart chances %}{% funnel_chart funnel %}"
        "{% curve_chart curve %}{% opinion_chart opinions %}",
        chart=chart,
        chances=ChanceChart(attack, (0.5,)),
        funnel=funnel,
        curve=curve,
        opinions=OpinionChart(attack, (OpinionGroup(attack, 6, 0, 0, 1),)),
    )

    assert html.count("<script") == 0
    assert html.count("&lt;script&gt;") > 5
