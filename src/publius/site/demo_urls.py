"""The demonstration's own pages, there only while PUBLIUS_DEMO is on."""

from importlib import import_module

from django.conf import settings

# Named as text: the site does not depend on the demonstration, a setting adds it.
urlpatterns = import_module("publius.demo.urls").urlpatterns if settings.DEMO else []
