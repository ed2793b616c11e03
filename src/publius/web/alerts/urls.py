"""A person's alerts, under /me/alerts/."""

from django.urls import path

from . import views

app_name = "alerts"
urlpatterns = [
    path("", views.alerts, name="alerts"),
    path("add/", views.alert_add, name="alert_add"),
    path("how-often/", views.how_often, name="how_often"),
    path("stop/<str:token>/", views.stop, name="stop"),
    path("<int:key>/", views.alert, name="alert"),
    path("<int:key>/edit/", views.alert_edit, name="alert_edit"),
    path("<int:key>/pause/", views.alert_pause, name="alert_pause"),
    path("<int:key>/resume/", views.alert_resume, name="alert_resume"),
    path("<int:key>/remove/", views.alert_remove, name="alert_remove"),
]
