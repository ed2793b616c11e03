from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "publius.web.people"
    label = "people"
