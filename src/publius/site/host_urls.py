from django.urls import path

from publius.site import host_views

urlpatterns = [
    path("", host_views.overview, name="host"),
    path("switches/<slug:brake>/", host_views.switch, name="host_switch"),
    path("ledger/", host_views.ledger_check, name="host_ledger"),
    path("outbox/", host_views.outbox, name="host_outbox"),
    path("outbox/<int:message_id>/again/", host_views.message_again, name="host_message_again"),
]
