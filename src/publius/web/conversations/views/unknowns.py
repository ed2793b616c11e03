"""What is not known, who finds out and by when; and who has committed to what."""

import rules
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions import unknowns as actions
from ..forms.minority import (
    AnswerUnknownForm,
    BodyCommitmentForm,
    OwnCommitmentForm,
    UnknownForm,
)
from ..models import Conversation, Participant, Side
from ..queries.outcomes import draft_of
from ..queries.unknowns import (
    commitment_of,
    doubted_statement,
    uncertain_statements,
    unknown_of,
    unknowns_of,
)
from .access import for_members, for_readers, for_those_who_run_it
from .concluding import FORM, may_post
from .saving import answer_form


@for_readers
@require_safe
def unknowns(
    request: HttpRequest, conversation: Conversation, participant: Participant | None
) -> HttpResponse:
    """The list everybody reads: open ones first, answered ones with their answers."""
    runs_it = rules.test_rule("conversations.run", request.user, conversation)
    context = {
        "conversation": conversation,
        "participant": participant,
        "unknowns": unknowns_of(request.user, conversation),
        "runs_it": runs_it,
        "suggested": uncertain_statements(conversation) if runs_it else [],
    }
    return render(request, "conversations/unknowns.html", context)


@for_those_who_run_it
@may_post
def unknown_add(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Note what is not known; from a statement people are unsure about, or of one's own."""
    doubted = doubted_statement(request.user, conversation, request.GET.get("statement", ""))
    return _note(request, conversation, statement=doubted)


@for_those_who_run_it
@may_post
def outcome_unknowns(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """What a “not yet” waits for; it is published with the outcome."""
    draft = draft_of(request.user, conversation)
    if draft is None:
        return redirect("conversations:outcome_desk", conversation.slug)
    return _note(request, conversation, outcome=draft)


def _note(request: HttpRequest, conversation: Conversation, outcome=None, statement=None):
    form = UnknownForm(request.POST or None)
    page = "outcome_unknowns" if outcome else "unknowns"
    back = reverse(
        f"conversations:{'outcome_desk' if outcome else 'unknowns'}", args=[conversation.slug]
    )
    return answer_form(
        request,
        form,
        save=lambda: actions.note_unknown(
            conversation=conversation,
            by=request.user,
            key=form.key,
            outcome=outcome,
            statement=statement,
            **form.facts(),
        ),
        done=reverse(f"conversations:{page}", args=[conversation.slug]),
        template="conversations/unknown_add.html",
        conversation=conversation,
        statement=statement,
        waiting=outcome.unknowns.all() if outcome else [],
        back=back,
        said=_("Noted, with its owner and date."),
    )


@for_those_who_run_it
@may_post
def unknown_answer(request: HttpRequest, conversation: Conversation, key: int) -> HttpResponse:
    found = unknown_of(request.user, conversation, key)
    if found is None:
        raise Http404
    form = AnswerUnknownForm(request.POST or None)
    page = reverse("conversations:unknowns", args=[conversation.slug])
    if not found.is_open:
        return redirect(page)
    return answer_form(
        request,
        form,
        save=lambda: actions.answer_unknown(unknown=found, by=request.user, **form.cleaned_data),
        done=page,
        template=FORM,
        conversation=conversation,
        heading=found.text,
        back=page,
        said=_("Answered. Everybody who reads the conversation can see it."),
    )


@for_members
@may_post
def commitment_new(
    request: HttpRequest, conversation: Conversation, participant: Participant
) -> HttpResponse:
    """A member says what they will do themselves."""
    if not rules.test_rule("conversations.take_part", request.user, conversation):
        raise Http404
    form = OwnCommitmentForm(request.POST or None)
    outcome = reverse("conversations:outcome", args=[conversation.slug])
    return answer_form(
        request,
        form,
        save=lambda: actions.commit_oneself(participant=participant, key=form.key, **form.facts()),
        done=outcome,
        template=FORM,
        conversation=conversation,
        heading=_("What will you do yourself?"),
        back=outcome,
        said=_("It stands on the page under your pseudonym."),
    )


@for_those_who_run_it
@may_post
def commitment_add(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """The body says who of it does what."""
    form = BodyCommitmentForm(request.POST or None)
    outcome = reverse("conversations:outcome", args=[conversation.slug])
    return answer_form(
        request,
        form,
        save=lambda: actions.commit_body(
            conversation=conversation,
            by=request.user,
            key=form.key,
            outcome=draft_of(request.user, conversation),
            **form.facts(),
        ),
        done=outcome,
        template=FORM,
        conversation=conversation,
        heading=_("What will the body do?"),
        back=outcome,
        said=_("It stands on the page of the outcome."),
    )


@for_readers
@require_POST
def commitment_keep(
    request: HttpRequest, conversation: Conversation, participant: Participant | None, key: int
) -> HttpResponse:
    """Say that it is done: whoever committed themselves, or those who run it for the body."""
    found = commitment_of(request.user, conversation, key)
    if found is None:
        raise Http404
    own = participant is not None and found.member_id == participant.pk
    for_body = found.side == Side.BODY and rules.test_rule(
        "conversations.run", request.user, conversation
    )
    if not (own or for_body):
        raise Http404
    actions.keep_commitment(commitment=found, by=request.user)
    messages.success(request, _("Noted as done."))
    return redirect("conversations:outcome", conversation.slug)
