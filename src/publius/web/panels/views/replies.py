"""Invitations: read by link or signed in, answered once. Opening a page changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from publius.web.calls.queries import offer_of

from ..actions.replies import (
    accept_interest,
    accept_place,
    ask_question,
    decline,
    give_up_place,
)
from ..actions.words import keep_words
from ..forms.replies import CodeForm, DeclineForm, QuestionForm
from ..models import Ask, Invitation, Reply
from ..queries.invitations import (
    invitation_by_code,
    invitation_by_token,
    my_invitation,
    my_invitations,
)
from ..queries.pool import interests_of
from ..refusals import RefusalError
from .interest import interest_form

may_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Door:
    """The way somebody came to an invitation: by its link, or signed in."""

    here: str
    question: str


@login_required
@require_safe
def my_invitations_page(request: HttpRequest) -> HttpResponse:
    """Everything one was asked, and every pool one is in."""
    context = {
        "invitations": my_invitations(request.user),
        "interests": interests_of(request.user),
        "now": timezone.now(),
    }
    return render(request, "panels/my_invitations.html", context)


@may_post
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = invitation_by_token(token)
    if refused := refusal_page(request, found):
        return refused
    return reply_page(request, found, door_by_link(token))


@require_POST
def invitation_question(request: HttpRequest, token: str) -> HttpResponse:
    found = invitation_by_token(token)
    if refused := refusal_page(request, found):
        return refused
    return question_page(request, found, door_by_link(token))


@may_post
def short_start(request: HttpRequest) -> HttpResponse:
    """Where somebody types the code of a letter; it leads on, and changes nothing."""
    form = CodeForm(request.POST or None)
    if form.is_valid():
        return redirect("panels:short", form.cleaned_data["code"])
    return render(request, "panels/short_start.html", {"form": form})


@may_post
def short(request: HttpRequest, code: str) -> HttpResponse:
    """The invitation of a letter or a text message."""
    found = invitation_by_code(code)
    if refused := refusal_page(request, found):
        return refused
    return reply_page(request, found, door_by_code(code))


@require_POST
def short_question(request: HttpRequest, code: str) -> HttpResponse:
    found = invitation_by_code(code)
    if refused := refusal_page(request, found):
        return refused
    return question_page(request, found, door_by_code(code))


@login_required
@may_post
def my_invitation_page(request: HttpRequest, key: int) -> HttpResponse:
    return reply_page(request, mine(request, key), door_of(key))


@login_required
@require_POST
def my_invitation_question(request: HttpRequest, key: int) -> HttpResponse:
    return question_page(request, mine(request, key), door_of(key))


@login_required
@may_post
def place_give_up(request: HttpRequest, key: int) -> HttpResponse:
    """Take an acceptance back, with a reason; somebody else steps in."""
    found = mine(request, key)
    if found.ask != Ask.PLACE or found.reply != Reply.ACCEPTED:
        return redirect(door_of(key).here)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        give_up_place(invitation=found, **form.cleaned_data)
        messages.success(request, _("You have given up the place. Thank you for saying so."))
        return redirect(door_of(key).here)
    return render(request, "panels/place_give_up.html", {"invitation": found, "form": form})


def mine(request: HttpRequest, key: int) -> Invitation:
    found = my_invitation(request.user, key)
    if found is None:
        raise Http404
    return found


def door_by_link(token: str) -> Door:
    return Door(
        reverse("panels:invitation", args=[token]),
        reverse("panels:invitation_question", args=[token]),
    )


def door_by_code(code: str) -> Door:
    return Door(reverse("panels:short", args=[code]), reverse("panels:short_question", args=[code]))


def door_of(key: int) -> Door:
    return Door(
        reverse("panels:my_invitation", args=[key]),
        reverse("panels:my_invitation_question", args=[key]),
    )


def refusal_page(request: HttpRequest, found: Invitation | None) -> HttpResponse | None:
    """A plain page where the link leads nowhere, or belongs to somebody else."""
    if found is None or not found.person.is_active:
        return render(request, "panels/invitation_unknown.html", status=404)
    if request.user.is_authenticated and request.user != found.person:
        return render(request, "panels/invitation_of_another.html", status=404)
    return None


def reply_page(request: HttpRequest, found: Invitation, door: Door) -> HttpResponse:
    if found.reply in (Reply.ACCEPTED, Reply.DECLINED):
        return render(request, "panels/invitation_answered.html", {"invitation": found})
    if found.reply == Reply.LAPSED or found.expires_at <= timezone.now():
        return render(request, "panels/invitation_over.html", {"invitation": found}, status=410)
    forms = answer_forms(found, request.POST if request.method == "POST" else None)
    answer = request.POST.get("answer")
    save = {"accept": _accept, "decline": _decline}.get(answer) if answer else None
    if save and _saved(request, forms[answer], lambda: save(found, forms[answer])):
        return redirect(door.here)
    return _shown(request, found, door, forms)


def answer_forms(found: Invitation, data: QueryDict | None = None) -> dict[str, BaseForm | None]:
    """Yes, no and a question; only the one that was sent is filled with what was typed.

    Interest needs seats and an agreement; a place needs nothing but a yes.
    """
    answer = data.get("answer", "") if data else ""
    sent = {name: data if answer == name else None for name in ("accept", "decline")}
    is_place = found.ask == Ask.PLACE
    return {
        "accept": None if is_place else interest_form(sent["accept"], found.call, found.person),
        "decline": DeclineForm(sent["decline"], auto_id="no_%s"),
        "ask": QuestionForm(auto_id="ask_%s"),
    }


def _saved(request: HttpRequest, form: BaseForm | None, save: Callable[[], None]) -> bool:
    """False where the page is shown again, with what stands in the way."""
    if form is not None and not form.is_valid():
        return False
    try:
        save()
    except RefusalError as refusal:
        if form is None:
            messages.error(request, str(refusal))
        else:
            form.add_error(None, str(refusal))
        return False
    return True


def _accept(found: Invitation, form) -> None:
    if form is None:
        accept_place(invitation=found)
        return
    facts = form.cleaned_data
    accept_interest(invitation=found, seats=facts["seats"], words=facts["words"])
    if form.kind_to_keep:
        keep_words(person=found.person, kind=form.kind_to_keep, words=facts["words"])


def _decline(found: Invitation, form: DeclineForm) -> None:
    decline(invitation=found, **form.cleaned_data)


def question_page(request: HttpRequest, found: Invitation, door: Door) -> HttpResponse:
    if found.reply == Reply.LAPSED or found.expires_at <= timezone.now():
        return render(request, "panels/invitation_over.html", {"invitation": found}, status=410)
    form = QuestionForm(request.POST, auto_id="ask_%s")
    if form.is_valid():
        ask_question(invitation=found, text=form.cleaned_data["text"], key=form.key)
        messages.success(request, _("Your question is on its way.") + " " + answer_words(found))
        return redirect(door.here)
    return _shown(request, found, door, {**answer_forms(found), "ask": form})


def answer_words(found: Invitation) -> str:
    """Where somebody reads the answer: not everybody has e-mail."""
    if found.person.email:
        return _("The answer comes by e-mail.")
    return _("Come back to this page to read the answer.")


def _shown(
    request: HttpRequest, found: Invitation, door: Door, forms: dict[str, BaseForm | None]
) -> HttpResponse:
    context = {
        "invitation": found,
        "call": found.call,
        "seat": found.seat or (found.place.seat if found.place else None),
        "offer": offer_of(found.call),
        "questions": list(found.questions.all()),
        "door": door,
        "has_errors": any(form is not None and form.errors for form in forms.values()),
        **forms,
    }
    return render(request, "panels/invitation.html", context)
