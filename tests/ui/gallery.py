"""A form and pictures with something of everything, for the gallery page."""

from django import forms
from django.core.paginator import Paginator

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
from publius.ui.forms import CheckboxSelectMultiple, DateField, RadioSelect

KINDS = [("professional", "Professional"), ("practical", "Practical"), ("lived", "Lived")]
HINTS = {
    "professional": "You trained for it",
    "practical": "You do it",
    "lived": "You have lived it",
}
NEEDS = [("captions", "Captions"), ("bsl", "British Sign Language"), ("large", "Large print")]


class GalleryForm(forms.Form):
    """Every kind of field that the service uses."""

    title = forms.CharField(label="Title of the call", help_text="As people would say it.")
    email = forms.EmailField(label="E-mail address", required=False)
    need = forms.CharField(label="Whom do you need?", widget=forms.Textarea, max_length=600)
    pay = forms.DecimalField(label="Pay for a day", widget=forms.TextInput)
    kind = forms.ChoiceField(label="Kind", choices=KINDS, widget=RadioSelect(hints=HINTS))
    needs = forms.MultipleChoiceField(
        label="Access needs", choices=NEEDS, widget=CheckboxSelectMultiple, required=False
    )
    area = forms.ChoiceField(label="Area", choices=[("", "Choose"), ("n", "Northfield")])
    decide_by = DateField(label="Decision due", help_text="For example 27 3 2027")
    plan = forms.FileField(label="The plan", required=False)
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    agree = forms.BooleanField(label="I agree that my answers are used to balance the group")

    looks = {
        "title": {"width": "two-thirds"},
        "pay": {"width": 5, "prefix": "£", "suffix": "a day"},
        "needs": {"small": True},
    }


PANEL = GroupChart(
    title="Who is in the group",
    pool_size=118,
    panel_size=24,
    features=(
        GroupFeature(
            "Gender",
            (
                GroupValue("Women", 11, 13, 71, 12),
                GroupValue("Men", 11, 13, 44, 12),
                GroupValue("In another way", 0, 2, 3, 0),
            ),
        ),
        GroupFeature(
            "Age",
            (
                GroupValue("16 to 29", 4, 6, 12, 4),
                GroupValue("30 to 64", 11, 14, 60, 13),
                GroupValue("65 and over", 5, 7, 46, 7),
            ),
        ),
    ),
)
CHANCES = ChanceChart(
    title="Everybody's chance",
    chances=(*[0.14] * 40, *[0.18] * 30, *[0.24] * 25, *[0.31] * 15, *[0.5] * 8),
    equal=24 / 118,
)
FUNNEL = FunnelChart(
    title="From asking to taking part",
    steps=(
        FunnelStep("Asked", 640),
        FunnelStep("Interested", 118),
        FunnelStep("Drawn", 24),
        FunnelStep("Accepted", 19),
    ),
)


CURVE = CurveChart(
    title="What relevance costs",
    points=(CurvePoint(1.0, 0.28), CurvePoint(0.75, 0.38), CurvePoint(0.5, 0.45)),
    setting_title="Nobody below this share of the fairest chance",
    gives_title="Average fit of the group",
)

OPINIONS = OpinionChart(
    title="Two groups of opinion",
    groups=(
        OpinionGroup("A", people=34, x=-0.8, y=0.1, median_votes=28, is_own=True),
        OpinionGroup("B", people=17, x=0.9, y=-0.2, median_votes=12.5),
    ),
)


def gallery_context(data: dict | None = None) -> dict:
    return {
        "form": GalleryForm(data),
        "panel": PANEL,
        "chances": CHANCES,
        "funnel": FUNNEL,
        "curve": CURVE,
        "opinions": OPINIONS,
        "page": Paginator(range(200), 10).get_page(7),
        "steps": ["Understand", "Explore", "Weigh", "Decide", "Report"],
        "headers": ["Seat", "Needed", "Interested"],
        "rows": [["Traffic engineer", 2, 14], ["Cab driver", 2, 9]],
        "words": ["cycle", "work"],
        "meanings": [(["ring road"], "main road")],
        "notes": ["Counts less: it is nine years old."],
        "text": "## What we know\n\nThe *lane* stops at [the bridge](https://a.example).\n\n- one",
        "navigation": [
            {"label": "Open calls", "url": "/calls/", "current": True},
            {"label": "How it works", "url": "/how/", "current": False},
        ],
        "service_name": "Publius",
        "help_email": "help@arden.example",
    }
