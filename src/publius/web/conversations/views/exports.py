"""Files of a conversation: tables for those who read; rows of people only with a reason."""

import rules
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ..actions.exports import take_rows
from ..forms.exports import RowsForm
from ..models import Conversation, MapVersion, Participant
from ..queries.counts import may_see_all_figures
from ..queries.export import NAMES, files_of, own_taking, rows_of_people, rows_taken
from ..queries.maps import latest_map
from .access import for_readers, for_those_who_run_it

TYPES = {"csv": "text/csv; charset=utf-8", "md": "text/markdown; charset=utf-8"}


@for_readers
@require_safe
def files(request: HttpRequest, conversation: Conversation, participant: Participant | None):
    """What there is to take away, and why there are no rows of people in it."""
    context = {
        "conversation": conversation,
        "participant": participant,
        "version": latest_map(conversation.pk),
        "names": NAMES,
        "may_take": _may_take(request, conversation, participant),
        "runs_it": rules.test_rule("conversations.run", request.user, conversation),
        "taken": rows_taken(conversation),
    }
    return render(request, "conversations/files.html", context)


def _may_take(request: HttpRequest, conversation, participant: Participant | None) -> bool:
    """Nobody reads in a file what the pages keep until the own vote."""
    runs_it = rules.test_rule("conversations.run", request.user, conversation)
    return runs_it or may_see_all_figures(participant, conversation)


@for_readers
@require_safe
def file(
    request: HttpRequest, conversation: Conversation, participant: Participant | None, name: str
) -> HttpResponse:
    """One of the tables, or the report, of the latest map."""
    version = latest_map(conversation.pk)
    if version is None or name not in NAMES or not _may_take(request, conversation, participant):
        raise Http404
    response = HttpResponse(files_of(version)[name], content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@for_those_who_run_it
@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: HttpRequest, conversation: Conversation) -> HttpResponse:
    """Says why rows of people are refused, and asks for a reason."""
    version = latest_map(conversation.pk)
    form = RowsForm(request.POST or None)
    if request.method == "POST" and version is not None and form.is_valid():
        taken = take_rows(conversation=conversation, by=request.user, key=form.key, **form.facts())
        return redirect("conversations:rows_taken", conversation.slug, taken.pk)
    context = {
        "conversation": conversation,
        "version": version,
        "form": form,
        "taken": rows_taken(conversation),
    }
    return render(request, "conversations/rows.html", context)


@for_those_who_run_it
@require_safe
def taken(request: HttpRequest, conversation: Conversation, key: int) -> HttpResponse:
    """Confirms what was noted and leads to the file."""
    found, version = own_taking(request.user, conversation, key), latest_map(conversation.pk)
    if found is None or version is None:
        raise Http404
    context = {"conversation": conversation, "version": version, "taking": found}
    return render(request, "conversations/rows_taken.html", context)


@for_those_who_run_it
@require_safe
def rows_file(request: HttpRequest, conversation: Conversation, key: int) -> HttpResponse:
    """The rows, under numbers made for this file alone."""
    version: MapVersion | None = latest_map(conversation.pk)
    if version is None or own_taking(request.user, conversation, key) is None:
        raise Http404
    response = HttpResponse(rows_of_people(version), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="rows.zip"'
    return response
