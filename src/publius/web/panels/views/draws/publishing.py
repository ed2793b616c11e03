"""Publishing a lottery, and drawing from it where people can watch."""

from django.contrib import messages
from django.db.transaction import non_atomic_requests
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from publius.panels import PanelsError
from publius.panels.public import DiceOutcome, SeedOutcome
from publius.panels.public.outcomes import Outcome
from publius.web.calls.models import Call

from ...actions.publishing import ask_to_publish
from ...actions.results import store_result
from ...codes import new_lot
from ...forms.draws import PublishForm, ThrowForm
from ...models import Decision, Draw, DrawRule, Phase
from ...publication import beacon_at, dice_for
from ...queries.lotteries import drawn
from ...refusals import RefusalError
from ..access import for_those_who_run_it, found_draw

may_post = require_http_methods(["GET", "HEAD", "POST"])
AFTERWARDS = {Phase.PUBLISHING, Phase.PUBLISHED, Phase.DRAWN}


@for_those_who_run_it
@may_post
def draw_publish(request: HttpRequest, call: Call, draw_id: int) -> HttpResponse:
    """Choose where the number comes from, and publish: after that nothing can be changed."""
    found = found_draw(request, call, draw_id)
    if found.phase in AFTERWARDS and found.is_by_lot:
        return redirect("panels:draw", call.slug, found.pk)
    if found.phase != Phase.PREPARED or found.is_test or found.decision != Decision.PENDING:
        raise Http404
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moment = form.moment()
        try:
            ask_to_publish(
                draw=found,
                rule=form.cleaned_data["rule"],
                facts=_facts(found, form),
                beacon_due_at=moment,
                by=request.user,
            )
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("panels:draw", call.slug, found.pk)
    context = {"call": call, "draw": found, "form": form}
    return render(request, "panels/draw_publish.html", context)


def _facts(found: Draw, form: PublishForm) -> dict:
    """How many dice, or which round of the beacon."""
    if form.cleaned_data["rule"] == DrawRule.DICE:
        return dice_for(found.lottery.result["certificate"]["tickets"])
    moment = form.moment()
    return beacon_at(moment) if moment else {}


@non_atomic_requests
@for_those_who_run_it
@require_POST
def draw_number(request: HttpRequest, call: Call, draw_id: int) -> HttpResponse:
    """Make the number of a published lottery, now that nobody can change the list."""
    found = _waiting_for(DrawRule.SERVER, request, call, draw_id)
    if found.phase == Phase.PUBLISHED:
        seed = found.seed if found.seed is not None else new_lot().seed
        try:
            _draw(found, SeedOutcome(seed), request)
        except (RefusalError, PanelsError) as refusal:
            messages.error(request, str(refusal))
    return redirect("panels:draw", call.slug, found.pk)


@non_atomic_requests
@for_those_who_run_it
@may_post
def draw_dice(request: HttpRequest, call: Call, draw_id: int) -> HttpResponse:
    """Type what the dice showed. The first numbers that are sent stand."""
    found = _waiting_for(DrawRule.DICE, request, call, draw_id)
    if found.phase == Phase.DRAWN:
        return redirect("panels:draw", call.slug, found.pk)
    form = ThrowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _draw(found, DiceOutcome(form.cleaned_data["throws"]), request)
        except (RefusalError, PanelsError) as refusal:
            form.add_error("throws", str(refusal))
        else:
            return redirect("panels:draw", call.slug, found.pk)
    context = {"call": call, "draw": found, "form": form, "dice": found.rule_facts["dice"]}
    return render(request, "panels/draw_dice.html", context)


def _waiting_for(rule: DrawRule, request: HttpRequest, call: Call, draw_id: int) -> Draw:
    """A published draw with this rule; one that was drawn meanwhile, too."""
    found = found_draw(request, call, draw_id)
    if found.rule != rule or found.at_once or found.decision != Decision.PENDING:
        raise Http404
    if found.phase not in (Phase.PUBLISHED, Phase.DRAWN):
        raise Http404
    return found


def _draw(found: Draw, outcome: Outcome, request: HttpRequest) -> None:
    first = store_result(draw=found, drawn=drawn(found, outcome), by=request.user)
    if first:
        messages.success(request, _("The lot is drawn. Everybody can read the result."))
    else:
        messages.info(request, _("It was drawn before. The first result stands."))
