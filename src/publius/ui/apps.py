from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "publius.ui"
    label = "ui"
