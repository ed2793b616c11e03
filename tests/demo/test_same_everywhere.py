"""The same date and seed give the same place: who lives there, who was drawn, who said no."""

import datetime as dt

import pytest
from django.db import transaction

from publius.demo.load import load
from publius.web.panels.models import DrawnPerson, Place

from .conftest import SMALL


def what_became_of_arden_vale() -> list:
    """Everybody's chance and every chair, after which the place is gone again."""
    with transaction.atomic():
        load(dt.date(2026, 11, 2), 1788, people=SMALL)
        chances = list(
            DrawnPerson.objects.order_by("draw__call__slug", "code").values_list(
                "draw__call__slug", "code", "person__public_id", "chance", "outcome"
            )
        )
        chairs = list(
            Place.objects.order_by("call__slug", "number").values_list(
                "call__slug", "number", "person__public_id", "state"
            )
        )
        transaction.set_rollback(True)
    return [chances, chairs]


@pytest.mark.django_db
def test_two_loads_end_alike():
    assert what_became_of_arden_vale() == what_became_of_arden_vale()
