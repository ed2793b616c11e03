"""The desk of a convener: engagements and what belongs to them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from publius.web.directory.queries import convened_organisations

from .. import actions, queries
from ..forms import AboutForm, DecisionForm, FramingForm, OpenEngagementForm, StakeholderForm
from ..gaps import NotReady, engagement_gaps
from ..models import Engagement
from ..tasklists import engagement_tasks, linked_gaps, next_step
from .access import for_convener_of_engagement
from .saving import answer_form

ROW = "calls/engagement_row.html"


@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    organisations = convened_organisations(request.user)
    if not organisations.exists():
        raise Http404
    engagements = [
        {"engagement": engagement, "calls": [(c, next_step(c)) for c in engagement.calls.all()]}
        for engagement in queries.engagements_run_by(request.user)
    ]
    context = {"engagements": engagements, "organisations": organisations}
    return render(request, "calls/desk.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def engagement_new(request: HttpRequest) -> HttpResponse:
    organisations = convened_organisations(request.user)
    if not organisations.exists():
        raise Http404
    form = OpenEngagementForm(request.POST or None, organisations=organisations)
    opened: list[Engagement] = []
    return answer_form(
        request,
        form,
        save=lambda: opened.append(
            actions.open_engagement(by=request.user, key=form.key, **form.facts())
        ),
        done=lambda: _desk_of(opened[0]),
        template="calls/engagement_new.html",
    )


@for_convener_of_engagement
@require_safe
def engagement_desk(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    context = {
        "engagement": engagement,
        "tasks": engagement_tasks(engagement),
        "calls": [(c, next_step(c)) for c in queries.calls_of(request.user, engagement)],
    }
    return render(request, "calls/engagement_desk.html", context)


@for_convener_of_engagement
@require_http_methods(["GET", "HEAD", "POST"])
def engagement_edit(request: HttpRequest, engagement: Engagement, part: str) -> HttpResponse:
    """The words of an engagement, in two short forms."""
    kind, heading = {
        "about": (AboutForm, _("Title and summary")),
        "decision": (DecisionForm, _("The decision")),
    }[part]
    # Bound to a copy: the form writes into its instance before the action can compare.
    copy = queries.engagement_for_convener(request.user, engagement.slug)
    form = kind(request.POST or None, instance=copy)
    return answer_form(
        request,
        form,
        save=lambda: actions.change_engagement(
            engagement=engagement, by=request.user, **form.cleaned_data
        ),
        done=lambda: _desk_of(engagement),
        template="calls/engagement_edit.html",
        engagement=engagement,
        heading=heading,
        said=_("Saved."),
    )


@for_convener_of_engagement
@require_safe
def framings(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    return render(request, "calls/framings.html", {"engagement": engagement})


@for_convener_of_engagement
@require_http_methods(["GET", "HEAD", "POST"])
def framing(
    request: HttpRequest, engagement: Engagement, framing_id: int | None = None
) -> HttpResponse:
    """Add a framing, or change one."""
    row = get_object_or_404(engagement.framings, pk=framing_id) if framing_id else None
    form = FramingForm(request.POST or None, instance=row)
    return answer_form(
        request,
        form,
        save=lambda: actions.save_framing(
            engagement=engagement, by=request.user, key=form.key, **form.facts()
        ),
        done=lambda: reverse("calls:framings", args=[engagement.slug]),
        template=ROW,
        engagement=engagement,
        heading=_("Change this view") if row else _("Add a view of the problem"),
        back=reverse("calls:framings", args=[engagement.slug]),
        said=_("Saved."),
    )


@for_convener_of_engagement
@require_POST
def framing_remove(request: HttpRequest, engagement: Engagement, framing_id: int) -> HttpResponse:
    row = engagement.framings.filter(pk=framing_id).first()
    if row:
        _remove(request, lambda: actions.remove_framing(framing=row, by=request.user))
    return redirect("calls:framings", engagement.slug)


@for_convener_of_engagement
@require_safe
def stakeholders(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    return render(request, "calls/stakeholders.html", {"engagement": engagement})


@for_convener_of_engagement
@require_http_methods(["GET", "HEAD", "POST"])
def stakeholder(
    request: HttpRequest, engagement: Engagement, stakeholder_id: int | None = None
) -> HttpResponse:
    """Add a stakeholder, or change one."""
    row = get_object_or_404(engagement.stakeholders, pk=stakeholder_id) if stakeholder_id else None
    form = StakeholderForm(request.POST or None, instance=row)
    return answer_form(
        request,
        form,
        save=lambda: actions.save_stakeholder(
            engagement=engagement, by=request.user, key=form.key, **form.facts()
        ),
        done=lambda: reverse("calls:stakeholders", args=[engagement.slug]),
        template=ROW,
        engagement=engagement,
        heading=_("Change this stakeholder") if row else _("Add a stakeholder"),
        back=reverse("calls:stakeholders", args=[engagement.slug]),
        said=_("Saved."),
    )


@for_convener_of_engagement
@require_POST
def stakeholder_remove(
    request: HttpRequest, engagement: Engagement, stakeholder_id: int
) -> HttpResponse:
    row = engagement.stakeholders.filter(pk=stakeholder_id).first()
    if row:
        _remove(request, lambda: actions.remove_stakeholder(stakeholder=row, by=request.user))
    return redirect("calls:stakeholders", engagement.slug)


@for_convener_of_engagement
@require_http_methods(["GET", "HEAD", "POST"])
def engagement_check(request: HttpRequest, engagement: Engagement) -> HttpResponse:
    """Check your answers, then publish."""
    gaps = engagement_gaps(engagement, timezone.localdate())
    if request.method == "POST":
        try:
            actions.publish_engagement(engagement=engagement, by=request.user)
        except NotReady as refusal:
            gaps = refusal.gaps
        else:
            messages.success(request, _("Published. Everybody can read it now."))
            return redirect(_desk_of(engagement))
    context = {
        "engagement": engagement,
        "gaps": linked_gaps(gaps, engagement),
        "has_errors": request.method == "POST",
    }
    return render(request, "calls/engagement_check.html", context)


def _desk_of(engagement: Engagement) -> str:
    return reverse("calls:engagement_desk", args=[engagement.slug])


def _remove(request: HttpRequest, remove) -> None:
    """Remove a row; where that would leave something public incomplete, say so instead."""
    try:
        remove()
    except NotReady as refusal:
        messages.error(request, _("Not removed. %(why)s") % {"why": refusal})
    else:
        messages.success(request, _("Removed."))
