from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "publius.web.notify"
    label = "notify"
