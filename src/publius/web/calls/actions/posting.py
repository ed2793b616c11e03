"""Rows that forms make: a form posted twice makes one, and every public page has an address."""

import uuid
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.text import slugify

RESERVED = {"for-you", "new"}


def save_once(model: type[models.Model], *, key: uuid.UUID, within: dict, **fields: Any) -> Any:
    """Make the row of this form, or change the one an earlier post of the same form made."""
    try:
        with transaction.atomic():
            row, _created = model.objects.update_or_create(
                posted_key=key, **within, defaults=fields
            )
    except IntegrityError:
        # The key is that of somebody else's row, or somebody took the address a moment ago:
        # theirs stays as it is, this one is new.
        if "slug" in fields:
            fields["slug"] = f"{fields['slug']}-{uuid.uuid4().hex[:8]}"
        row = model.objects.create(**within, **fields)
    return row


def free_slug(model: type[models.Model], title: str, key: uuid.UUID) -> str:
    """An address made of the title; with a few signs of the key where it is taken."""
    base = slugify(title)[:110].strip("-") or model._meta.model_name
    taken = model.objects.filter(slug=base).exclude(posted_key=key).exists()
    return f"{base}-{key.hex[:8]}" if taken or base in RESERVED else base
