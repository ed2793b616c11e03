"""The health check: seven questions for everybody, and what the sides of the room say."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ..actions.health import answer_health_check
from ..forms.health import HealthForm
from ..models import Conversation, Participant
from ..queries.health import answers_of, finished_rounds, open_round, result_of
from ..refusals import RefusalError
from .access import for_members
from .saving import answer_form


@for_members
@require_http_methods(["GET", "HEAD", "POST"])
def health(
    request: HttpRequest, conversation: Conversation, participant: Participant
) -> HttpResponse:
    """Answer while it is asked; read the results when it is over."""
    asked = open_round(conversation)
    answers = answers_of(participant, asked) if asked else {}
    form = HealthForm(request.POST or None, answers=answers)

    def save() -> None:
        if asked is None:
            raise RefusalError(_("This health check is over, so your answers were not kept."))
        answer_health_check(participant=participant, asked=asked, answers=form.answers())

    return answer_form(
        request,
        form,
        save=save,
        done=reverse("conversations:health", args=[conversation.slug]),
        template="conversations/health.html",
        said=_("Thank you. You can change your answers until the check is over."),
        conversation=conversation,
        participant=participant,
        asked=asked,
        has_answered=bool(answers),
        results=[result_of(each) for each in finished_rounds(conversation)],
    )
