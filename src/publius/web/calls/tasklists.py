"""What a convener does next: the tasks of a draft, and one step for everything that runs."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .gaps import Gap, blocking, call_gaps, engagement_gaps
from .models import Call, CallState, Engagement


@dataclass(frozen=True)
class Task:
    """One line of a task list."""

    title: str
    url: str
    key: str
    is_done: bool
    status: str
    hint: str = ""


@dataclass(frozen=True)
class Step:
    """The one thing to do next with a call, and where."""

    words: str
    url: str


def engagement_tasks(engagement: Engagement) -> list[Task]:
    gaps = blocking(engagement_gaps(engagement, timezone.localdate()))
    slug = engagement.slug
    parts = [
        ("about", _("Title and summary"), reverse("calls:engagement_about", args=[slug])),
        ("decision", _("The decision: what, who, by when"),
         reverse("calls:engagement_decision", args=[slug])),
        ("framings", _("Ways to see the problem"), reverse("calls:framings", args=[slug])),
        ("stakeholders", _("Stakeholders"), reverse("calls:stakeholders", args=[slug])),
    ]  # fmt: skip
    return [_task(part, title, url, gaps) for part, title, url in parts]


def call_tasks(call: Call) -> list[Task]:
    gaps = blocking(call_gaps(call, timezone.localdate()))
    slug = call.slug
    parts = [
        ("about", _("What the group is for"), reverse("calls:call_edit", args=[slug])),
        ("seats", _("Seats: whom you need"), reverse("calls:seats", args=[slug])),
        ("offer", _("The offer"), reverse("calls:offer_edit", args=[slug])),
    ]
    return [_task(part, title, url, gaps) for part, title, url in parts]


def _task(part: str, title: str, url: str, gaps: list[Gap]) -> Task:
    left = sum(gap.part == part for gap in gaps)
    status = (
        ngettext("%(count)s thing to do", "%(count)s things to do", left) % {"count": left}
        if left
        else _("Complete")
    )
    return Task(title, url, part, not left, status)


@dataclass(frozen=True)
class LinkedGap:
    """A gap, and the place where it can be closed."""

    sentence: str
    url: str


def linked_gaps(
    gaps: list[Gap], engagement: Engagement, call: Call | None = None
) -> list[LinkedGap]:
    """Each gap of an engagement or one of its calls with a link to the page that closes it."""
    return [LinkedGap(gap.sentence, _place(gap, engagement, call)) for gap in gaps]


def _place(gap: Gap, engagement: Engagement, call: Call | None) -> str:
    if gap.part == "publish":
        url = reverse("calls:engagement_check", args=[engagement.slug])
    elif call is not None:
        name = {"about": "call_edit", "seats": "seats", "offer": "offer_edit"}[gap.part]
        url = reverse(f"calls:{name}", args=[call.slug])
    else:
        pages = {"about": "engagement_about", "decision": "engagement_decision"}
        url = reverse(f"calls:{pages.get(gap.part, gap.part)}", args=[engagement.slug])
    return f"{url}#id_{gap.field}" if gap.field else url


def next_step(call: Call) -> Step:
    """Where the work on a call goes on."""
    slug = call.slug
    if call.state == CallState.DRAFT:
        return Step(_("Finish the draft"), reverse("calls:call_desk", args=[slug]))
    if call.state == CallState.OPEN:
        return Step(_("See who fits, and ask them"), reverse("calls:matches", args=[slug]))
    if call.state == CallState.CLOSED:
        return Step(_("Form the group"), reverse("panels:panel_desk", args=[slug]))
    return Step(_("Look at the group"), reverse("panels:panel_desk", args=[slug]))
