from django.apps import AppConfig


class PanelsConfig(AppConfig):
    name = "publius.web.panels"
    label = "panels"
