from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "publius.site"
    label = "publius_site"
