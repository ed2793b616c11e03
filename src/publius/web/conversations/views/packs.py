"""The information of a stage: reading it, saying whether it was clear, writing it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..actions.packs import note_opened, publish_pack, say_whether_clear
from ..forms.packs import PackForm
from ..models import Conversation, Pack, Participant, Stage
from ..queries.packs import easy_read_of, pack_figures, pack_numbered, packs_of, reading_of
from ..queries.stages import stage_of
from ..refusals import RefusalError
from .access import for_members, for_readers, for_those_who_run_it
from .saving import answer_form


def _stage(conversation: Conversation, kind: str) -> Stage:
    stage = stage_of(conversation, kind)
    if stage is None:
        raise Http404
    return stage


def _pack(stage: Stage, number: int | None) -> Pack | None:
    """The version of the address, or the newest; a number that was never published is nothing."""
    if number is None:
        return next(iter(packs_of(stage)), None)
    pack = pack_numbered(stage, number)
    if pack is None:
        raise Http404
    return pack


@for_readers
@require_safe
def pack(
    request: HttpRequest,
    conversation: Conversation,
    participant: Participant | None,
    kind: str,
    number: int | None = None,
) -> HttpResponse:
    """What people need to know for this stage, in the newest version or an earlier one."""
    stage = _stage(conversation, kind)
    found = _pack(stage, number)
    context = {"conversation": conversation, "participant": participant, "stage": stage}
    if found is None:
        return render(request, "conversations/pack_none.html", context)
    easy_read, is_older = easy_read_of(found)
    context |= {
        "pack": found,
        "packs": packs_of(stage),
        "easy_read": easy_read,
        "easy_read_is_older": is_older,
        "reading": reading_of(participant, found),
        "figures": pack_figures(found),
    }
    return render(request, "conversations/pack.html", context)


@for_members
@require_POST
def pack_clear(
    request: HttpRequest,
    conversation: Conversation,
    participant: Participant,
    kind: str,
    number: int,
) -> HttpResponse:
    """Open a version from the home page, or say whether it was clear enough to take part.

    Reading a page changes nothing, so that somebody opened it is noted when they send this.
    """
    found = _pack(_stage(conversation, kind), number)
    note_opened(participant=participant, pack=found)
    if request.POST.get("clear") in ("yes", "no"):
        try:
            say_whether_clear(
                participant=participant, pack=found, is_clear=request.POST["clear"] == "yes"
            )
        except RefusalError as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("Thank you. You can change your answer at any time."))
    return redirect("conversations:pack_version", conversation.slug, kind, number)


@for_those_who_run_it
@require_http_methods(["GET", "HEAD", "POST"])
def pack_edit(request: HttpRequest, conversation: Conversation, kind: str) -> HttpResponse:
    """Write the next version, starting from the last."""
    stage = _stage(conversation, kind)
    last = _pack(stage, None)
    initial = {"text": last.text} if last else {}
    form = PackForm(request.POST or None, initial=initial)
    return answer_form(
        request,
        form,
        save=lambda: publish_pack(stage=stage, by=request.user, key=form.key, **form.facts()),
        done=reverse("conversations:pack", args=[conversation.slug, kind]),
        template="conversations/pack_edit.html",
        said=_("Published. Everybody sees that there is something new."),
        conversation=conversation,
        stage=stage,
        last=last,
    )
