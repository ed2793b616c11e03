"""Who gets to see a page of a conversation; everybody else gets a 404."""

from collections.abc import Callable
from functools import wraps

import rules
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse

from ..models import Conversation
from ..queries.conversations import participant_of, visible_conversation

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


def for_members(view: View) -> View:
    """Hands the view the conversation and the reader's living part in it."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        conversation = _found(request, slug)
        participant = participant_of(request.user, conversation)
        if participant is None:
            raise Http404
        return view(request, conversation, participant, **kwargs)

    return guarded
