"""Who gets to see a page of a conversation; everybody else gets a 404."""

from collections.abc import Callable
from functools import wraps

import rules
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from ..models import Conversation
from ..queries.conversations import participant_of, visible_conversation
from ..queries.people import removal_of

View = Callable[..., HttpResponse]


def _found(request: HttpRequest, slug: str) -> Conversation:
    conversation = visible_conversation(request.user, slug)
    if conversation is None:
        raise Http404
    return conversation


def for_readers(view: View) -> View:
    """Hands the view the conversation and the reader's part in it (None: only reads)."""

    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        conversation = _found(request, slug)
        return view(request, conversation, participant_of(request.user, conversation), **kwargs)

    return guarded


def _for_those_who(rule: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
            conversation = _found(request, slug)
            if not rules.test_rule(rule, request.user, conversation):
                raise Http404
            return view(request, conversation, **kwargs)

        return guarded

    return decorate


for_those_who_run_it = _for_those_who("conversations.run")
for_those_who_moderate = _for_those_who("conversations.moderate")


def _told_of_removal(request: HttpRequest, slug: str) -> HttpResponse:
    """Who was removed reads so, with the reason, wherever they were; others find nothing."""
    removal = removal_of(request.user, slug)
    if removal is None:
        raise Http404
    return render(request, "conversations/removed.html", {"removal": removal}, status=404)


def for_members(view: View) -> View:
    """Hands the view the conversation and the reader's living part in it."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        conversation = visible_conversation(request.user, slug)
        if conversation is None:
            return _told_of_removal(request, slug)
        participant = participant_of(request.user, conversation)
        if participant is None:
            return _told_of_removal(request, slug)
        return view(request, conversation, participant, **kwargs)

    return guarded
