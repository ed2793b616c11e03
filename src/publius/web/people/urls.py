"""A person's own pages, under /me/."""

from django.urls import path

from .actions.items import CHANGES
from .views import choices, expertise, my_page

app_name = "people"
urlpatterns = [
    path("", my_page.my_page, name="my_page"),
    path("start/", my_page.start, name="start"),
    path("welcome/", my_page.welcome, name="welcome"),
    path("about/", my_page.about, name="about"),
    path("expertise/add/", expertise.expertise_add, name="expertise_add"),
    path("expertise/add/<slug:kind>/", expertise.expertise_add_kind, name="expertise_add_kind"),
    path("expertise/<int:key>/", expertise.expertise, name="expertise"),
    path("expertise/<int:key>/edit/", expertise.expertise_edit, name="expertise_edit"),
    path("expertise/<int:key>/remove/", expertise.expertise_remove, name="expertise_remove"),
    path("expertise/<int:key>/evidence/add/", expertise.evidence_add, name="evidence_add"),
    path("evidence/<int:key>/remove/", expertise.evidence_remove, name="evidence_remove"),
    path("access-needs/", choices.access_needs, name="access_needs"),
    path("contact/", choices.contact, name="contact"),
    path("balancing/", choices.demographics, name="demographics"),
    path("choices/", choices.consents, name="consents"),
    path("choices/<slug:purpose>/", choices.consent_change, name="consent_change"),
    path("data/", choices.my_data, name="my_data"),
    path("data/download/", choices.my_data_download, name="my_data_download"),
    path("close/", choices.close_account, name="close_account"),
    *(
        path(
            f"{table}/<int:key>/{change}/",
            expertise.item_change,
            {"table": table, "change": change},
            name=f"{table}_{change}",
        )
        for table in ("expertise", "evidence")
        for change in CHANGES
    ),
]
