"""Pages that go wrong with personal data in their hands; only for the test of the logs."""

import logging

from django.db import IntegrityError
from django.http import Http404
from django.urls import path

from publius.site.urls import urlpatterns as real


def crash(request, token):
    raise IntegrityError(f"Key (email)=({request.user.email}) already exists for {token}")


def mention(request, token):
    logging.getLogger("some.library").warning("Could not reach %s with %s", "ada@x.example", token)
    raise Http404(token)


urlpatterns = [path("crash/<str:token>/", crash), path("mention/<str:token>/", mention), *real]
