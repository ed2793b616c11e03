"""What every page knows: the name of the service and where one can go."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from publius.web.conversations.queries.home import takes_part
from publius.web.directory.models import Organisation
from publius.web.directory.queries import rings_people


def navigation(request: HttpRequest) -> dict:
    links = [
        ("calls:open_calls", _("Open calls")),
        ("how_it_works", _("How it works")),
    ]
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        links.append(("people:my_page", _("My page")))
        if Organisation.objects.convened_by(user).exists():
            links.append(("calls:desk", _("My engagements")))
        if takes_part(user):
            links.append(("conversations:conversations", _("Conversations")))
        if rings_people(user):
            links.append(("panels:ringing", _("People to ring")))
        if user.is_host:
            links.append(("host", _("Host")))
    return {
        "service_name": settings.SERVICE_NAME,
        "help_email": settings.HELP_EMAIL,
        "is_demo": settings.DEMO,
        "navigation": [item for name, label in links if (item := _link(request, name, label))],
    }


def _link(request: HttpRequest, name: str, label: str) -> dict | None:
    try:
        url = reverse(name)
    except NoReverseMatch:
        return None
    return {"label": label, "url": url, "current": request.path == url}
