from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "publius.web.calls"
    label = "calls"
