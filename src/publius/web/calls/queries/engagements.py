"""Reading engagements, each from what the reader may see."""

from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from ..models import Call, CallState, Engagement, EngagementState


def engagements_run_by(user) -> QuerySet[Engagement]:
    """A convener's engagements with their calls, newest first."""
    calls = Call.objects.convened_by(user).annotate(seat_count=Count("seats"))
    return (
        Engagement.objects.convened_by(user)
        .select_related("organisation")
        .prefetch_related(Prefetch("calls", queryset=calls))
    )


def engagement_for_convener(user, slug: str) -> Engagement:
    """This engagement, if the reader runs it; otherwise there is no such page."""
    mine = Engagement.objects.convened_by(user).select_related("organisation")
    return get_object_or_404(mine, slug=slug)


def visible_engagement(user, slug: str) -> Engagement:
    rows = Engagement.objects.visible_to(user).select_related("organisation")
    return get_object_or_404(rows, slug=slug)


def calls_of(user, engagement: Engagement) -> QuerySet[Call]:
    return Call.objects.visible_to(user).filter(engagement=engagement)


def open_engagements(user) -> QuerySet[Engagement]:
    """Published engagements, those with a call that looks for people first."""
    looking = Count("calls", filter=Q(calls__state=CallState.OPEN), distinct=True)
    return (
        Engagement.objects.visible_to(user)
        .filter(state=EngagementState.PUBLISHED)
        .select_related("organisation")
        .annotate(open_calls=looking)
        .order_by("-open_calls", "decide_on")
    )
