"""Contesting a draw or a ruling, reading what came of it, and answering."""

import rules
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.contests import answer_contest, raise_contest
from ..forms.draws import AnswerContestForm, ContestForm
from ..models import Contest
from ..queries.contests import contest_of, contestable, contests_for_hosts, raised_by
from ..refusals import RefusalError
from .access import published_call

may_post = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@may_post
def contest_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Say in one's own words what was wrong; nothing is decided by a form."""
    call = published_call(request, slug)
    if not rules.test_rule("panels.contest", request.user, call):
        raise Http404
    form = ContestForm(request.POST or None, subjects=contestable(request.user, call))
    if request.method == "POST" and form.is_valid():
        try:
            contest = raise_contest(call=call, by=request.user, key=form.key, **form.facts())
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is sent. Somebody who did not decide it answers."))
            return redirect("panels:contest", call.slug, contest.pk)
    context = {"call": call, "form": form, "earlier": raised_by(request.user, call)}
    return render(request, "panels/contest_new.html", context)


def _found(request: HttpRequest, slug: str, contest_id: int) -> Contest:
    contest = contest_of(request.user, published_call(request, slug), contest_id)
    if contest is None:
        raise Http404
    return contest


@login_required
@require_safe
def contest(request: HttpRequest, slug: str, contest_id: int) -> HttpResponse:
    """What was said, and what was answered."""
    found = _found(request, slug, contest_id)
    context = {
        "call": found.call,
        "contest": found,
        "may_answer": not found.outcome
        and rules.test_rule("panels.answer_contest", request.user, found),
    }
    return render(request, "panels/contest.html", context)


@login_required
@may_post
def contest_answer(request: HttpRequest, slug: str, contest_id: int) -> HttpResponse:
    """The answer of somebody who did not decide what is contested; others do not find it."""
    found = _found(request, slug, contest_id)
    if not rules.test_rule("panels.answer_contest", request.user, found):
        raise Http404
    if found.outcome:
        return redirect("panels:contest", found.call.slug, found.pk)
    form = AnswerContestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if answer_contest(contest=found, by=request.user, **form.cleaned_data):
            messages.success(request, _("Your answer is on its way, and on record."))
        else:
            messages.info(request, _("Somebody has answered meanwhile. The first answer stands."))
        return redirect("panels:contest", found.call.slug, found.pk)
    context = {"call": found.call, "contest": found, "form": form}
    return render(request, "panels/contest_answer.html", context)


@login_required
@require_safe
def contests_waiting(request: HttpRequest) -> HttpResponse:
    """For hosts: what nobody of the body can answer, because all of them had a hand in it."""
    if not request.user.is_host:
        raise Http404
    return render(request, "panels/contests_waiting.html", {"contests": contests_for_hosts()})
