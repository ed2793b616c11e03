"""Model fields for what the database itself must not be able to read."""

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def cipher() -> MultiFernet:
    """The cipher of this installation: the first key encrypts, every key decrypts."""
    return _cipher(tuple(settings.ENCRYPTION_KEYS))


class EncryptedJSONField(models.BinaryField):
    """JSON that is encrypted (Fernet: AES-128-CBC and HMAC-SHA256) before it is stored.

    It can be read and written but not searched: a query on its content is meaningless.
    """

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None:
            return None
        return cipher().encrypt(json.dumps(value, sort_keys=True).encode())

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        try:
            return json.loads(cipher().decrypt(bytes(value)))
        except InvalidToken as error:
            raise ImproperlyConfigured(
                "A protected field cannot be read with the encryption keys of this installation. "
                "Nothing was changed. Put the keys of the backup back (PUBLIUS_ENCRYPTION_KEYS "
                "or keys/fields in the data folder)."
            ) from error

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: models.Model) -> str:
        return json.dumps(self.value_from_object(obj))
