"""Drafting an outcome: one page for each thing it needs, then the check and the publication."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions import outcomes as actions
from ..forms.outcomes import ForWhomForm, OptionForm, OutcomeForm, UsesForm
from ..models import Conversation, Outcome
from ..queries.outcomes import draft_of, may_conclude, option_of, outcomes_of, usable_statements
from ..queries.outcomes_shown import outcome_shown
from ..queries.publishing import gaps_of, tasks_of
from ..refusals import RefusalError
from .access import for_those_who_run_it
from .saving import answer_form

may_post = require_http_methods(["GET", "HEAD", "POST"])
FORM = "conversations/outcome_form.html"


def for_the_draft(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Hands the view the draft; where there is none, the desk says how to begin one."""

    @for_those_who_run_it
    @wraps(view)
    def guarded(request: HttpRequest, conversation: Conversation, **kwargs) -> HttpResponse:
        draft = draft_of(request.user, conversation)
        if draft is None:
            return redirect("conversations:outcome_desk", conversation.slug)
        return view(request, draft, **kwargs)

    return guarded


def desk_of(outcome: Outcome) -> str:
    return reverse("conversations:outcome_desk", args=[outcome.conversation.slug])


@for_those_who_run_it
@require_safe
def outcome_desk(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """What the draft has and what it lacks; or how to begin one."""
    draft = draft_of(request.user, conversation)
    context = {
        "conversation": conversation,
        "draft": draft,
        "tasks": tasks_of(draft) if draft else [],
        "published": outcomes_of(request.user, conversation),
        "may_conclude": may_conclude(conversation),
    }
    return render(request, "conversations/outcome_desk.html", context)


@for_those_who_run_it
@may_post
def outcome_write(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Begin the draft, or change what it says."""
    draft = draft_of(request.user, conversation)
    form = OutcomeForm(request.POST or None, instance=draft)

    def save() -> None:
        if draft is None:
            actions.draft_outcome(
                conversation=conversation, by=request.user, key=form.key, **form.facts()
            )
        else:
            actions.change_outcome(outcome=draft, **form.facts())

    desk = reverse("conversations:outcome_desk", args=[conversation.slug])
    return answer_form(
        request,
        form,
        save=save,
        done=desk,
        template=FORM,
        conversation=conversation,
        heading=_("What was concluded"),
        back=desk,
    )


@for_the_draft
@may_post
def outcome_for_whom(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    form = ForWhomForm(request.POST or None, instance=outcome)
    return answer_form(
        request,
        form,
        save=lambda: actions.change_outcome(outcome=outcome, **form.cleaned_data),
        done=desk_of(outcome),
        template=FORM,
        conversation=outcome.conversation,
        heading=_("For whom is it better, worse or good enough?"),
        back=desk_of(outcome),
    )


@for_the_draft
@require_safe
def outcome_options(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    context = {
        "conversation": outcome.conversation,
        "outcome": outcome,
        "options": outcome.options.all(),
    }
    return render(request, "conversations/outcome_options.html", context)


@for_the_draft
@may_post
def option(request: HttpRequest, outcome: Outcome, key: int | None = None) -> HttpResponse:
    """Add an option, or change one."""
    row = option_of(request.user, outcome, key) if key is not None else None
    if key is not None and row is None:
        raise Http404
    form = OptionForm(request.POST or None, instance=row)

    def save() -> None:
        if row is None:
            actions.add_option(outcome=outcome, key=form.key, **form.facts())
        else:
            actions.change_option(option=row, **form.facts())

    options = reverse("conversations:outcome_options", args=[outcome.conversation.slug])
    return answer_form(
        request,
        form,
        save=save,
        done=options,
        template=FORM,
        conversation=outcome.conversation,
        heading=_("Change this option") if row else _("Add an option that was weighed"),
        back=options,
    )


@for_the_draft
@require_POST
def option_remove(request: HttpRequest, outcome: Outcome, key: int) -> HttpResponse:
    row = option_of(request.user, outcome, key)
    if row is not None:
        actions.remove_option(option=row)
    return redirect("conversations:outcome_options", outcome.conversation.slug)


@for_the_draft
@may_post
def outcome_statements(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """Which statements it rests on, and whether it takes them up or goes against them."""
    form = UsesForm(
        request.POST or None,
        statements=usable_statements(request.user, outcome.conversation),
        uses=dict(outcome.used.values_list("statement", "use")),
    )
    return answer_form(
        request,
        form,
        save=lambda: actions.use_statements(outcome=outcome, uses=form.uses()),
        done=desk_of(outcome),
        template="conversations/outcome_statements.html",
        conversation=outcome.conversation,
        back=desk_of(outcome),
    )


@for_the_draft
@may_post
def outcome_publish(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """Everything as readers will see it, what is missing, and the button."""
    problem = ""
    if request.method == "POST":
        try:
            actions.publish_outcome(outcome=outcome, by=request.user)
        except RefusalError as refusal:
            problem = str(refusal)
        else:
            messages.success(
                request, _("The outcome is published. Everybody who takes part is told.")
            )
            return redirect("conversations:outcome", outcome.conversation.slug)
    context = {
        "conversation": outcome.conversation,
        "shown": outcome_shown(outcome),
        "gaps": gaps_of(outcome),
        "has_errors": bool(problem),
    }
    return render(request, "conversations/outcome_publish.html", context)


@for_the_draft
@may_post
def outcome_drop(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """Give the draft up, after a second look."""
    if request.method == "POST":
        actions.drop_draft(outcome=outcome)
        messages.success(request, _("The draft is gone. Nobody else had seen it."))
        return redirect("conversations:outcome_desk", outcome.conversation.slug)
    context = {"conversation": outcome.conversation, "outcome": outcome}
    return render(request, "conversations/outcome_drop.html", context)
