from django.apps import AppConfig


class SwitchesConfig(AppConfig):
    name = "publius.web.switches"
    label = "switches"
