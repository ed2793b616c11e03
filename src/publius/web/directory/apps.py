from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "publius.web.directory"
    label = "directory"
