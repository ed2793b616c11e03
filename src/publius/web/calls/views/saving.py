"""The one way a form of the desk is answered: saved and gone on, or shown again as typed."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ..gaps import NotReady


def answer_form(
    request: HttpRequest,
    form: BaseForm,
    *,
    save: Callable[[], object],
    done: Callable[[], str],
    template: str,
    said: str = "",
    **context: object,
) -> HttpResponse:
    """Save a valid form and go to `done()`; otherwise show it again, nothing typed is lost.

    A change that would leave something public contradictory is undone and explained in the form.
    """
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except NotReady as refusal:
            for gap in refusal.gaps:
                form.add_error(gap.field if gap.field in form.fields else None, gap.sentence)
        else:
            if said:
                messages.success(request, said)
            return redirect(done())
    return render(request, template, {"form": form, **context})
