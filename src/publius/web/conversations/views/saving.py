"""The one way a form of a conversation is answered: saved and gone on, or shown as typed."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from ..refusals import RefusalError


def answer_form(
    request: HttpRequest,
    form: BaseForm,
    *,
    save: Callable[[], object],
    done: str,
    template: str,
    said: str = "",
    **context: object,
) -> HttpResponse:
    """Save a valid form and go to `done`; otherwise show it again, nothing typed is lost."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except RefusalError as refusal:
            form.add_error(None, str(refusal))
        else:
            if said:
                messages.success(request, said)
            return redirect(done)
    return render(request, template, {"form": form, **context})
