"""The disagreement with a draft: what each group holds against it, quoted and answered."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions import dissent as actions
from ..forms.outcomes import AnswerDissentForm
from ..models import Outcome
from ..queries.dissent import (
    IN_ADDRESS,
    differing_replies,
    disagreement_with,
    dissent_of,
    name_of_group,
    standing_answer,
)
from ..queries.maps import latest_map
from ..queries.outcomes_shown import outcome_shown
from .concluding import for_the_draft, may_post
from .saving import answer_form

QUOTE = "conversations/dissent_quote.html"


def _list_of(outcome: Outcome) -> str:
    return reverse("conversations:outcome_dissent", args=[outcome.conversation.slug])


@for_the_draft
@require_safe
def outcome_dissent(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """Group by group: the strongest disagreement first, and what was quoted already."""
    quotes = outcome_shown(outcome).quotes
    context = {
        "conversation": outcome.conversation,
        "outcome": outcome,
        "groups": dissent_of(outcome),
        "map": latest_map(outcome.conversation_id),
        "replies": differing_replies(request.user, outcome),
        "quotes": quotes,
        "quoted_keys": {each.quote.reply_id for each in quotes},
    }
    return render(request, "conversations/outcome_dissent.html", context)


@for_the_draft
@may_post
def dissent_quote(request: HttpRequest, outcome: Outcome, group: str, number: int) -> HttpResponse:
    """Quote one disagreement of a group, with an answer."""
    group = "" if group == IN_ADDRESS else group
    found = disagreement_with(outcome, group, number)
    if found is None:
        raise Http404
    earlier = standing_answer(outcome, group, found.statement)
    form = AnswerDissentForm(request.POST or None, initial={"answer": earlier})
    return answer_form(
        request,
        form,
        save=lambda: actions.quote_disagreement(
            outcome=outcome, group=group, number=number, by=request.user, **form.cleaned_data
        ),
        done=_list_of(outcome),
        template=QUOTE,
        conversation=outcome.conversation,
        whose=name_of_group(group),
        words=found.statement.text,
        figures=found.figures,
        back=_list_of(outcome),
        said=_("Quoted, with your answer."),
    )


@for_the_draft
@may_post
def reply_quote(request: HttpRequest, outcome: Outcome, key: int) -> HttpResponse:
    """Quote somebody's reply that sees it differently, with an answer."""
    found = [each for each in differing_replies(request.user, outcome) if each.pk == key]
    if not found:
        raise Http404
    reply = found[0]
    form = AnswerDissentForm(request.POST or None)
    return answer_form(
        request,
        form,
        save=lambda: actions.quote_reply(
            outcome=outcome, reply=reply, by=request.user, **form.cleaned_data
        ),
        done=_list_of(outcome),
        template=QUOTE,
        conversation=outcome.conversation,
        whose=str(reply.author) if reply.author else _("Somebody who has left"),
        words=reply.text,
        figures="",
        back=_list_of(outcome),
        said=_("Quoted, with your answer."),
    )


@for_the_draft
@require_POST
def quote_remove(request: HttpRequest, outcome: Outcome, key: int) -> HttpResponse:
    quote = outcome.dissents.filter(pk=key).first()
    if quote is not None:
        actions.take_out_quote(quote=quote)
    return redirect(_list_of(outcome))
