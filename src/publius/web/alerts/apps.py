from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "publius.web.alerts"
    label = "alerts"
