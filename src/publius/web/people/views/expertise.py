"""Pages on which people say what they know and add evidence for it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from .. import actions, queries
from ..consents import wording_for
from ..forms.expertise import GUIDES, EvidenceForm, ExpertiseForm
from ..models import Evidence, EvidenceSource, Expertise, Kind, Purpose, Visibility
from .navigation import go_on, next_address

CHANGED = {
    "hide": gettext_lazy("Hidden. Nobody reads it, and your matches leave it out within seconds."),
    "show": gettext_lazy("It counts again."),
    "pin": gettext_lazy("Pinned. It still stands for you, so it does not count less with age."),
    "unpin": gettext_lazy("No longer pinned. It counts a little less as it grows old."),
}
CONFIRMABLE = {EvidenceSource.VOUCH, EvidenceSource.ROLE, EvidenceSource.CONTRIBUTION}


@login_required
def expertise_add(request: HttpRequest) -> HttpResponse:
    """Which of the three ways of knowing?"""
    context = {"guides": GUIDES.values(), "next": next_address(request)}
    return render(request, "people/expertise_kind.html", context)


@login_required
def expertise_add_kind(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in Kind.values:
        raise Http404
    initial = {"visibility": Visibility.MATCHING if kind == Kind.LIVED else Visibility.CONVENERS}
    form = ExpertiseForm(
        request.POST or None, kind=kind, asks_for_consent=_asks(request, kind), initial=initial
    )
    if form.is_valid():
        expertise = actions.state_expertise(person=request.user, kind=kind, **form.cleaned_data)
        messages.success(request, _("Saved. Calls that need it will now find you."))
        return go_on(request, "people:expertise", expertise.pk)
    return render(request, "people/expertise_form.html", _form_page(request, form, kind))


@login_required
def expertise(request: HttpRequest, key: int) -> HttpResponse:
    """One thing a person knows, with what backs it."""
    item = _own_expertise(request, key)
    context = {
        "item": item,
        "is_waiting_for_consent": item.kind == Kind.LIVED and _asks(request, item.kind),
    }
    return render(request, "people/expertise.html", context)


@login_required
def expertise_edit(request: HttpRequest, key: int) -> HttpResponse:
    item = _own_expertise(request, key)
    initial = {"words": item.words, "skills": item.skills, "visibility": item.visibility}
    form = ExpertiseForm(
        request.POST or None,
        kind=item.kind,
        asks_for_consent=_asks(request, item.kind),
        initial=initial,
    )
    if form.is_valid():
        actions.change_expertise(expertise=item, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("people:expertise", item.pk)
    page = {**_form_page(request, form, item.kind), "item": item}
    return render(request, "people/expertise_form.html", page)


@login_required
def expertise_remove(request: HttpRequest, key: int) -> HttpResponse:
    """Asks once, then takes it back with its evidence."""
    item = _own_expertise(request, key)
    if request.method == "POST":
        actions.remove_expertise(expertise=item)
        messages.success(request, _("Removed. The next matching leaves it out."))
        return redirect("people:my_page")
    return render(request, "people/expertise_remove.html", {"item": item})


@login_required
def evidence_add(request: HttpRequest, key: int) -> HttpResponse:
    item = _own_expertise(request, key)
    form = EvidenceForm(request.POST or None)
    if form.is_valid():
        evidence = actions.add_evidence(expertise=item, **form.cleaned_data)
        messages.success(request, _("Added."))
        if evidence.source in CONFIRMABLE:
            return redirect("directory:ask_confirmation", evidence.pk)
        return redirect("people:expertise", item.pk)
    return render(request, "people/evidence_form.html", {"form": form, "item": item})


@login_required
@require_POST
def item_change(request: HttpRequest, table: str, key: int, change: str) -> HttpResponse:
    """Hide, show, pin or unpin an item, then go back to the page its owner came from."""
    item = _own_evidence(request, key) if table == "evidence" else _own_expertise(request, key)
    actions.change_item(item=item, change=change)
    messages.success(request, CHANGED[change])
    return go_on(request, "people:expertise", getattr(item, "expertise_id", item.pk))


@login_required
def evidence_remove(request: HttpRequest, key: int) -> HttpResponse:
    evidence = _own_evidence(request, key)
    if request.method == "POST":
        actions.remove_evidence(evidence=evidence)
        messages.success(request, _("Removed."))
        return redirect("people:expertise", evidence.expertise_id)
    return render(request, "people/evidence_remove.html", {"evidence": evidence})


def _own_expertise(request: HttpRequest, key: int) -> Expertise:
    item = queries.expertise_item(request.user, key)
    if item is None:
        raise Http404
    return item


def _own_evidence(request: HttpRequest, key: int) -> Evidence:
    evidence = queries.evidence_of(request.user, key)
    if evidence is None:
        raise Http404
    return evidence


def _asks(request: HttpRequest, kind: str) -> bool:
    """Lived experience asks for an agreement of its own until it is given."""
    return kind == Kind.LIVED and not queries.has_consent(request.user, Purpose.LIVED_EXPERIENCE)


def _form_page(request: HttpRequest, form: ExpertiseForm, kind: str) -> dict:
    return {
        "form": form,
        "guide": GUIDES[Kind(kind)],
        "wording": wording_for(Purpose.LIVED_EXPERIENCE),
        "next": next_address(request),
        "back": reverse("people:my_page"),
    }
