import socket

import pytest

from tests.web.notify.mail_server import MailServer, running_mail_server


@pytest.fixture
def use_mail_server(settings):
    """Point the outbox at a port of this machine."""

    def use(port: int) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 1

    return use


@pytest.fixture
def mail_server(use_mail_server):
    with running_mail_server(MailServer()) as server:
        use_mail_server(server.port)
        yield server


@pytest.fixture
def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]
