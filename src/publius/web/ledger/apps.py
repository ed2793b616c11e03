from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "publius.web.ledger"
    label = "ledger"
