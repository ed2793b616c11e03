"""The directory of organisations, under /organisations/."""

from django.urls import path

from . import views

app_name = "directory"
urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("confirm/<int:key>/", views.ask_confirmation, name="ask_confirmation"),
    path("confirmations/<int:key>/", views.confirmation_answer, name="confirmation_answer"),
    path("<slug:slug>/", views.organisation, name="organisation"),
    path("<slug:slug>/edit/", views.organisation_edit, name="organisation_edit"),
    path("<slug:slug>/colleagues/", views.colleagues, name="colleagues"),
    path("<slug:slug>/colleagues/<int:key>/end/", views.role_end, name="role_end"),
    path("<slug:slug>/confirmations/", views.confirmations, name="confirmations"),
]
