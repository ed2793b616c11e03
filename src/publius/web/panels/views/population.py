"""What the population looks like, for targets to be set beside it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from publius.web.calls.models import Call

from ..actions.targets import set_population
from ..forms.population import CensusFileForm, PopulationForm
from ..queries.features import features_for
from ..queries.population import population_of, sources_of
from .access import for_those_who_run_it

FROM_FILE = "upload"


@for_those_who_run_it
@require_http_methods(["GET", "HEAD", "POST"])
def population(request: HttpRequest, call: Call) -> HttpResponse:
    features = features_for(call)
    is_file = FROM_FILE in request.POST
    sources = sources_of(call)
    form = PopulationForm(
        request.POST if request.method == "POST" and not is_file else None,
        features=features,
        saved=population_of(call),
        initial={"source": "; ".join(dict.fromkeys(sources.values()))},
    )
    upload = CensusFileForm(*((request.POST, request.FILES) if is_file else ()), features=features)
    if upload.is_bound and upload.is_valid():
        _keep_file(request, call, upload)
        return redirect("panels:targets", call.slug)
    if form.is_bound and form.is_valid():
        set_population(
            call=call,
            by=request.user,
            features=[feature.key for feature in features],
            shares=form.shares,
            source=form.cleaned_data["source"],
        )
        messages.success(request, _("The shares of the population are saved."))
        return redirect("panels:targets", call.slug)
    context = {"call": call, "form": form, "upload": upload, "sources": sources}
    return render(request, "panels/population.html", context)


def _keep_file(request: HttpRequest, call: Call, upload: CensusFileForm) -> None:
    found = upload.census
    source = upload.cleaned_data["file_source"]
    set_population(
        call=call, by=request.user, features=list(found.shares), shares=found.shares, source=source
    )
    messages.success(request, _("The shares of the population are read from the file."))
    if found.unused:
        sentence = _("Not used, because a group is not balanced on it: %(features)s.")
        messages.info(request, sentence % {"features": ", ".join(found.unused[:10])})
