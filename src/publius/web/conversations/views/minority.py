"""Minority reports: written by a member, signed by others, filed when enough have signed."""

import rules
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions import minority as actions
from ..forms.minority import ReportForm, WithholdForm
from ..models import Conversation, MinorityReport, Participant
from ..queries.minority import has_signed, needed_in, own_report, report_of, shown_to
from ..refusals import RefusalError
from .access import for_members, for_readers, for_those_who_run_it
from .concluding import may_post
from .saving import answer_form


def _found(request: HttpRequest, conversation: Conversation, key: int) -> MinorityReport:
    report = report_of(request.user, conversation, key)
    if report is None:
        raise Http404
    return report


@for_readers
@require_safe
def report(
    request: HttpRequest, conversation: Conversation, participant: Participant | None, key: int
) -> HttpResponse:
    """One report with who stands by it, and what this reader can do."""
    found = _found(request, conversation, key)
    takes_part = rules.test_rule("conversations.take_part", request.user, conversation)
    shown = shown_to(participant, found)
    is_author = participant is not None and found.author_id == participant.pk
    context = {
        "conversation": conversation,
        "participant": participant,
        "shown": shown,
        "takes_part": takes_part,
        "has_signed": has_signed(participant, found),
        "may_change": takes_part
        and is_author
        and found.filed_at is None
        and {each.participant_id for each in shown.signatures} == {found.author_id},
        "may_withhold": found.filed_at is not None
        and found.withheld_at is None
        and rules.test_rule("conversations.withhold_report", request.user, conversation),
    }
    return render(request, "conversations/report.html", context)


@for_members
@may_post
def report_new(
    request: HttpRequest, conversation: Conversation, participant: Participant
) -> HttpResponse:
    """Write one's report; whoever has written one is led to it."""
    if not rules.test_rule("conversations.take_part", request.user, conversation):
        raise Http404
    mine = own_report(participant)
    if mine is not None:
        return redirect("conversations:report", conversation.slug, mine.pk)
    form = ReportForm(request.POST or None)
    outcome = reverse("conversations:outcome", args=[conversation.slug])
    return answer_form(
        request,
        form,
        save=lambda: actions.write_report(participant=participant, key=form.key, **form.facts()),
        done=reverse("conversations:report_new", args=[conversation.slug]),
        template="conversations/report_form.html",
        conversation=conversation,
        needed=needed_in(conversation),
        heading=_("Write a minority report"),
        back=outcome,
        said=_("Your report is written and signed by you. Now others can sign it."),
    )


@for_members
@may_post
def report_edit(
    request: HttpRequest, conversation: Conversation, participant: Participant, key: int
) -> HttpResponse:
    found = _found(request, conversation, key)
    if found.author_id != participant.pk:
        raise Http404
    form = ReportForm(request.POST or None, instance=found)
    page = reverse("conversations:report", args=[conversation.slug, found.pk])
    return answer_form(
        request,
        form,
        save=lambda: actions.change_report(report=found, **form.facts()),
        done=page,
        template="conversations/report_form.html",
        conversation=conversation,
        needed=needed_in(conversation),
        heading=_("Change your report"),
        back=page,
        said=_("Changed."),
    )


@for_members
@require_POST
def report_sign(
    request: HttpRequest, conversation: Conversation, participant: Participant, key: int
) -> HttpResponse:
    found = _found(request, conversation, key)
    try:
        actions.sign_report(report=found, participant=participant)
        messages.success(request, _("You have signed. You can take your signature back."))
    except RefusalError as refusal:
        messages.error(request, str(refusal))
    return redirect("conversations:report", conversation.slug, found.pk)


@for_members
@require_POST
def report_take_back(
    request: HttpRequest, conversation: Conversation, participant: Participant, key: int
) -> HttpResponse:
    found = _found(request, conversation, key)
    try:
        is_left = actions.take_signature_back(report=found, participant=participant)
    except RefusalError:
        is_left = False  # the last one took theirs back in the same moment
    if is_left:
        messages.success(request, _("Your signature is taken back."))
        return redirect("conversations:report", conversation.slug, found.pk)
    messages.success(request, _("Nobody stands by the report any more, so it is gone."))
    return redirect("conversations:outcome", conversation.slug)


@for_those_who_run_it
@may_post
def report_withhold(request: HttpRequest, conversation: Conversation, key: int) -> HttpResponse:
    """Keep back what is against the law; facilitators cannot, and nobody can for another reason."""
    found = _found(request, conversation, key)
    if not rules.test_rule("conversations.withhold_report", request.user, conversation):
        raise Http404
    form = WithholdForm(request.POST or None)
    page = reverse("conversations:report", args=[conversation.slug, found.pk])
    return answer_form(
        request,
        form,
        save=lambda: actions.withhold_report(report=found, by=request.user, **form.cleaned_data),
        done=page,
        template="conversations/report_withhold.html",
        conversation=conversation,
        report=found,
        back=page,
        said=_("The text is kept back. Your reason stands in its place."),
    )
