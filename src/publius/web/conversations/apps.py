from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "publius.web.conversations"
    label = "conversations"
