"""Guessing how people who live it voted, before reading how they did."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ..actions.guesses import make_guess
from ..forms.voting import GuessForm
from ..models import Conversation, Participant
from ..queries.guesses import counts_of_people_who_live_it, guess_of
from ..queries.voting import standing_vote, statement_once_shown
from ..refusals import RefusalError
from .access import for_members


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def guess(
    request: HttpRequest, conversation: Conversation, participant: Participant, number: int
) -> HttpResponse:
    """The guess; once it is made, what it is compared with."""
    statement = statement_once_shown(conversation, number)
    if statement is None or standing_vote(participant, statement) is None:
        raise Http404
    form = GuessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            make_guess(participant=participant, statement=statement, **form.cleaned_data)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("conversations:guess", conversation.slug, number)
    made = guess_of(participant, statement)
    context = {
        "conversation": conversation,
        "participant": participant,
        "statement": statement,
        "made": made,
        "can_be_told": counts_of_people_who_live_it(statement).is_told,
        "form": form,
    }
    return render(request, "conversations/guess.html", context)
