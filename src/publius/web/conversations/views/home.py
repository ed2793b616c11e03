"""The home of a conversation, coming in and going out."""

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from publius.web.calls.queries import seats_of
from publius.web.people.consents import wording_for
from publius.web.people.models import Purpose

from ..actions.joining import join, leave, take_another_pseudonym
from ..forms.people import JoinForm
from ..models import Conversation, Part, Participant
from ..queries.conversations import open_stage, participant_of, visible_conversation
from ..queries.health import open_round
from ..queries.home import conversations_for, own_parts, stage_lines
from ..queries.motions import motions_of
from ..queries.people import members_of, presence, removal_of, seat_of_place, team_of
from ..queries.stages import questions_of
from ..refusals import RefusalError
from .access import for_members
from .saving import answer_form


@require_safe
def conversations(request: HttpRequest) -> HttpResponse:
    """Every conversation the reader may see, with their part in it."""
    parts = own_parts(request.user)
    rows = [(row, parts.get(row.pk)) for row in conversations_for(request.user)]
    return render(request, "conversations/conversations.html", {"rows": rows})


@require_safe
def conversation(request: HttpRequest, slug: str) -> HttpResponse:
    """The question, where we are, what one can do now, who is here and who is missing."""
    removal = removal_of(request.user, slug)
    found = visible_conversation(request.user, slug)
    if removal is not None:
        return render(request, "conversations/removed.html", {"removal": removal})
    if found is None:
        raise Http404
    return render(request, "conversations/conversation.html", _home_of(request, found))


def _home_of(request: HttpRequest, found: Conversation) -> dict:
    participant = participant_of(request.user, found)
    lines = stage_lines(found, participant)
    return {
        "conversation": found,
        "participant": participant,
        "may_join": rules.test_rule("conversations.join", request.user, found),
        "runs": rules.test_rule("conversations.run", request.user, found),
        "stage": open_stage(found),
        "lines": lines,
        "labels": [str(line.stage) for line in lines],
        "presence": presence(found),
        "members": members_of(found).order_by("pseudonym"),
        "team": team_of(found),
        "motions": motions_of(found),
        "health": open_round(found) if participant else None,
        "questions": questions_of(found),
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def joining(request: HttpRequest, slug: str) -> HttpResponse:
    """The agreement, then what one is here for; somebody who is here goes to the home page."""
    found = visible_conversation(request.user, slug)
    if found is None:
        raise Http404
    home = reverse("conversations:conversation", args=[found.slug])
    if participant_of(request.user, found) is not None:
        return redirect(home)
    if not rules.test_rule("conversations.join", request.user, found):
        raise Http404
    form = JoinForm(
        request.POST or None,
        conversation=found,
        seats=seats_of(found.call),
        own=seat_of_place(found, request.user),
    )
    return answer_form(
        request,
        form,
        save=lambda: join(conversation=found, person=request.user, seat=form.chosen_seat()),
        done=home,
        template="conversations/join.html",
        said=_("You are in."),
        conversation=found,
        wording=wording_for(Purpose.CONVERSATIONS),
        participant=None,
    )


@for_members
@require_POST
def pseudonym(
    request: HttpRequest, conversation: Conversation, participant: Participant
) -> HttpResponse:
    """Another name, once."""
    try:
        renamed = take_another_pseudonym(participant=participant)
    except RefusalError as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _("You are called %(name)s here now.") % {"name": renamed.pseudonym}
        messages.success(request, said)
    return redirect("conversations:conversation", conversation.slug)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def leaving(
    request: HttpRequest, conversation: Conversation, participant: Participant
) -> HttpResponse:
    """Members go when they like; those who run it are taken off the team."""
    if participant.part != Part.MEMBER:
        raise Http404
    if request.method == "POST":
        leave(participant=participant)
        messages.success(request, _("You have left “%(title)s”.") % {"title": conversation})
        return redirect("conversations:conversations")
    context = {"conversation": conversation, "participant": participant}
    return render(request, "conversations/leave.html", context)
