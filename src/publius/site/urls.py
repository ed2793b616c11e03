from django.urls import include, path
from django.views.generic import TemplateView

from publius.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path(
        "how-it-works/",
        TemplateView.as_view(template_name="site/how_it_works.html"),
        name="how_it_works",
    ),
    path("privacy/", views.privacy, name="privacy"),
    path(
        "accessibility/",
        TemplateView.as_view(template_name="site/accessibility.html"),
        name="accessibility",
    ),
    path("how-groups-are-chosen/", views.choosing, name="choosing"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("host/", include("publius.site.host_urls")),
    path("accounts/", include("publius.web.people.account_urls")),
    path("me/", include("publius.web.people.urls")),
    path("me/alerts/", include("publius.web.alerts.urls")),
    path("organisations/", include("publius.web.directory.urls")),
    path("", include("publius.web.calls.urls")),
    path("", include("publius.web.panels.urls")),
    path("", include("publius.web.conversations.urls")),
    path("demo/", include("publius.site.demo_urls")),
]

handler500 = "publius.site.views.server_error"
