from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "publius.demo"
    label = "demo"
