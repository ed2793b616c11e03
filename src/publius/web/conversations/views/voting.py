"""Voting: one statement at a time, every vote changeable until voting closes."""

from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions.turns import put_skipped_back, skip_statement
from ..actions.votes import cast_vote, take_back_vote
from ..forms.voting import TakeBackForm, VoteForm
from ..models import Answer, Conversation, Participant, Statement, Unsure, Vote
from ..queries.guesses import statement_to_guess
from ..queries.turns import next_card
from ..queries.voting import (
    changes_of,
    progress_of,
    standing_vote,
    statement_once_shown,
    votes_of,
    why_no_vote_on,
    why_not_to_vote,
)
from ..refusals import RefusalError
from .access import for_members


@non_atomic_requests  # nobody waits for another one's page: every action is one short transaction
@for_members
@require_safe
def vote(request: HttpRequest, conversation: Conversation, participant: Participant):
    """The next statement, or what to do where there is none."""
    problem = why_not_to_vote(participant)
    if problem:
        return _closed(request, conversation, participant, problem)
    card = next_card(participant)
    if card is None:
        return _nothing_left(request, conversation, participant)
    form = VoteForm(initial={"from_queue": True, "turn": card.sealed})
    last = votes_of(participant).first()
    return _card(request, conversation, participant, card.statement, form, card=card, last=last)


def _closed(request: HttpRequest, conversation, participant, problem: str) -> HttpResponse:
    context = {"conversation": conversation, "participant": participant, "problem": problem}
    return render(request, "conversations/vote_closed.html", context)


def _nothing_left(request: HttpRequest, conversation, participant) -> HttpResponse:
    context = {
        "conversation": conversation,
        "participant": participant,
        "progress": progress_of(participant),
    }
    return render(request, "conversations/vote_done.html", context)


@non_atomic_requests
@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def vote_on(
    request: HttpRequest, conversation: Conversation, participant: Participant, number: int
) -> HttpResponse:
    """One statement of one's own choice, and where every vote is sent to."""
    statement = _statement(conversation, number)
    if request.method != "POST":
        problem = why_not_to_vote(participant) or why_no_vote_on(statement, conversation.pk)
        if problem:
            return _closed(request, conversation, participant, problem)
        form = VoteForm.about(standing_vote(participant, statement))
        return _card(request, conversation, participant, statement, form)
    if "skip" in request.POST:
        sealed = request.POST.get("turn", "")
        skip_statement(participant=participant, statement=statement, sealed=sealed)
        return redirect("conversations:vote", conversation.slug)
    return _posted(request, conversation, participant, statement)


def _statement(conversation: Conversation, number: int) -> Statement:
    statement = statement_once_shown(conversation, number)
    if statement is None:
        raise Http404
    return statement


def _posted(request: HttpRequest, conversation, participant, statement) -> HttpResponse:
    form = VoteForm(request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        from_queue = given.pop("from_queue")
        try:
            cast = cast_vote(participant=participant, statement=statement, **given)
        except RefusalError as refusal:
            return _closed(request, conversation, participant, str(refusal))
        return _after(conversation, participant, cast, from_queue=from_queue)
    return _card(request, conversation, participant, statement, form)


def _after(conversation, participant, cast: Vote, *, from_queue: bool) -> HttpResponse:
    """Unsure people are asked why; now and then one guesses; then comes the next statement."""
    if cast.answer == Answer.UNSURE and not cast.unsure:
        address = redirect("conversations:vote_unsure", conversation.slug, cast.statement.number)
        address["Location"] += "?from_queue=on" if from_queue else ""
        return address
    if not from_queue:
        return redirect("conversations:my_votes", conversation.slug)
    guessable = statement_to_guess(participant)
    if guessable is not None:
        return redirect("conversations:guess", conversation.slug, guessable.number)
    return redirect("conversations:vote", conversation.slug)


def _card(
    request: HttpRequest,
    conversation: Conversation,
    participant: Participant,
    statement: Statement,
    form: VoteForm,
    **more,
) -> HttpResponse:
    context = {
        "conversation": conversation,
        "participant": participant,
        "statement": statement,
        "form": form,
        "standing": standing_vote(participant, statement),
        "progress": progress_of(participant),
        "from_queue": bool(form["from_queue"].value()),
        **more,
    }
    return render(request, "conversations/vote.html", context)


@non_atomic_requests
@for_members
@require_safe
def vote_unsure(
    request: HttpRequest, conversation: Conversation, participant: Participant, number: int
) -> HttpResponse:
    """What somebody who is unsure would need; the vote is counted already."""
    statement = _statement(conversation, number)
    standing = standing_vote(participant, statement)
    if standing is None or standing.answer != Answer.UNSURE:
        return redirect("conversations:vote_on", conversation.slug, number)
    context = {
        "conversation": conversation,
        "participant": participant,
        "statement": statement,
        "standing": standing,
        "reasons": Unsure.choices,
        "from_queue": "from_queue" in request.GET,
    }
    return render(request, "conversations/vote_unsure.html", context)


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def vote_take_back(
    request: HttpRequest, conversation: Conversation, participant: Participant, number: int
) -> HttpResponse:
    """Removing one's vote on one statement."""
    statement = _statement(conversation, number)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            take_back_vote(participant=participant, statement=statement, **form.cleaned_data)
        except RefusalError as refusal:
            return _closed(request, conversation, participant, str(refusal))
        return redirect("conversations:my_votes", conversation.slug)
    context = {
        "conversation": conversation,
        "participant": participant,
        "statement": statement,
        "standing": standing_vote(participant, statement),
        "form": form,
    }
    return render(request, "conversations/vote_take_back.html", context)


@for_members
@require_POST
def see_skipped(request: HttpRequest, conversation: Conversation, participant: Participant):
    """Puts the statements one passed over back among those to come."""
    put_skipped_back(participant=participant)
    return redirect("conversations:vote", conversation.slug)


@for_members
@require_safe
def my_votes(request: HttpRequest, conversation: Conversation, participant: Participant):
    """Everything one voted, and how it changed."""
    context = {
        "conversation": conversation,
        "participant": participant,
        "votes": list(votes_of(participant)),
        "changes": changes_of(participant),
        "progress": progress_of(participant),
        "problem": why_not_to_vote(participant),
    }
    return render(request, "conversations/my_votes.html", context)
