"""Letters to print, for those who run the call: one file, each letter once."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from publius.web.calls.models import Call

from ..actions.posting import print_letter_again, print_letters
from ..forms.outreach import PrintAgainForm, PrintForm
from ..printing.pages import letters_pdf
from ..printing.words import Letter
from ..queries.posting import (
    batches_of,
    letters_to_print,
    printed_letter,
    printed_letters,
    unprintable,
)
from ..refusals import RefusalError
from .access import for_those_who_run_it

may_post = require_http_methods(["GET", "HEAD", "POST"])


@for_those_who_run_it
@may_post
def letters(request: HttpRequest, call: Call) -> HttpResponse:
    """How many wait; the button makes the file."""
    form = PrintForm(request.POST or None)
    if form.is_valid():
        large = form.cleaned_data["large_print"]
        try:
            made = print_letters(call=call, by=request.user, key=form.key, large_print=large)
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _file(call, made)
    context = {
        "call": call,
        "form": form,
        "waiting": len(letters_to_print(call)),
        "unprintable": unprintable(call),
        "printed": printed_letters(call),
        "batches": batches_of(request.user, call),
    }
    return render(request, "panels/letters.html", context)


@for_those_who_run_it
@may_post
def letter_again(request: HttpRequest, call: Call, key: int) -> HttpResponse:
    found, form = printed_letter(call, key), PrintAgainForm(request.POST or None)
    if found is None:
        raise Http404
    if form.is_valid():
        try:
            made = print_letter_again(
                invitation=found, by=request.user, key=form.key, **form.facts()
            )
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            return _file(call, made)
    context = {"call": call, "invitation": found, "form": form}
    return render(request, "panels/letter_again.html", context)


def _file(call: Call, made: list[Letter]) -> HttpResponse:
    """The request is one transaction: where no file comes out, nothing counts as printed."""
    response = HttpResponse(letters_pdf(made), content_type="application/pdf")
    name = f"letters-{call.slug}-{timezone.localdate():%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
