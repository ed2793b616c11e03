"""Who runs a conversation, and who is in it, for those who run it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions.joining import remove_participant
from ..actions.team import add_to_team, take_off_team
from ..forms.people import PublishedReasonForm, TeamForm
from ..models import Conversation, Part, Participant
from ..queries.people import (
    TEAM,
    members_of,
    participant_by_key,
    presence,
    roles_to_add,
    team_of,
    was_removed,
)
from ..refusals import RefusalError
from .access import for_those_who_run_it
from .saving import answer_form


@for_those_who_run_it
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Hosts, facilitators and moderators; add somebody of the organisation."""
    roles = roles_to_add(conversation)
    form = TeamForm(request.POST or None, roles=roles)
    return answer_form(
        request,
        form,
        save=lambda: add_to_team(
            conversation=conversation, role=form.cleaned_data["role"], by=request.user
        ),
        done=reverse("conversations:team", args=[conversation.slug]),
        template="conversations/team.html",
        said=_("Added."),
        conversation=conversation,
        team=team_of(conversation),
        roles=roles,
    )


def _found(conversation: Conversation, key: int, parts: tuple[Part, ...]) -> Participant:
    participant = participant_by_key(conversation, key)
    if participant is None or participant.part not in parts:
        raise Http404
    return participant


@for_those_who_run_it
@require_POST
def team_end(request: HttpRequest, conversation: Conversation, key: int) -> HttpResponse:
    participant = _found(conversation, key, TEAM)
    try:
        take_off_team(participant=participant, by=request.user)
    except RefusalError as refusal:
        messages.warning(request, str(refusal))
    return redirect("conversations:team", conversation.slug)


@for_those_who_run_it
@require_safe
def people(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Everybody who takes part, under the name they have here."""
    context = {
        "conversation": conversation,
        "members": members_of(conversation).order_by("pseudonym"),
        "presence": presence(conversation),
    }
    return render(request, "conversations/people.html", context)


@for_those_who_run_it
@require_http_methods(["GET", "HEAD", "POST"])
def participant_remove(request: HttpRequest, conversation: Conversation, key: int) -> HttpResponse:
    """Remove somebody, with a reason they read."""
    if request.method == "POST" and was_removed(conversation, key):
        messages.success(request, _("Removed. The person reads your reason."))
        return redirect("conversations:people", conversation.slug)
    participant = _found(conversation, key, (Part.MEMBER, Part.OBSERVER))
    form = PublishedReasonForm(request.POST or None)
    return answer_form(
        request,
        form,
        save=lambda: remove_participant(
            participant=participant, by=request.user, reason=form.cleaned_data["reason"]
        ),
        done=reverse("conversations:people", args=[conversation.slug]),
        template="conversations/participant_remove.html",
        said=_("Removed. The person reads your reason."),
        conversation=conversation,
        participant=participant,
    )
